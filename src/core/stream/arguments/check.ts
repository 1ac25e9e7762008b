import { ChatStreamError } from '../../errors.ts'

/** @throws {ChatStreamError} `argument`, always */
export function rejectArgument(message: string): never {
  throw new ChatStreamError('argument', message)
}

/** @throws {ChatStreamError} `argument`, which says what `subject` must be and what it is, unless `isValid` */
export function check(subject: string, value: unknown, isValid: boolean, expected: string): void {
  if (isValid) return
  const isText = typeof value === 'string'
  // Not `String(value)`: an object may have a `toString` that throws, or none.
  const shown =
    typeof value === 'object' ? Object.prototype.toString.call(value) : String(value).slice(0, 99)
  rejectArgument(`${subject} must be ${expected}, not ${isText ? JSON.stringify(shown) : shown}.`)
}
