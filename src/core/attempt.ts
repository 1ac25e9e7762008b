import { createAuto, dialects } from './dialects/index.ts'
import type { Evidence } from './ending.ts'
import { asChatStreamError, ChatStreamError, isChatStreamError } from './errors.ts'
import type { Meter } from './meter.ts'
import type { ChatStreamOptions } from './options.ts'
import { requestContext } from './requestContext.ts'
import { transports } from './transports/index.ts'
import { announceSession } from './transports/protocolMarks.ts'
import type { ChatRequest, DialectState, StreamEvent, TransportContext } from './types.ts'
import { createWatchdog } from './watchdog.ts'

export interface AttemptHandlers {
  /** The answer's head is here, so its run has begun: the question must not be asked again. */
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
  options: ChatStreamOptions,
  meter: Meter,
  signal: AbortSignal,
  handlers: AttemptHandlers,
): Promise<Evidence> {
  const { transport = 'get', dialect: format = 'auto' } = options
  const dialect =
    typeof format === 'object' ? format : format === 'auto' ? createAuto() : dialects[format]
  const connection = new AbortController()
  const watchdog = createWatchdog(options, (error) => connection.abort(error))
  let state: DialectState = {}
  let began = false
  let closeRequired = false
  let finish: Evidence['finish']

  /** @returns whether the answer is over */
  function take(events: readonly StreamEvent[]): boolean {
    for (const event of events) {
      if (event.type === 'finish') finish ??= event
      meter.event(event)
      handlers.onEvent(event)
      if (event.type === 'error') throw new ChatStreamError('server', event.message, event)
      if (event.type === 'stream-end') return true
    }
    return false
  }

  function decode(read: () => readonly StreamEvent[]): readonly StreamEvent[] {
    try {
      return read()
    } catch (cause) {
      if (isChatStreamError(cause)) throw cause
      const message = `The dialect \`${dialect.name}\` failed: ${String(cause)}`
      throw new ChatStreamError('parse', message, { cause })
    }
  }

  async function read(): Promise<void> {
    const context: TransportContext = {
      ...requestContext(options, dialect, request),
      signal: connection.signal,
      onOpen(headers) {
        if (connection.signal.aborted) return
        watchdog.open()
        if (headers) state = { headers }
        if (!began) handlers.onBegin()
        began = true
      },
      onBytes(count) {
        meter.bytes(count)
        watchdog.bytes()
      },
      onStoppable: handlers.onStoppable,
      onCloseRequired: () => (closeRequired = true),
    }
    const send = typeof transport === 'function' ? transport : transports[transport]
    for await (const record of send(request, context)) {
      if (connection.signal.aborted) return
      // A transport of somebody's own may tell of records alone.
      if (!began) context.onOpen()
      if (record.id.endsWith(':0')) announceSession(record.id.slice(0, -2), context)
      context.onBytes(0)
      if (take(decode(() => dialect.decode(record, state)))) return
    }
    const last = decode(() => dialect.end?.(state) ?? [])
    take(closeRequired ? last.filter(({ type }) => type !== 'finish') : last)
  }

  return new Promise((resolve) => {
    function settle(thrown?: unknown): void {
      watchdog.close()
      signal.removeEventListener('abort', onAbort)
      const error = thrown === undefined ? thrown : asChatStreamError(thrown)
      resolve({ began, finish, thrown: error })
      // Closes what an answer that was over before its body still holds open.
      connection.abort()
    }
    const onAbort = () => connection.abort()
    signal.addEventListener('abort', onAbort)
    // Aborted in the end, always, which takes this listener away.
    connection.signal.addEventListener('abort', () => settle(connection.signal.reason), {
      once: true,
    })
    read().then(() => settle(), settle)
  })
}
