import { isObject, type JsonObject } from './jsonText.ts'

export * from './jsonText.ts'

/** Returns a string that is not empty, or undefined for any other value. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** Returns the text of a value: a string, or a number, as servers also send tokens such as `5`. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : asText(value)
}

/** Returns the objects of a list; an empty list if the value is not a list. */
export function asObjects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Returns the value at a path of names and indexes, such as `choices.0.delta`; undefined if there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (each, key) => (typeof each === 'object' && each ? Reflect.get(each, key) : undefined),
      value,
    )
}
