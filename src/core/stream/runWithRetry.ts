import { readAttempt, type AttemptInput, type AttemptHandlers } from './readAttempt.ts'
import type { Evidence } from './ending.ts'
import { ChatStreamError } from '../errors.ts'
import { createAnswerState, type AnswerState } from './answerState.ts'
import { nextAttempt, retryDelay } from './retry.ts'
import { pause } from './connectionGate.ts'

export interface RunHandlers extends AttemptHandlers {
  /** A connection failed, and another one follows. */
  onRetry(error: ChatStreamError): void
  /** The answer is read again from its start: everything received so far will be repeated. */
  onReplay(): void
}

/**
 * Sends a question until a server accepts it, and reads the answer to its end, over as many connections as
 * the `retry` option allows.
 *
 * `nextAttempt` decides whether another connection follows: it never starts a second run. If the server has
 * proved that it can resume, only the rest of the answer is requested.
 *
 * @param sessionId session of a run that is known already: it is read from its start, and the question is
 *   not sent
 */
export async function runWithRetry(
  asking: AttemptInput,
  sessionId: string | undefined,
  handlers: RunHandlers,
): Promise<Evidence> {
  const { options, meter, standby, signal } = asking
  const { maxAttempts = 5, baseDelay = 500, maxDelay = 30_000 } = options.retry || {}
  let reception = createAnswerState(options, sessionId)
  let isReplayed = Boolean(sessionId)
  let seen = 0

  /** @returns whether to make another connection */
  function isWorthTrying(thrown: ChatStreamError | undefined): boolean {
    const isProgress = reception.last > seen
    seen = reception.last
    // While the page is frozen or the network is away, a failed connection says nothing about the server.
    reception.failures = isProgress || standby.isHeld() || isOffline() ? 0 : reception.failures + 1
    return options.retry !== false && reception.failures < maxAttempts && canGoOn(reception, thrown)
  }

  for (;;) {
    meter.attempt()
    const thrown = await readAttempt(asking, reception, {
      ...handlers,
      onReconnect() {
        const error = connectionEnded()
        if (!isWorthTrying(error)) return false
        meter.attempt()
        handlers.onRetry(error)
        return true
      },
    })
    const evidence = { ...reception, thrown }
    if (signal.aborted) return evidence
    if (isLengthWrong(reception) && !isReplayed) {
      isReplayed = true
      seen = 0
      reception = createAnswerState(options, reception.sessionId)
      handlers.onReplay()
      continue
    }
    if (!isWorthTrying(thrown)) return evidence
    if (reception.began && !reception.sessionId) {
      reception = { ...createAnswerState(options), failures: reception.failures }
      handlers.onReplay()
    }
    const attempts = Math.max(1, reception.failures)
    const delay = retryDelay(attempts, { baseDelay, maxDelay }, thrown?.retryAfter)
    const shortest = isOffline() ? maxDelay : reception.retryDelay
    const paused = pause(Math.max(delay, shortest), standby, signal)
    // Only after the wait began, so that a handler can end it.
    handlers.onRetry(thrown ?? connectionEnded())
    await paused
    if (signal.aborted) return evidence
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
function canGoOn(reception: AnswerState, error: ChatStreamError | undefined): boolean {
  const { finish, began, hasEvents, sessionId, isKeyHonored } = reception
  return (
    nextAttempt({
      error,
      isFinished: Boolean(finish),
      hasHeaders: began,
      hasEvents,
      isResumable: Boolean(sessionId),
      isKeyHonored,
    }) !== 'end'
  )
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
