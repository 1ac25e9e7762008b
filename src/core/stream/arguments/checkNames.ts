import { isObject } from '../../jsonText.ts'
import { checkOption, rejectArgument } from '../checkOptions.ts'

/**
 * The type of each field of an object, as in an error: such as `function or undefined`. An empty text accepts any
 * value.
 */
export type FieldTypes = Readonly<Record<string, string>>

/**
 * Rejects arguments that are not an object, fields that no type names, and values of another type. A field that is
 * undefined counts as absent. Doesn't read refs and computed values: they may not be ready yet.
 *
 * @param what - what the error calls a field
 * @throws {ChatStreamError} `argument`, which names the field and what is allowed
 */
export function checkNames(given: unknown, types: FieldTypes, what = 'option'): void {
  const names = Object.keys(types).join(', ')
  // `@click="send"` passes an event.
  checkOption(`${what}s`, given, isObject(given) && !isEvent(given), `an object with ${names}`)
  for (const [name, value] of Object.entries(given as object)) {
    if (value !== undefined && !Object.hasOwn(types, name))
      rejectArgument(`\`${name}\` is not a known ${what}. Known are ${names}.`)
  }
  checkTypes('', given, types)
}

/**
 * Rejects an object with a field of another type.
 *
 * @param path - the place of the object, for the error
 */
export function checkTypes(path: string, given: unknown, types: FieldTypes): void {
  for (const [name, type] of Object.entries(types)) {
    const value: unknown = Object(given)[name]
    const isValid =
      !type || type.includes(Array.isArray(value) ? 'list' : value === null ? '-' : typeof value)
    checkOption(path + name, value, isValid, `of type ${type}`)
  }
}

/** Returns whether a value is an event of the platform. Not `instanceof`: a frame has its own class. */
export function isEvent(value: unknown): value is Event {
  return 'isTrusted' in Object(value)
}
