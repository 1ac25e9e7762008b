import type { RecordDecoder } from './recordDecoder.ts'
import type { StreamRecord } from '../types.ts'
import { createLineBuffer, createLimitError } from './lineBuffer.ts'

/** A field's name, and the text after its colon; a comment has an empty name. */
const FIELD = /^([^:]*):?(.*)/s

/**
 * Decodes an event stream, cut anywhere, into its events. An event at the end without its blank line is
 * discarded, as the specification demands. An id applies to all events after it, even if it arrived in a
 * block without data.
 *
 * eventsource-parser serves as the reference in the tests, but not in the package's browser code: it
 * forgets an id without data and waits after a carriage return. Working around that would take most of this
 * code anyway, and the library would add a seventh to the size of the composable.
 *
 * @param maxLength the maximum of UTF-16 units in one event
 * @param onRetryDelay called with the value of a `retry:` field, in milliseconds
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseDecoder(
  maxLength: number,
  onRetryDelay?: (delay: number) => void,
): RecordDecoder {
  const takeLines = createLineBuffer(maxLength)
  let id = ''
  let event = ''
  let lines: string[] = []
  let length = 0

  return (text) => {
    const records: StreamRecord[] = []
    for (const line of takeLines(text)) {
      const [, name, rawValue = ''] = FIELD.exec(line) ?? []
      const value = removeLeadingSpace(rawValue)
      if (name === 'data') {
        lines.push(rawValue)
        length += line.length
        if (length > maxLength) throw createLimitError(maxLength)
      } else if (name === 'event') event = value
      else if (name === 'id' && !value.includes('\0')) id = value
      else if (name === 'retry' && /^\d+$/.test(value)) onRetryDelay?.(Number(value))
      else if (!line) {
        if (lines.length > 0) records.push(toRecord(event || 'message', lines, id))
        event = ''
        lines = []
        length = 0
      }
    }
    return records
  }
}

/** Removes the one space after the colon that the specification does not count as part of the value. */
function removeLeadingSpace(value: string): string {
  return value.replace(/^ /, '')
}

function toRecord(event: string, lines: readonly string[], id: string): StreamRecord {
  const record = { event, data: lines.map(removeLeadingSpace).join('\n'), id }
  if (lines.every((line) => line.startsWith(' '))) return record
  // Not enumerable, so that a record lists only the fields that the specification names.
  return Object.defineProperty(record, 'rawData', { value: lines.join('\n') })
}
