import type { ChatStreamError } from './errors.ts'

export interface RetryOptions {
  /** How many requests a question may cost, the first included; at least 1. @default 5 */
  maxAttempts: number
  /** The first delay's upper bound, in milliseconds; it doubles with each attempt. @default 500 */
  baseDelay: number
  /** The largest upper bound of a delay, in milliseconds. @default 30_000 */
  maxDelay: number
}

export const DEFAULT_RETRY: Readonly<RetryOptions> = {
  maxAttempts: 5,
  baseDelay: 500,
  maxDelay: 30_000,
}

/** A server that asks for more patience than this gets no further request: its error is shown instead. */
export const LONGEST_RETRY_AFTER = 10 * 60_000

const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504])

/**
 * Tells whether a question whose answer has not begun may be asked again after this error.
 *
 * A timeout is no reason: the server may be at work on the question, and asking again would run the
 * model twice.
 */
export function isRetryable(error: ChatStreamError): boolean {
  if ((error.retryAfter ?? 0) > LONGEST_RETRY_AFTER) return false
  if (error.kind === 'network') return true
  return error.kind === 'http' && error.status !== undefined && RETRYABLE_STATUS.has(error.status)
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
  options: Readonly<RetryOptions>,
  retryAfter?: number,
  random: () => number = Math.random,
): number {
  if (retryAfter !== undefined) return retryAfter
  return random() * Math.min(options.maxDelay, options.baseDelay * 2 ** (attempt - 1))
}

/**
 * Reads a `Retry-After` header, seconds or an HTTP date, as milliseconds from `now`.
 *
 * @returns undefined where there is no such header, or nonsense in it
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(value: string | null, now = Date.now()): number | undefined {
  const text = value?.trim()
  if (!text) return undefined
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
