import type { Call } from './arguments/sendOptions.ts'
import { toChatStreamError, ChatStreamError, isChatStreamError } from '../errors.ts'
import { parseObject } from '../jsonText.ts'
import type { Meter } from './meter.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import { isProven, rememberProof } from './provenEndpoints.ts'
import type { AnswerState } from './answerState.ts'
import { prepareEvents } from './events/applyEvent.ts'
import { requestContext } from './requestContext.ts'
import type { ConnectionGate } from './connectionGate.ts'
import { registerSession, sequenceOf } from '../transports/protocolMarks.ts'
import type { ChatRequest, Dialect, StreamEvent, StreamRecord, TransportContext } from '../types.ts'
import { createWatchdog } from './watchdog.ts'

/** After this many records the page gets a chance to draw, because they may all have arrived at once. */
const RECORDS_PER_TASK = 100

export interface AttemptHandlers {
  /** The response headers of an answer arrived, on its first connection or a later one. */
  onBegin(): void
  onEvent(event: StreamEvent): void
  onStoppable(stop: () => void): void
  /** The server can send the rest of the run with this session; an empty one was taken back. */
  onResumable(sessionId: string): void
  /** A record with a cursor arrived: its events follow. */
  onCursor(cursor: AnswerState['cursor']): void
  /** The answer is read again from its start: everything received so far will be repeated. */
  onReplay(): void
}

/** What an attempt needs, the same for all attempts of one answer. */
export interface AttemptInput {
  readonly request: ChatRequest
  /** The options of this question. `resume` may change them for the next attempts. */
  readonly call?: Call | undefined
  readonly options: PinnedChatStreamOptions
  readonly meter: Meter
  readonly gate: ConnectionGate
  readonly signal: AbortSignal
  /** The body of the question: a server with keys refuses another one with the same key. */
  body?: unknown
}

/**
 * Makes one connection for an answer and reads it to its end. It settles as soon as `signal` is aborted or
 * a timeout fires, even if a transport ignores the signal.
 *
 * @param onReconnect called when the platform is about to reopen the connection; returns whether it may
 * @returns the error that ended the attempt; undefined after a clean end
 */
export function readAttempt(
  input: AttemptInput,
  state: AnswerState,
  handlers: AttemptHandlers & { onReconnect(): boolean },
): Promise<ChatStreamError | undefined> {
  const { request, options, meter, gate, signal } = input
  const { dialect, sessionId, lastSequence: last, cursor } = state
  const connection = new AbortController()
  const watchdog = createWatchdog(options, (error) => connection.abort(error))
  let isOpen = false

  /** @returns whether the answer has ended */
  function applyEvents(events: readonly StreamEvent[]): boolean {
    for (const event of events) {
      noteEvent(event, state)
      if (event.type === 'restart') handlers.onReplay()
      meter.countEvent(event)
      handlers.onEvent(event)
      if (event.type === 'error') throw new ChatStreamError('server', event.message, event)
      if (event.type === 'stream-end') return true
    }
    return false
  }

  async function connectAndRead(): Promise<void> {
    const context: TransportContext = {
      ...requestContext(input, dialect),
      signal: connection.signal,
      resumption: sessionId ? { sessionId, last, cursor } : undefined,
      onOpen(headers) {
        if (connection.signal.aborted) return
        watchdog.noteHeaders()
        isOpen = true
        if (headers && !state.hasBegun) state.dialectState = { headers }
        state.hasBegun = true
        handlers.onBegin()
      },
      onBytes(count) {
        meter.countBytes(count)
        watchdog.noteBytes()
      },
      onStoppable: handlers.onStoppable,
      onResumable(id, order) {
        state.sessionId = id
        state.hasCursors = order === 'cursors'
        handlers.onResumable(id)
      },
      onKeySent: () => (state.isKeyHonored ||= isProven(context.url)),
      onRetryDelay: (delay) => (state.retryDelay = delay),
      onReconnect: () => Boolean(state.sessionId) && handlers.onReconnect(),
    }
    state.isKeyHonored = context.idempotencyKey === true
    // The types of a server have no document.
    const page = globalThis as { readonly document?: { readonly hidden: boolean } }
    let count = 0
    state.lastId = ''
    for await (const record of options.transport(request, context)) {
      // Nobody waits for a hidden page to draw, whose timers are slow, or for a server.
      if (++count % RECORDS_PER_TASK === 0 && page.document?.hidden === false)
        await new Promise((proceed) => setTimeout(proceed))
      if (connection.signal.aborted) return
      // A custom transport may yield records without calling `onOpen` or `onBytes`.
      if (!isOpen) context.onOpen()
      context.onBytes(0)
      const preparation = !record.events && dialect.prepare?.(record, state.dialectState)
      if (preparation) await preparation
      if (connection.signal.aborted) return
      const sequence = checkSequence(record, state, context)
      if (sequence < 0) continue
      const events =
        record.events ?? decode(dialect, () => dialect.decode(record, state.dialectState))
      const loading = prepareEvents(events)
      if (loading) await loading
      if (connection.signal.aborted) return
      state.lastSequence = Math.max(state.lastSequence, sequence)
      if (record.cursor !== undefined) handlers.onCursor((state.cursor = record.cursor))
      if (applyEvents(events)) return
    }
    const endEvents = decode(dialect, () => dialect.end?.(state.dialectState) ?? [])
    await prepareEvents(endEvents)
    if (connection.signal.aborted) return
    state.isUnmarked = !state.finish
    const needsClose = state.sessionId && !state.hasCursors
    applyEvents(endEvents.filter(({ type }) => type !== 'finish' || !needsClose))
  }

  return new Promise((resolve) => {
    function settle(error?: unknown): void {
      watchdog.close()
      unsubscribe()
      signal.removeEventListener('abort', onAbort)
      resolve(error === undefined ? undefined : toChatStreamError(error))
      // The answer may have ended before its body: close the connection, which is still open.
      connection.abort()
    }
    const onAbort = () => connection.abort()
    const unsubscribe = gate.subscribe((silentSince = -Infinity) => {
      const isObsolete = gate.isHeld() || watchdog.isSilentSince(silentSince)
      if (isObsolete && state.sessionId) {
        connection.abort(
          new ChatStreamError('incomplete', 'The page was frozen, or the network away.'),
        )
      } else watchdog.check()
    })
    signal.addEventListener('abort', onAbort)
    // `settle` always aborts this signal at the end, which removes this listener.
    connection.signal.addEventListener('abort', () => settle(connection.signal.reason), {
      once: true,
    })
    connectAndRead().then(() => settle(), settle)
  })
}

/** Notes the end, the length of the text, and the beginning of a replay in the state of the answer. */
function noteEvent(event: StreamEvent, state: AnswerState): void {
  if (event.type === 'finish') state.finish ??= event
  if (event.type === 'text-delta') state.length += event.text.length
  if (event.type === 'correction' && event.of === 'text') {
    state.length += event.text.length - event.replaced
  }
  if (event.type === 'restart') {
    state.dialectState = { headers: state.dialectState.headers }
    state.finish = state.cursor = undefined
    state.length = state.lastSequence = 0
  }
}

/**
 * Returns the number of a record of a resumable run, -1 if it was applied before, and 0 for a record of any
 * other run.
 *
 * @throws {ChatStreamError} `incomplete` if a record is missing or was damaged: it can be requested again
 */
function checkSequence(
  record: StreamRecord,
  state: AnswerState,
  context: TransportContext,
): number {
  const { id, event, data } = record
  const { lastSequence, lastId } = state
  const isOrdered = state.hasCursors || record.cursor !== undefined
  const isFirst = !lastSequence && !isOrdered
  state.hasEvents = true
  state.lastId = id
  // The id of the first event in the one-shot form contains the session.
  if (isFirst && id.endsWith(':0')) registerSession(id.slice(0, -2), context)
  const sequence = isOrdered ? lastSequence + 1 : sequenceOf(id, state.sessionId)
  if (sequence === undefined) {
    // Events without numbers prove another protocol, even if the session id has this protocol's form.
    state.sessionId = undefined
    return 0
  }
  if (isFirst) rememberProof(context.url)
  const isNew = sequence > lastSequence
  const isPayload = event === 'message'
  const isDamaged =
    record.isUnterminated || (isNew && isPayload && !isOrdered && !parseObject(data))
  if (isDamaged || sequence > lastSequence + 1)
    throw new ChatStreamError('incomplete', `Event ${lastSequence + 1} is missing or damaged.`)
  // An end event without its own number keeps the previous id (SSE ids are sticky): it is not a repetition.
  return isNew || (!isPayload && id === lastId) ? sequence : -1
}

/** @throws {ChatStreamError} `parse`, naming the dialect, for any other error that it throws */
function decode(
  { name }: Dialect,
  readEvents: () => readonly StreamEvent[],
): readonly StreamEvent[] {
  try {
    return readEvents()
  } catch (cause) {
    if (isChatStreamError(cause)) throw cause
    const message = `The dialect \`${name}\` failed: ${String(cause)}`
    throw new ChatStreamError('parse', message, { cause })
  }
}
