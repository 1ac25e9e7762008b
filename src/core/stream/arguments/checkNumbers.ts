import { checkOption } from './checkOptions.ts'
import type { PinnedChatStreamOptions } from '../options.ts'

/** The longest delay of a timer. With a longer one `setTimeout` fires immediately. */
const MAX_TIMER_DELAY = 2 ** 31

/**
 * Rejects numbers out of their bounds, when the chat is created. The error names the option.
 *
 * @throws {ChatStreamError} `argument`
 */
export function checkNumbers(options: PinnedChatStreamOptions): void {
  const { retry, connectTimeout, idleTimeout } = options
  const { maxAttempts = 1, baseDelay, maxDelay } = retry || {}
  checkOption('retry.maxAttempts', maxAttempts, maxAttempts >= 1, 'a number of at least 1')
  // A function may return another value for every request.
  const fixedTimeout = typeof connectTimeout === 'function' ? 0 : connectTimeout
  const delays = { connectTimeout: fixedTimeout, idleTimeout, baseDelay, maxDelay }
  for (const [name, value = 0] of Object.entries(delays)) {
    checkOption(name, value, value >= 0 && value < MAX_TIMER_DELAY, 'a number of milliseconds')
  }
}
