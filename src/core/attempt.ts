import type { Evidence } from './ending.ts'
import { ChatStreamError, isChatStreamError } from './errors.ts'
import type { Meter } from './meter.ts'
import type { ResolvedOptions } from './resolveOptions.ts'
import type { ChatRequest, DialectState, StreamEvent, TransportContext } from './types.ts'
import { createWatchdog } from './watchdog.ts'

export interface AttemptHandlers {
  /** The first byte of the answer is here: from now on the question must not be asked again. */
  onBegin(): void
  onEvent(event: StreamEvent): void
  onStoppable(stop: () => void): void
}

/**
 * Makes one request for an answer and reads it to its end, whichever that is. It settles as soon as
 * `signal` is aborted or a timeout rings, even when a transport does not listen.
 */
export function attempt(
  request: ChatRequest,
  options: ResolvedOptions,
  meter: Meter,
  signal: AbortSignal,
  handlers: AttemptHandlers,
): Promise<Evidence> {
  const { dialect } = options
  const connection = new AbortController()
  const watchdog = createWatchdog(options, (error) => connection.abort(error))
  let state: DialectState = {}
  let began = false
  let closeRequired = false
  let finish: Evidence['finish']

  function begin(): void {
    if (began) return
    began = true
    handlers.onBegin()
  }

  const context: TransportContext = {
    ...options.contextFor(request),
    signal: connection.signal,
    onOpen(headers) {
      watchdog.open()
      if (headers) state = { headers }
    },
    onBytes(count) {
      if (connection.signal.aborted) return
      watchdog.bytes()
      meter.bytes(count)
      begin()
    },
    onStoppable: handlers.onStoppable,
    onCloseRequired: () => (closeRequired = true),
  }

  /** @returns whether the answer is over */
  function take(events: readonly StreamEvent[]): boolean {
    for (const event of events) {
      if (event.type === 'finish') finish ??= event
      meter.event(event)
      handlers.onEvent(event)
      if (event.type === 'error') throw serverError(event)
      if (event.type === 'stream-end') return true
    }
    return false
  }

  function decode(read: () => readonly StreamEvent[]): readonly StreamEvent[] {
    try {
      return read()
    } catch (cause) {
      if (isChatStreamError(cause)) throw cause
      const message = `The dialect \`${dialect.name}\` failed on what the server sent: ${String(cause)}`
      throw new ChatStreamError('parse', message, { cause })
    }
  }

  async function read(): Promise<void> {
    for await (const record of options.transport(request, context)) {
      if (connection.signal.aborted) return
      // A transport of somebody's own may tell of records alone.
      if (!began) context.onOpen()
      watchdog.bytes()
      begin()
      if (take(decode(() => dialect.decode(record, state)))) return
    }
    if (connection.signal.aborted) return
    const last = decode(() => dialect.end?.(state) ?? [])
    take(closeRequired ? last.filter(({ type }) => type !== 'finish') : last)
  }

  return new Promise((resolve) => {
    const onAbort = () => connection.abort()
    function settle(thrown?: unknown): void {
      watchdog.close()
      signal.removeEventListener('abort', onAbort)
      connection.signal.removeEventListener('abort', onConnectionAbort)
      // Closes what an answer that was over before its body still holds open.
      connection.abort()
      resolve({
        began,
        ...(finish ? { finish } : {}),
        ...(thrown === undefined ? {} : { thrown: asChatStreamError(thrown) }),
      })
    }
    const onConnectionAbort = () => settle(connection.signal.reason)
    connection.signal.addEventListener('abort', onConnectionAbort)
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    else read().then(() => settle(), settle)
  })
}

function serverError({ message, code }: StreamEvent & { type: 'error' }): ChatStreamError {
  return new ChatStreamError('server', message, code === undefined ? {} : { code })
}

/** Whatever a transport throws is a failure of the transport: an AbortError, too, that nobody here asked for. */
function asChatStreamError(thrown: unknown): ChatStreamError {
  if (isChatStreamError(thrown)) return thrown
  return new ChatStreamError('network', `The connection failed: ${String(thrown)}`, {
    cause: thrown,
  })
}
