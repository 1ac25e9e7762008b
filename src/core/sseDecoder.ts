import type { RecordDecoder } from './recordDecoder.ts'
import type { StreamRecord } from './types.ts'
import { createLineBuffer, tooLong } from './wholeLines.ts'

/** The field's name, the space that may follow its colon, and its value; a comment has no name. */
const FIELD = /^([^:]*)(?::( ?)(.*))?$/s

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
  let data: string[] = []
  let rawData: string[] = []
  let isSpaced = true
  let length = 0

  return (text) => {
    const records: StreamRecord[] = []
    for (const line of wholeLines(text)) {
      const [, name, space = '', value = ''] = FIELD.exec(line) ?? []
      if (name === 'data') {
        data.push(value)
        rawData.push(space + value)
        isSpaced &&= space !== ''
        length += line.length
        if (length > maxLength) throw tooLong(maxLength)
      } else if (name === 'event') event = value
      else if (name === 'id' && !value.includes('\0')) id = value
      else if (name === 'retry' && /^\d+$/.test(value)) onRetryDelay?.(Number(value))
      else if (line === '') {
        if (data.length > 0) {
          const record = { event: event || 'message', data: data.join('\n'), id }
          records.push(isSpaced ? record : withRawData(record, rawData.join('\n')))
        }
        event = ''
        data = []
        rawData = []
        isSpaced = true
        length = 0
      }
    }
    return records
  }
}

/** Out of sight, so that a record shows what the specification names and no more. */
function withRawData(record: StreamRecord, value: string): StreamRecord {
  return Object.defineProperty(record, 'rawData', { value })
}
