import { createParser } from 'eventsource-parser'
import type { RecordDecoder } from './records.ts'
import type { StreamRecord } from './types.ts'
import { createLineBuffer } from './wholeLines.ts'

/** A line that sets the last event id, with its line end. `^` and `$` would also match at U+2028. */
const ID_LINE = /(?<![^\r\n])id(?::\x20?([^\r\n]*))?(?:\r\n|\r|\n)/g

/**
 * Decodes an event stream, cut anywhere, into its events. An event without its blank line never
 * happened, says the specification.
 *
 * eventsource-parser does the parsing; this feeds it whole lines and keeps what it leaves to its
 * caller: the id that stays in force for all events after it, even when it came in a block without data.
 *
 * @param maxLength the most UTF-16 units that one event may have
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseDecoder(maxLength: number): RecordDecoder {
  const wholeLines = createLineBuffer(maxLength)
  let records: StreamRecord[] = []
  let id = ''
  const parser = createParser({
    maxBufferSize: maxLength,
    onEvent: ({ event = 'message', data }) => records.push({ event, data, id }),
    onError: (error) => {
      // Its other complaints are about lines that the specification has it ignore.
      if (error.type === 'max-buffer-size-exceeded') wholeLines(' '.repeat(maxLength + 1))
    },
  })

  return (text) => {
    const lines = wholeLines(text)
    let from = 0
    for (const match of lines.matchAll(ID_LINE)) {
      const to = match.index + match[0].length
      parser.feed(lines.slice(from, to))
      const value = match[1] ?? ''
      if (!value.includes('\0')) id = value
      from = to
    }
    if (lines) parser.feed(lines.slice(from))
    const ready = records
    records = []
    return ready
  }
}
