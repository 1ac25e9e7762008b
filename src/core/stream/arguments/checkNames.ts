import { isObject } from '../../jsonText.ts'
import { check, rejectArgument } from './check.ts'

/**
 * Rejects options that are not an object, and names that no option has. A name with the value `undefined` counts
 * as absent.
 *
 * @param names - an object with all names that are allowed
 * @param what - what the error calls them
 * @throws {ChatStreamError} `argument`, which lists the names that are allowed
 */
export function checkNames(options: unknown, names: object, what = 'option'): void {
  const allNames = Object.keys(names)
  const expected = `an object with ${allNames[0]}`
  if (!isObject(options)) return check(`The ${what}s`, options, false, expected)
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(names, name)) continue
    rejectArgument(`\`${name}\` is not a known ${what}. Known are: ${allNames.join(', ')}.`)
  }
}
