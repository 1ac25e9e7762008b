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
  /** The response headers of an answer arrived, on its first connection or a later one. */
  onBegin(): void
  onEvent(event: StreamEvent): void
  onStoppable(stop: () => void): void
  /** The server can send the rest of the run with this session. */
  onResumable(sessionId: string): void
}

/** What an attempt needs, the same for all attempts of one answer. */
export interface AttemptInput {
  readonly request: ChatRequest
  readonly options: PinnedChatStreamOptions
  readonly meter: Meter
  readonly standby: ConnectionGate
  readonly signal: AbortSignal
}

/**
 * Makes one connection for an answer and reads it to its end. It settles as soon as `signal` is aborted or
 * a timeout fires, even if a transport ignores the signal.
 *
 * @param onReconnect called when the platform is about to reopen the connection; returns whether it may
 * @returns the error that ended the attempt; undefined after a clean end
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

  /** @returns whether the answer has ended */
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
   * Applies a record, except one of a resumable run that was applied before.
   *
   * @returns whether the answer has ended
   * @throws {ChatStreamError} `incomplete` if a record is missing or was damaged: it can be requested again
   */
  function takeRecord(record: StreamRecord, context: TransportContext): boolean {
    const { id, event, data } = record
    const { last } = reception
    reception.hasEvents = true
    // The id of the first event in the one-shot form contains the session.
    if (last === 0 && id.endsWith(':0')) announceSession(id.slice(0, -2), context)
    const number = sequenceOf(id, reception.sessionId)
    if (last === 0 && number !== undefined) noteProof(context.url)
    // Events without numbers prove another protocol, even if the session id has this protocol's form.
    if (number === undefined) reception.sessionId = undefined
    else if (number > last + 1 || (number > last && event === 'message' && !parseObject(data))) {
      throw new ChatStreamError('incomplete', `Event ${last + 1} is missing or damaged.`)
    }
    // An end event without its own number keeps the previous id (SSE ids are sticky): it is not a
    // repetition.
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
      // A custom transport may yield records without calling `onOpen` or `onBytes`.
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
      // The answer may have ended before its body: close the connection, which is still open.
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
    // `settle` always aborts this signal at the end, which removes this listener.
    connection.signal.addEventListener('abort', () => settle(connection.signal.reason), {
      once: true,
    })
    read().then(() => settle(), settle)
  })
}
