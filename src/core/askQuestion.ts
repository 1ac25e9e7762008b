import { attempt, type AttemptHandlers } from './attempt.ts'
import type { Evidence } from './ending.ts'
import type { ChatStreamError } from './errors.ts'
import type { Meter } from './meter.ts'
import type { ChatStreamOptions } from './options.ts'
import { DEFAULT_RETRY, isRetryable, retryDelay } from './retry.ts'
import type { ChatRequest } from './types.ts'

export interface QuestionHandlers extends AttemptHandlers {
  /** A request failed before the answer began, and another one will be made. */
  onRetry(error: ChatStreamError): void
}

/**
 * Asks a question until an answer begins, within the bounds of the `retry` option, and reads that
 * answer to its end. Once a byte of an answer is here, the question is never asked again.
 *
 * @param signal ends it; to be aborted also when it has ended, which lets its listeners go
 */
export async function askQuestion(
  request: ChatRequest,
  options: ChatStreamOptions,
  meter: Meter,
  signal: AbortSignal,
  handlers: QuestionHandlers,
): Promise<Evidence> {
  const { retry: given } = options
  const retry = { ...DEFAULT_RETRY, ...(given === false ? { maxAttempts: 1 } : given) }
  for (let attempts = 1; ; attempts += 1) {
    meter.attempt()
    const evidence = await attempt(request, options, meter, signal, handlers)
    const { thrown, began } = evidence
    if (!thrown || began || signal.aborted) return evidence
    if (attempts >= retry.maxAttempts || !isRetryable(thrown)) return evidence
    handlers.onRetry(thrown)
    await pause(retryDelay(attempts, retry, thrown.retryAfter), signal)
    if (signal.aborted) return evidence
  }
}

function pause(delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delay)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })
}
