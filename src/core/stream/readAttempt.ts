import { asChatStreamError, ChatStreamError, isChatStreamError } from '../errors.ts'
import { parseObject } from '../json.ts'
import type { Meter } from './meter.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import { isProven, noteProof } from './provenEndpoints.ts'
import type { AnswerState } from './answerState.ts'
import { requestContext } from './requestContext.ts'
import type { ConnectionGate } from './connectionGate.ts'
import { announceSession, sequenceOf } from '../transports/protocolMarks.ts'
import type { ChatRequest, StreamEvent, StreamRecord, TransportContext } from '../types.ts'
import { createWatchdog } from './watchdog.ts'

export interface AttemptHandlers {
  /** The head of an answer is here, of its first connection or of a further one. */
  onBegin(): void
  onEvent(event: StreamEvent): void
  onStoppable(stop: () => void): void
  /** The server can be asked for the rest, by this name. */
  onResumable(sessionId: string): void
}

/** What one question is asked with. */
export interface AttemptInput {
  readonly request: ChatRequest
  readonly options: PinnedChatStreamOptions
  readonly meter: Meter
  readonly standby: ConnectionGate
  readonly signal: AbortSignal
}

/**
 * Makes one connection for an answer and reads it to its end, whichever that is. It settles as soon as
 * `signal` is aborted or a timeout rings, even when a transport does not listen.
 *
 * @param onReconnect the platform is about to open it again: whether it may
 * @returns what was thrown; undefined at a clean end
 */
export function readAttempt(
  { request, options, meter, standby, signal }: AttemptInput,
  reception: AnswerState,
  handlers: AttemptHandlers & { onReconnect(): boolean },
): Promise<ChatStreamError | undefined> {
  const { dialect, sessionId, last } = reception
  const connection = new AbortController()
  const watchdog = createWatchdog(options, (error) => connection.abort(error))
  let isOpen = false

  /** @returns whether the answer is over */
  function take(events: readonly StreamEvent[]): boolean {
    for (const event of events) {
      if (event.type === 'finish') reception.finish ??= event
      if (event.type === 'text-delta') reception.length += event.text.length
      if (event.type === 'correction' && event.of === 'text') {
        reception.length += event.text.length - event.replaced
      }
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

  /**
   * Takes an event, unless it is one of a resumable run that is here already.
   *
   * @returns whether the answer is over
   * @throws {ChatStreamError} `incomplete` where one is missing or came damaged: it can be had again
   */
  function takeRecord(record: StreamRecord, context: TransportContext): boolean {
    const { id, event, data } = record
    const { last } = reception
    reception.hasEvents = true
    // The first event of the one-shot form names its run.
    if (last === 0 && id.endsWith(':0')) announceSession(id.slice(0, -2), context)
    const number = sequenceOf(id, reception.sessionId)
    if (last === 0 && number !== undefined) noteProof(context.url)
    // Without numbers there is no such protocol, whatever the name of the session looks like.
    if (number === undefined) reception.sessionId = undefined
    else if (number > last + 1 || (number > last && event === 'message' && !parseObject(data))) {
      throw new ChatStreamError('incomplete', `Event ${last + 1} is missing or damaged.`)
    }
    // An end that brings no number of its own has the one before; it is no repetition.
    else if (number <= last && event === 'message') return false
    const events = decode(() => dialect.decode(record, reception.state))
    reception.last = Math.max(last, number ?? 0)
    return take(events)
  }

  async function read(): Promise<void> {
    const asked = requestContext(options, dialect, request)
    reception.isKeyHonored = asked.idempotencyKey === true
    const context: TransportContext = {
      ...asked,
      signal: connection.signal,
      resumption: sessionId ? { sessionId, last } : undefined,
      onOpen(headers) {
        if (connection.signal.aborted) return
        watchdog.open()
        isOpen = true
        if (headers && !reception.began) reception.state = { headers }
        reception.began = true
        handlers.onBegin()
      },
      onBytes(count) {
        meter.bytes(count)
        watchdog.bytes()
      },
      onStoppable: handlers.onStoppable,
      onResumable(id) {
        reception.sessionId = id
        handlers.onResumable(id)
      },
      onKeySent: () => (reception.isKeyHonored ||= isProven(asked.url)),
      onRetryDelay: (delay) => (reception.retryDelay = delay),
      onReconnect: () => Boolean(reception.sessionId) && handlers.onReconnect(),
    }
    for await (const record of options.transport(request, context)) {
      if (connection.signal.aborted) return
      // A transport of somebody's own may tell of records alone.
      if (!isOpen) context.onOpen()
      context.onBytes(0)
      if (takeRecord(record, context)) return
    }
    const ending = decode(() => dialect.end?.(reception.state) ?? [])
    take(ending.filter(({ type }) => type !== 'finish' || !reception.sessionId))
  }

  return new Promise((resolve) => {
    function settle(thrown?: unknown): void {
      watchdog.close()
      unsubscribe()
      signal.removeEventListener('abort', onAbort)
      resolve(thrown === undefined ? undefined : asChatStreamError(thrown))
      // Closes what an answer that was over before its body still holds open.
      connection.abort()
    }
    const onAbort = () => connection.abort()
    const unsubscribe = standby.subscribe((silentSince = -Infinity) => {
      const isUnwanted = standby.isHeld() || watchdog.isSilentSince(silentSince)
      if (isUnwanted && reception.sessionId) {
        connection.abort(new ChatStreamError('incomplete', 'The page or the network was away.'))
      } else watchdog.check()
    })
    signal.addEventListener('abort', onAbort)
    // Aborted in the end, always, which takes this listener away.
    connection.signal.addEventListener('abort', () => settle(connection.signal.reason), {
      once: true,
    })
    read().then(() => settle(), settle)
  })
}
