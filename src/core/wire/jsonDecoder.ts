import type { StreamRecord } from '../types.ts'
import {
  createCutError,
  createLimitError,
  createRecord,
  SSE_START,
  type RecordDecoder,
} from './recordDecoder.ts'

/** The characters that change the mode: outside a value, in a structure, in a string, in any other line. */
const OUTSIDE = /[^\s,\x1e]/g
const STRUCTURE = /["{}[\]\x1e]/g
const STRING = /["\\{\x1e]/g
const LINE = /\n/g

/**
 * Decodes JSON values, cut anywhere, into one record per value as soon as the value is whole: lines of
 * JSON, values over several lines, values without anything between them, JSON text sequences, and the
 * elements of a list that grows. Any other line is a record, too: the dialect decides what to make of it.
 *
 * In lines of JSON, the start of the next object ends a line that is not whole.
 *
 * @param maxLength the maximum of UTF-16 units in one record
 * @param createSse creates the decoder for the rest if a line of an event stream follows
 * @see https://github.com/ndjson/ndjson-spec
 * @see https://www.rfc-editor.org/rfc/rfc7464
 */
export function createJsonDecoder(
  maxLength: number,
  createSse: () => RecordDecoder,
): RecordDecoder {
  let decodeRest: RecordDecoder | undefined
  let mode = OUTSIDE
  // Appended to, but not searched again: the cost of a long value in many small chunks is linear.
  let held = ''
  let depth = 0
  let isList = false
  let isLines = false
  let isEscaped = false
  let last = ''

  return (chunk, isEnd) => {
    if (decodeRest) return decodeRest(chunk, isEnd)
    const text = isEnd && mode === LINE ? '\n' : chunk
    const records: StreamRecord[] = []
    let start = 0
    let index = isEscaped ? 1 : 0

    const hold = (end?: number) => {
      held += text.slice(start, end)
      if (held.length > maxLength) throw createLimitError(maxLength)
    }

    const emit = (end: number) => {
      hold(end)
      const data = held.trim()
      if (data) records.push(createRecord(data))
      held = ''
      depth = 0
      mode = OUTSIDE
      isLines = !isList
      index = end
    }

    for (;;) {
      mode.lastIndex = index
      const found = mode.exec(text)
      if (!found) break
      const [character] = found
      const place = found.index
      index = place + 1
      if (mode === OUTSIDE) {
        if (character === (isList ? ']' : '[')) isList = !isList
        else {
          mode = /[[{"]/.test(character) ? STRUCTURE : LINE
          start = index = place
        }
      } else if (mode === LINE) {
        const line = held + text.slice(start, place)
        if (SSE_START.test(line)) {
          decodeRest = createSse()
          return [...records, ...decodeRest(line + text.slice(place))]
        }
        emit(place)
      } else if (character === '\x1e') emit(place)
      else if (character === '"') {
        mode = mode === STRING ? STRUCTURE : STRING
        if (mode === STRUCTURE && depth === 0) emit(index)
      } else if (character === '\\') index += 1
      else if (character === '}' || character === ']') {
        depth -= 1
        if (depth < 1) emit(index)
      } else if (
        isLines &&
        (depth > 0 || mode === STRING) &&
        character === '{' &&
        (text[place - 1] ?? last) === '\n'
      )
        emit(place)
      else if (mode === STRUCTURE) depth += 1
    }
    isEscaped = index > text.length
    last = text.at(-1) ?? last
    if (mode !== OUTSIDE) hold()
    if (isEnd && records.length === 0 && (held || isList)) throw createCutError()
    return records
  }
}
