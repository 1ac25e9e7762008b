import { readAttempt, type AttemptInput, type AttemptHandlers } from './readAttempt.ts'
import type { Evidence } from './ending.ts'
import { ChatStreamError } from '../errors.ts'
import { createAnswerState, type AnswerState } from './answerState.ts'
import { nextAttempt, retryDelay } from './retry.ts'
import { pause } from './connectionGate.ts'

export interface RunHandlers extends AttemptHandlers {
  /** A connection failed, and another one will be made. */
  onRetry(error: ChatStreamError): void
  /** The answer begins anew: whatever came of it comes again. */
  onReplay(): void
}

/**
 * Asks a question until a server accepts it, and reads the answer to its end, over as many connections
 * as the `retry` option allows.
 *
 * `nextAttempt` decides whether another connection follows: it never starts a second run. A server that has
 * proved that it can resume is asked for the rest of its answer instead.
 *
 * @param sessionId where a run of it is known already, which then is read from its beginning: nothing is
 *   asked
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

  /** @returns whether another connection may be made */
  function isWorthTrying(thrown: ChatStreamError | undefined): boolean {
    const isProgress = reception.last > seen
    seen = reception.last
    // While the page or the network is away, a connection that fails says nothing about the server.
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
    // After the wait began, so that whoever hears of it can end it.
    handlers.onRetry(thrown ?? connectionEnded())
    await paused
    if (signal.aborted) return evidence
  }
}

/** A browser that says so has no network at all; one that does not may have none for all that. */
function isOffline(): boolean {
  return globalThis.navigator?.onLine === false
}

/** Whether another connection can bring what is missing, without a second run. */
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

/** The server told how long the whole text is, and what is here has another length. */
function isLengthWrong({ sessionId, finish, length }: AnswerState): boolean {
  return Boolean(sessionId) && (finish?.length ?? length) !== length
}

function connectionEnded(): ChatStreamError {
  return new ChatStreamError('incomplete', 'The connection ended before the answer did.')
}
