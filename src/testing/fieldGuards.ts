/** What the fields of a tape may hold. */
import { isObject } from '../core/internal.ts'
import { fromBase64 } from './base64.ts'
import { ENDS, type TapeExchange } from './tape.ts'

export const isJust =
  <Only>(only: Only) =>
  (value: unknown): value is Only =>
    value === only

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

export const isText = (value: unknown): value is string => typeof value === 'string'

/** Half a surrogate pair has no UTF-8: it would come back as something else. */
export const isWholeText = (value: unknown): value is string =>
  isText(value) && !/\p{Surrogate}/u.test(value)

export const isTimeFrom =
  (earliest: number) =>
  (value: unknown): value is number =>
    typeof value === 'number' && value >= earliest && value < Infinity

export const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599

export const isEnd = (value: unknown): value is TapeExchange['end'] =>
  ENDS.some((end) => end === value)

/** A name or value that no header can have would fail only when it is replayed. */
export function isHeaders(value: unknown): value is Readonly<Record<string, string>> {
  if (!isObject(value) || !Object.values(value).every(isText)) return false
  const headers = new Headers()
  try {
    for (const [name, text] of Object.entries(value)) headers.set(name, String(text))
    return true
  } catch {
    return false
  }
}

export function isBase64(value: unknown): value is string {
  if (!isText(value)) return false
  try {
    return Boolean(fromBase64(value))
  } catch {
    return false
  }
}
