import type { Dialect } from '../types.ts'
import { END, END_EVENTS, readEndMark } from './endMarks.ts'

/** Names under which servers send pieces of text; what comes under others (pings, states) is not text. */
export const TEXT_EVENTS: readonly string[] = [
  'message',
  'token',
  'text',
  'delta',
  'chunk',
  'answer',
]

/**
 * `data: Hello`: the data is the text, to the last space. Also plain text without any framing.
 *
 * Proof of the end: `[DONE]`, a named event (`close`, `done`, `end`, `complete`), or the clean end of
 * the body.
 */
export const text: Dialect = {
  name: 'text',
  events: [...END_EVENTS, ...TEXT_EVENTS],

  decode(record) {
    const isText = TEXT_EVENTS.includes(record.event) && record.data !== ''
    return readEndMark(record) ?? (isText ? [{ type: 'text-delta', text: record.data }] : [])
  },

  end: () => END,
}
