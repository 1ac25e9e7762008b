/** Type guards for the fields of a tape. */
import { isObject } from '../../core/internal.ts'
import { fromBase64 } from './base64.ts'
import { ENDS, type TapeExchange } from './tape.ts'

export const isExactly =
  <Expected>(expected: Expected) =>
  (value: unknown): value is Expected =>
    value === expected

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

export const isString = (value: unknown): value is string => typeof value === 'string'

/** Refuses a text with a lone surrogate: UTF-8 cannot encode it, so the replay would differ. */
export const isWellFormedText = (value: unknown): value is string =>
  isString(value) && !/\p{Surrogate}/u.test(value)

export const isTimeFrom =
  (earliest: number) =>
  (value: unknown): value is number =>
    typeof value === 'number' && value >= earliest && value < Infinity

export const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599

export const isEnd = (value: unknown): value is TapeExchange['end'] =>
  ENDS.some((end) => end === value)

/** Refuses invalid header names and values, which would otherwise fail only during a replay. */
export function isHeaders(value: unknown): value is Readonly<Record<string, string>> {
  if (!isObject(value) || !Object.values(value).every(isString)) return false
  const headers = new Headers()
  try {
    for (const [name, text] of Object.entries(value)) headers.set(name, String(text))
    return true
  } catch {
    return false
  }
}

export function isBase64(value: unknown): value is string {
  if (!isString(value)) return false
  try {
    return Boolean(fromBase64(value))
  } catch {
    return false
  }
}
