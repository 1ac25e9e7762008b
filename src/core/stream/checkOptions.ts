import { check } from './arguments/check.ts'
import { checkNames } from './arguments/checkNames.ts'
import { isObject } from '../jsonText.ts'
import type { PinnedChatStreamOptions } from './options.ts'

/** The longest delay of a timer. With a longer one `setTimeout` fires immediately. */
const MAX_TIMER_DELAY = 2 ** 31

/**
 * Rejects options that cannot work, when the chat is created. The error names the option.
 *
 * @throws {ChatStreamError} `argument`
 */
export function checkOptions(options: PinnedChatStreamOptions): void {
  const { url, retry, whenBusy, whenStopped, connectTimeout, idleTimeout } = options
  const { maxAttempts = 1, baseDelay, maxDelay } = retry || {}
  checkOption('url', url, Boolean(url), 'a URL such as `/ai/chat/stream`')
  checkName('whenBusy', whenBusy, ['queue', 'refuse'])
  checkName('whenStopped', whenStopped, ['send', 'hold'])
  checkOption('retry.maxAttempts', maxAttempts, maxAttempts >= 1, 'a number of at least 1')
  // A function may return another value for every request.
  const fixedTimeout = typeof connectTimeout === 'function' ? 0 : connectTimeout
  const delays = { connectTimeout: fixedTimeout, idleTimeout, baseDelay, maxDelay }
  for (const [name, value = 0] of Object.entries(delays)) {
    checkOption(name, value, value >= 0 && value < MAX_TIMER_DELAY, 'a number of milliseconds')
  }
}

/** What the option `body` may be, for its errors. */
export const BODY_FORMS = 'an object of fields, or a function that returns the whole body'

/**
 * Rejects unknown options, and values that are neither lists nor functions although they must be. Doesn't read refs
 * and computed values: they may not be ready yet.
 *
 * @param names - the names of all options that are allowed
 * @throws {ChatStreamError} `argument`
 */
export function checkGivenOptions(options: object, names: object): void {
  checkNames(options, names)
  for (const [name, value] of Object.entries(options)) {
    const type = typeof value
    if (value === undefined) continue
    if (/^(fetch|on[^U])/.test(name)) checkOption(name, value, type === 'function', 'a function')
    if (name === 'body')
      checkOption(name, value, isObject(value) || type === 'function', BODY_FORMS)
    if (name === 'secretHeaders') checkOption(name, value, Array.isArray(value), 'a list of names')
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

/** @throws {ChatStreamError} `argument` */
export function checkOption(
  option: string,
  value: unknown,
  isValid: boolean,
  expected: string,
): void {
  check(`The option \`${option}\``, value, isValid, expected)
}

/** @throws {ChatStreamError} `argument` if the option `pick` is not a path */
export function checkPick(path: unknown): void {
  // Callers without types may pass anything.
  const isPath = typeof path === 'string' && path.split('.').every(Boolean)
  checkOption('pick', path, isPath, 'a path, such as `a.0.b`')
}
