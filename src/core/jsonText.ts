export type JsonObject = Readonly<Record<string, unknown>>

/** Returns whether a value is a JSON object: not null, not a list, not a scalar. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON of any type; returns undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Parses text that should be a JSON object; returns undefined if it is not. */
export function parseObject(text: string): JsonObject | undefined {
  const value = parseJson(text)
  return isObject(value) ? value : undefined
}

/** Returns whether text is a whole JSON object, list or string. A cut one is not: its end is missing. */
export function isWholeJson(text: string): boolean {
  return /^\s*[[{"]/.test(text) && parseJson(text) !== undefined
}
