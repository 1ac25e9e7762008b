import { asText } from '../../json.ts'
import { correct, delta } from '../reading/deltas.ts'
import type { DetectableDialect } from '../detectable.ts'
import { END, END_EVENTS, readEndMark } from '../reading/endMarks.ts'

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
 * The specification takes a space after the colon for the format's. Spring adds none: one line without
 * it proves that all the others' spaces belong to the text, those of the lines before it too.
 *
 * Proof of the end: `[DONE]`, a named event (`close`, `done`, `end`, `complete`), or the clean end of
 * the body.
 */
export const text: DetectableDialect = {
  name: 'text',
  // Made when somebody asks: a bundler could not leave it out otherwise.
  get events() {
    return [...END_EVENTS, ...TEXT_EVENTS]
  },

  recognises: () => false,

  decode(record, state) {
    const endMark = readEndMark(record)
    if (endMark) return endMark
    const { event, data, rawData = ` ${data.replaceAll('\n', '\n ')}` } = record
    if (!TEXT_EVENTS.includes(event)) return []
    if (state['isRaw']) return delta('text', rawData)
    // The text with these spaces and without them, until it is known which is right.
    const shown = asText(state['shown']) ?? ''
    const raw = (asText(state['raw']) ?? '') + rawData
    state['isRaw'] = rawData.split('\n').some((line) => line && !line.startsWith(' '))
    if (state['isRaw']) return correct('text', shown, raw)
    Object.assign(state, { raw, shown: shown + data })
    return delta('text', data)
  },

  end: () => END,
}
