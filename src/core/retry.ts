import type { ChatStreamError } from './errors.ts'

export interface RetryOptions {
  /** How many connections in a row may bring nothing new, the first included; at least 1. @default 5 */
  maxAttempts: number
  /** The first delay's upper bound, in milliseconds; it doubles with each attempt. @default 500 */
  baseDelay: number
  /** The largest upper bound of a delay, in milliseconds. @default 30_000 */
  maxDelay: number
}

/** A server that asks for more patience than this gets no further request: its error is shown instead. */
const LONGEST_RETRY_AFTER = 10 * 60_000

/**
 * Tells whether a question whose answer has not begun may be asked again after this error.
 *
 * A timeout is no reason: the server may be at work on the question, and asking again would run the
 * model twice.
 */
export function isRetryable({ kind, status = 0, retryAfter = 0 }: ChatStreamError): boolean {
  if (retryAfter > LONGEST_RETRY_AFTER) return false
  return kind === 'network' || [408, 425, 429, 502, 503, 504].includes(status)
}

/**
 * How long to wait before the next attempt, in milliseconds: what the server asked for, or a random
 * time up to `baseDelay × 2^(attempt − 1)`, at most `maxDelay` ("full jitter").
 *
 * @param attempt how many attempts were made so far, from 1
 * @param random a number from 0 up to 1
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

/**
 * Reads a `Retry-After` header, seconds or an HTTP date, as milliseconds from `now`.
 *
 * @returns undefined where there is no such header, or nonsense in it
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(value: string | null, now = Date.now()): number | undefined {
  if (!value) return undefined
  const seconds = Number(value)
  const delay = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000
  return Number.isNaN(delay) ? undefined : Math.max(0, delay)
}
