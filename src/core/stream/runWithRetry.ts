import { readAttempt, type AttemptInput, type AttemptHandlers } from './readAttempt.ts'
import type { EndingFacts } from './ending.ts'
import { ChatStreamError } from '../errors.ts'
import { createAnswerState, type AnswerState } from './answerState.ts'
import { nextAttempt, retryDelay } from './retry.ts'
import { pause } from './connectionGate.ts'
import type { RunReference } from '../types.ts'

export interface RunHandlers extends AttemptHandlers {
  /** A connection failed, and another one follows. */
  onRetry(error: ChatStreamError): void
}

/**
 * Sends a question until a server accepts it, and reads the answer to its end, over as many connections as
 * the `retry` option allows.
 *
 * `nextAttempt` decides whether another connection follows: it never starts a second run. If the server has
 * proved that it can resume, only the rest of the answer is requested.
 *
 * @param knownRun a run whose session is known already: it is read from its start, or after its cursor, and
 *   the question is not sent
 */
export async function runWithRetry(
  input: AttemptInput,
  knownRun: RunReference | undefined,
  handlers: RunHandlers,
): Promise<EndingFacts> {
  const { options, meter, gate, signal } = input
  const { maxAttempts = 5, baseDelay = 500, maxDelay = 30_000 } = options.retry || {}
  let state = createAnswerState(options, knownRun)
  let isReplayed = Boolean(knownRun?.sessionId)
  let lastSeen = 0

  /** @returns whether to make another connection */
  function mayConnectAgain(error: ChatStreamError | undefined): boolean {
    const isProgress = state.lastSequence > lastSeen
    lastSeen = Math.max(lastSeen, state.lastSequence)
    // While the page is frozen or the network is away, a failed connection says nothing about the server.
    state.failures = isProgress || gate.isHeld() || isOffline() ? 0 : state.failures + 1
    return options.retry !== false && state.failures < maxAttempts && canContinue(state, error)
  }

  for (;;) {
    meter.countAttempt()
    const error = await readAttempt(input, state, {
      ...handlers,
      onReconnect() {
        const reason = connectionEnded()
        if (!mayConnectAgain(reason)) return false
        meter.countAttempt()
        handlers.onRetry(reason)
        return true
      },
    })
    const facts = { ...state, error }
    if (signal.aborted) return facts
    if (isLengthWrong(state) && !isReplayed) {
      isReplayed = true
      lastSeen = 0
      state = createAnswerState(options, { sessionId: state.sessionId })
      handlers.onReplay()
      continue
    }
    if (!mayConnectAgain(error)) return facts
    if (state.hasBegun && !state.sessionId) {
      state = { ...createAnswerState(options), failures: state.failures }
      handlers.onReplay()
    }
    const attempts = Math.max(1, state.failures)
    const delay = retryDelay(attempts, { baseDelay, maxDelay }, error?.retryAfter)
    const minDelay = isOffline() ? maxDelay : state.retryDelay
    const waited = pause(Math.max(delay, minDelay), gate, signal)
    // Only after the wait began, so that a handler can end it.
    handlers.onRetry(error ?? connectionEnded())
    await waited
    if (signal.aborted) return facts
  }
}

/**
 * Returns whether the browser reports that there is no network. The opposite does not prove that there is
 * one.
 */
function isOffline(): boolean {
  return globalThis.navigator?.onLine === false
}

/** Returns whether another connection can deliver the rest, without starting a second run. */
function canContinue(state: AnswerState, error: ChatStreamError | undefined): boolean {
  const { finish, hasBegun, sessionId } = state
  const isFinished = Boolean(finish)
  const isResumable = Boolean(sessionId)
  return nextAttempt({ ...state, error, isFinished, hasHeaders: hasBegun, isResumable }) !== 'end'
}

/**
 * Returns whether the server reported the length of the whole text, and the received text has another
 * length.
 */
function isLengthWrong({ sessionId, finish, length }: AnswerState): boolean {
  return Boolean(sessionId) && (finish?.length ?? length) !== length
}

function connectionEnded(): ChatStreamError {
  return new ChatStreamError('incomplete', 'The connection ended before the answer did.')
}
