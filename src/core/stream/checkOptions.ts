import { ChatStreamError } from '../errors.ts'
import type { PinnedChatStreamOptions } from './options.ts'

/** The longest delay of a timer. With a longer one `setTimeout` fires immediately. */
const MAX_TIMER_DELAY = 2 ** 31

/**
 * Rejects options that cannot work, when the chat is created. The error names the option.
 *
 * @throws {ChatStreamError} `argument`
 */
export function checkOptions(options: PinnedChatStreamOptions): void {
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

/**
 * Rejects a value that is neither one of the names nor of the type `customType`; undefined selects the
 * default.
 */
export function checkName(
  option: string,
  value: unknown,
  names: readonly string[],
  customType = 'undefined',
): void {
  const isCustom = value === undefined || typeof value === customType
  checkOption(option, value, isCustom || names.includes(String(value)), names.join(', '))
}

/** @throws {ChatStreamError} `argument`, which says what an option or argument must be and what it is */
export function checkOption(
  name: string,
  value: unknown,
  isValid: unknown,
  expected: string,
): void {
  if (isValid) return
  // Not `String(value)` for objects: one may have a `toString` that throws, or none.
  const shown = typeof value === 'object' ? {}.toString.call(value) : String(value).slice(0, 99)
  rejectArgument(`\`${name}\` must be ${expected}, not ${shown}.`)
}

/** @throws {ChatStreamError} `argument`, always */
export function rejectArgument(message: string): never {
  throw new ChatStreamError('argument', message)
}

/** @throws {ChatStreamError} `argument` if the option `pick` is not a path */
export function checkPick(path: unknown): void {
  // Callers without types may pass anything.
  const isPath = typeof path === 'string' && path.split('.').every(Boolean)
  checkOption('pick', path, isPath, 'a path, such as `a.0.b`')
}
