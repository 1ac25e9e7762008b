import { asText } from '../../json.ts'
import { correct, delta } from '../reading/deltas.ts'
import type { DetectableDialect } from '../detectable.ts'
import { END, END_EVENTS, readEndMark } from '../reading/endMarks.ts'

/** Names of events whose data is text; servers also send others (pings, states). */
export const TEXT_EVENTS: readonly string[] = [
  'message',
  'token',
  'text',
  'delta',
  'chunk',
  'answer',
]

/**
 * `data: Hello`: the data is the text, including every space. Also plain text without any framing.
 *
 * According to the specification, the space after the colon is not part of the data. But Spring adds none:
 * one line without it proves that the spaces of all other lines belong to the text, also those of earlier
 * lines.
 *
 * Proof of the end: `[DONE]`, a named event (`close`, `done`, `end`, `complete`), or the clean end of the
 * body.
 */
export const text: DetectableDialect = {
  name: 'text',
  // A getter, so that bundlers can leave out a dialect that is not used: they keep expressions at the top
  // level.
  get events() {
    return [...END_EVENTS, ...TEXT_EVENTS]
  },

  recognizes: () => false,

  decode(record, state) {
    const endMark = readEndMark(record)
    if (endMark) return endMark
    const { event, data, rawData = ` ${data.replaceAll('\n', '\n ')}` } = record
    if (!TEXT_EVENTS.includes(event)) return []
    if (state['isRaw']) return delta('text', rawData)
    // Keeps the text with these spaces and without them, until a line shows which one is right.
    const shown = asText(state['shown']) ?? ''
    const raw = (asText(state['raw']) ?? '') + rawData
    state['isRaw'] = rawData.split('\n').some((line) => line && !line.startsWith(' '))
    if (state['isRaw']) return correct('text', shown, raw)
    Object.assign(state, { raw, shown: shown + data })
    return delta('text', data)
  },

  end: () => END,
}
