import { createParser } from 'eventsource-parser'
import { ChatStreamError } from './errors.ts'
import type { RecordDecoder } from './records.ts'
import type { StreamRecord } from './types.ts'

/** A line that sets the last event id, with its line end. `^` and `$` would also match at U+2028. */
const ID_LINE = /(?<![^\r\n])id(?::\x20?([^\r\n]*))?(?:\r\n|\r|\n)/g

/**
 * Decodes an event stream, cut anywhere, into its events.
 *
 * eventsource-parser does the parsing; this feeds it whole lines and keeps what it leaves to its
 * caller: the byte order mark, a line end cut in two, and the id that stays in force for all events
 * after it, even when it came in a block without data.
 *
 * @param maxLength the most UTF-16 units that one event may have
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseDecoder(maxLength: number): RecordDecoder {
  let records: StreamRecord[] = []
  let lastEventId = ''
  let fragments: string[] = []
  let held = 0
  let atStart = true
  let skipLineFeed = false

  const parser = createParser({
    maxBufferSize: maxLength,
    onEvent: ({ event = 'message', data }) => records.push({ event, data, id: lastEventId }),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw tooLarge(maxLength)
    },
  })
  // Its own check for a byte order mark looks for undecoded bytes: let it have nothing to look at.
  parser.feed('')

  function feedLines(text: string): void {
    let from = 0
    for (const match of text.matchAll(ID_LINE)) {
      const to = match.index + match[0].length
      parser.feed(text.slice(from, to))
      const id = match[1] ?? ''
      if (!id.includes('\0')) lastEventId = id
      from = to
    }
    if (from < text.length) parser.feed(from === 0 ? text : text.slice(from))
  }

  function push(chunk: string): readonly StreamRecord[] {
    let text = chunk
    if (atStart && text !== '') {
      atStart = false
      if (text.startsWith('\uFEFF')) text = text.slice(1)
    }
    if (skipLineFeed && text !== '') {
      skipLineFeed = false
      if (text.startsWith('\n')) text = text.slice(1)
    }
    // A carriage return ends its line now, not when the next chunk shows whether a line feed follows.
    if (text.endsWith('\r')) {
      skipLineFeed = true
      text += '\n'
    }

    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1
    if (end > 0) {
      fragments.push(text.slice(0, end))
      // Joined once a line, so that a long line in many small pieces costs no more than its length.
      const lines = fragments.join('')
      fragments = []
      held = 0
      feedLines(lines)
    }
    if (end < text.length) {
      fragments.push(text.slice(end))
      held += text.length - end
      if (held > maxLength) throw tooLarge(maxLength)
    }
    const ready = records
    records = []
    return ready
  }

  // An event without its blank line never happened, says the specification.
  return { push, end: () => [] }
}

export function tooLarge(maxLength: number): ChatStreamError {
  return new ChatStreamError(
    'limit',
    `The server sent a single event of more than ${maxLength} characters, which is more than this client holds. Send it in smaller events.`,
  )
}
