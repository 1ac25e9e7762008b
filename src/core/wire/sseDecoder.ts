import { isWholeJson } from '../jsonText.ts'
import type { StreamRecord } from '../types.ts'
import { createLineBuffer } from './lineBuffer.ts'
import {
  createCutError,
  createLimitError,
  createRecord,
  type RecordDecoder,
} from './recordDecoder.ts'

/** A field's name, and the text after its colon; a comment has an empty name. */
const FIELD = /^([^:]*):?(.*)/s

/**
 * Decodes an event stream, cut anywhere, into its events. An id applies to all events after it, even if it
 * arrived in a block without data.
 *
 * At the end of the body, an event that lacks only its blank line is delivered, as `isUnterminated`; a cut
 * one throws.
 *
 * eventsource-parser serves as the reference in the tests, but not in the package's browser code: it
 * forgets an id without data and waits after a carriage return. Working around that would take most of this
 * code anyway, and the library would add a seventh to the size of the composable.
 *
 * @param maxLength the maximum of UTF-16 units in one event
 * @param onRetryDelay called with the value of a `retry:` field, in milliseconds
 * @param isLenient also reads what servers send against the specification: the field `error`, lines of JSON
 *   without a field name, and payloads without a blank line between them. @default false
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseDecoder(
  maxLength: number,
  onRetryDelay?: (delay: number) => void,
  isLenient = false,
): RecordDecoder {
  const takeLines = createLineBuffer(maxLength)
  let records: StreamRecord[] = []
  let id = ''
  let event = ''
  /** The data of the event so far, with the space after each colon. */
  let data: string | undefined
  /** The event's name at its last line of data. */
  let name = ''
  let isSingleLine = false
  let isCut = false

  function dispatch(isUnterminated = false): void {
    // A server that throws without a message sends an error without data.
    if (isLenient && event === 'error') data ??= ''
    if (data !== undefined) records.push(toRecord(event, data, id, isUnterminated))
    event = ''
    data = undefined
  }

  function addData(line: string): void {
    // Checked for one line only, so that the cost of an event of many lines is linear.
    if (isLenient && isSingleLine && data !== undefined && isPayload(data) && isPayload(line)) {
      records.push(toRecord(name, data, id))
      data = undefined
    }
    isSingleLine = data === undefined
    if (data === undefined) data = line
    else data += `\n${line}`
    name = event
    if (data.length > maxLength) throw createLimitError(maxLength)
  }

  function readLine(line: string): void {
    if (!line) return dispatch()
    // The most frequent field, without the cost of the pattern.
    if (line.startsWith('data:')) return addData(line.slice(5))
    const [, field, rawValue = ''] = FIELD.exec(line) ?? []
    const value = removeSpaces(rawValue)
    if (field === 'data') addData(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
    else if (field === 'retry' && /^\d+$/.test(value)) onRetryDelay?.(Number(value))
    else if (isLenient && field === 'error') records.push(createRecord(value, field))
    else if (isLenient && /^[[{]/.test(line) && isWholeJson(line)) records.push(createRecord(line))
  }

  /** Reads the line and the event that the end of the body left without their ends. */
  function readEnd(): void {
    const [line = ''] = takeLines('\n')
    if (isPayload(line.replace(/^(data|error):/, ''))) readLine(line)
    else isCut ||= /^[^:]/.test(line)
    const isWhole = isPayload(data ?? '') || !(isCut || /^ ?\{/.test(data ?? ''))
    if (isWhole && (data !== undefined || event === 'error')) dispatch(true)
    isCut ||= data !== undefined || event !== ''
    event = ''
    data = undefined
    if (isCut && records.length === 0) throw createCutError()
  }

  return (text, isEnd) => {
    records = []
    for (const line of takeLines(text)) readLine(line)
    if (isEnd) readEnd()
    return records
  }
}

/** Returns whether a line of data is whole: its last character proves that nothing is missing. */
function isPayload(data: string): boolean {
  return data.trim() === '[DONE]' || isWholeJson(data)
}

/** Removes the one space after each colon that the specification does not count as part of the value. */
function removeSpaces(value: string): string {
  if (value.includes('\n')) return value.replace(/(^|\n) /g, '$1')
  return value.startsWith(' ') ? value.slice(1) : value
}

function toRecord(
  event: string,
  rawData: string,
  id: string,
  isUnterminated = false,
): StreamRecord {
  const record = { event: event || 'message', data: removeSpaces(rawData), id }
  // The test for one line is faster than the pattern.
  const isUsual = rawData.startsWith(' ') && !rawData.includes('\n')
  if (!isUsual && /(^|\n)(?! )/.test(rawData)) addNote(record, 'rawData', rawData)
  if (isUnterminated) addNote(record, 'isUnterminated', true)
  return record
}

/** Adds a field that is not enumerable, so that a record lists only what the specification names. */
function addNote(record: StreamRecord, name: keyof StreamRecord, value: unknown): void {
  Object.defineProperty(record, name, { value })
}
