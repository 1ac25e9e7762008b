import { isConnectionLost, type ChatMessageError, type ChatStreamError } from '../errors.ts'

export interface RetryOptions {
  /** How many connections in a row may bring nothing new, including the first; at least 1. @default 5 */
  maxAttempts: number
  /** The upper bound of the first delay, in milliseconds; it doubles with each attempt. @default 500 */
  baseDelay: number
  /** The largest upper bound of a delay, in milliseconds. @default 30_000 */
  maxDelay: number
}

/** The longest `Retry-After` to wait for, in milliseconds. After a longer one the error is shown instead. */
const LONGEST_RETRY_AFTER = 10 * 60_000

/** With these statuses a server refuses the work for now: no run has started. */
const REFUSED_FOR_NOW = [408, 425, 429, 503, 529]

/** With these statuses a server or a proxy gives up on work that may have started. */
const GIVEN_UP = [500, 502, 504]

/** Facts about a failed attempt that decide whether another one follows. */
export interface FailedAttempt {
  /** The error that ended the attempt; undefined after a clean end of the body. */
  readonly error: ChatStreamError | undefined
  /** The proof that the answer ended had arrived. */
  readonly isFinished: boolean
  /** The response headers of an answer had arrived. */
  readonly hasHeaders: boolean
  /** At least one record of the answer had arrived. */
  readonly hasEvents: boolean
  /** The server can send the rest of the run. Requesting that starts nothing. */
  readonly isResumable: boolean
  /** The request carried a key, and this server never starts a second run for the same key. */
  readonly isKeyHonored: boolean
}

/** `resend` sends the question again, `resume` requests the rest of its run, `end` makes no further attempt. */
export type NextAttempt = 'resend' | 'resume' | 'end'

/**
 * Decides what follows a failed attempt, so that no question is ever run twice.
 *
 * | the attempt ended with                                             | resumable run | key honored | otherwise |
 * | ------------------------------------------------------------------ | ------------- | ----------- | --------- |
 * | 408, 425, 429, 503, 529, or any status with `x-should-retry: true` | resume        | resend      | resend    |
 * | a network error; 500, 502 or 504                                   | resume        | resend      | end       |
 * | headers without an event: broken, cut, silent, or a clean end      | resume        | resend      | end       |
 * | no headers before `connectTimeout`                                 | resume        | end         | end       |
 * | a break or silence after the first event                           | resume        | end         | end       |
 * | the proof of the end, or any other error                           | end           | end         | end       |
 * | `Retry-After` of more than ten minutes                             | end           | end         | end       |
 */
export function nextAttempt(failed: FailedAttempt): NextAttempt {
  const { error, isFinished, hasHeaders, hasEvents, isResumable, isKeyHonored } = failed
  if (isFinished || (error?.retryAfter ?? 0) > LONGEST_RETRY_AFTER) return 'end'
  const status = (error?.kind === 'http' && error.status) || 0
  const isRefused = error?.shouldRetry || REFUSED_FOR_NOW.includes(status)
  if (!isRefused && !isLost(error) && !GIVEN_UP.includes(status)) return 'end'
  if (isResumable) return 'resume'
  if (hasEvents) return 'end'
  const isUnanswered = error?.kind === 'timeout' && !hasHeaders
  return isRefused || (isKeyHonored && !isUnanswered) ? 'resend' : 'end'
}

/** Returns whether only the connection was lost. No error means that the body ended cleanly. */
export function isLost(error: ChatMessageError | undefined): boolean {
  // A browser delivers truncated response headers as if they were complete: without a content type or with
  // half of one, and without a body.
  return !error || isConnectionLost(error) || (error.kind === 'content-type' && !error.body)
}

/**
 * Returns how long to wait before the next attempt, in milliseconds: the delay that the server asked for,
 * or a random time up to `baseDelay × 2^(attempt − 1)`, at most `maxDelay` ("full jitter").
 *
 * @param attempt number of attempts made so far, from 1
 * @param random a random number from 0 up to (but not including) 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(
  attempt: number,
  options: Readonly<Omit<RetryOptions, 'maxAttempts'>>,
  retryAfter?: number,
  random: () => number = Math.random,
): number {
  const bound = Math.min(options.maxDelay, options.baseDelay * 2 ** (attempt - 1))
  return retryAfter ?? random() * bound
}
