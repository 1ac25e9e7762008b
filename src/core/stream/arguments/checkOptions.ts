import { ChatStreamError } from '../../errors.ts'

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

/** Returns whether a value is an event. Not `instanceof`: a frame, or a simulated page, has its own class. */
export function isEvent(value: unknown): value is Event {
  return 'preventDefault' in Object(value)
}

/** @throws {ChatStreamError} `argument` without a URL */
export function checkUrl(url: unknown): void {
  checkOption('url', url, url, 'a URL')
}
