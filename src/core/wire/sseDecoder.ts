import type { RecordDecoder } from './recordDecoder.ts'
import type { StreamRecord } from '../types.ts'
import { createLineBuffer, tooLong } from './wholeLines.ts'

/** The field's name, and what follows its colon; a comment has no name. */
const FIELD = /^([^:]*):?(.*)/s

/**
 * Decodes an event stream, cut anywhere, into its events. An event without its blank line never
 * happened, says the specification; an id stays in force for all events after it, even when it came in
 * a block without data.
 *
 * eventsource-parser reads the same and is the measure in the tests. It stays out of the package's
 * browser code: it forgets an id without data and waits behind a carriage return, so that most of this
 * would stand here anyway, for a seventh of the composable's whole size.
 *
 * @param maxLength the most UTF-16 units that one event may have
 * @param onRetryDelay called with the milliseconds of a `retry:` field
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseDecoder(
  maxLength: number,
  onRetryDelay?: (delay: number) => void,
): RecordDecoder {
  const wholeLines = createLineBuffer(maxLength)
  let id = ''
  let event = ''
  let lines: string[] = []
  let length = 0

  return (text) => {
    const records: StreamRecord[] = []
    for (const line of wholeLines(text)) {
      const [, name, rawValue = ''] = FIELD.exec(line) ?? []
      const value = unspaced(rawValue)
      if (name === 'data') {
        lines.push(rawValue)
        length += line.length
        if (length > maxLength) throw tooLong(maxLength)
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

/** Without the one space that the specification takes for the format's. */
function unspaced(value: string): string {
  return value.replace(/^ /, '')
}

function toRecord(event: string, lines: readonly string[], id: string): StreamRecord {
  const record = { event, data: lines.map(unspaced).join('\n'), id }
  if (lines.every((line) => line.startsWith(' '))) return record
  // Out of sight, so that a record shows what the specification names and no more.
  return Object.defineProperty(record, 'rawData', { value: lines.join('\n') })
}
