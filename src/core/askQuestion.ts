import { attempt, type AttemptHandlers } from './attempt.ts'
import type { Evidence } from './ending.ts'
import type { ChatStreamError } from './errors.ts'
import type { Meter } from './meter.ts'
import type { ChatStreamOptions } from './options.ts'
import { isRetryable, retryDelay } from './retry.ts'
import type { ChatRequest } from './types.ts'

export interface QuestionHandlers extends AttemptHandlers {
  /** A request failed before the answer began, and another one will be made. */
  onRetry(error: ChatStreamError): void
}

/**
 * Asks a question until a server accepts it, within the bounds of the `retry` option, and reads the
 * answer to its end. Once the head of an answer is here its run has begun, and the question is never
 * asked again.
 */
export async function askQuestion(
  request: ChatRequest,
  options: ChatStreamOptions,
  meter: Meter,
  signal: AbortSignal,
  handlers: QuestionHandlers,
): Promise<Evidence> {
  const { retry } = options
  const {
    maxAttempts = 5,
    baseDelay = 500,
    maxDelay = 30_000,
  } = retry === false ? { maxAttempts: 1 } : (retry ?? {})
  for (let attempts = 1; ; attempts += 1) {
    meter.attempt()
    const evidence = await attempt(request, options, meter, signal, handlers)
    const { thrown, began } = evidence
    if (!thrown || began || signal.aborted) return evidence
    if (attempts >= maxAttempts || !isRetryable(thrown)) return evidence
    const paused = pause(retryDelay(attempts, { baseDelay, maxDelay }, thrown.retryAfter), signal)
    // After the wait began, so that whoever hears of it can end it.
    handlers.onRetry(thrown)
    await paused
    if (signal.aborted) return evidence
  }
}

function pause(delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, delay)
    signal.addEventListener('abort', end)
  })
}
