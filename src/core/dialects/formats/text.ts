import { asText, isObject, parseJson } from '../../json.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../types.ts'
import { correct, delta } from '../reading/deltas.ts'
import type { DetectableDialect } from '../detectable.ts'
import { TEXT_EVENTS } from '../eventNames.ts'
import { readEndMark, readErrorField } from '../reading/endMarks.ts'
import { END, END_EVENTS } from '../reading/ends.ts'
import { withoutRepetition } from '../reading/repetition.ts'

/**
 * `data: Hello`: the data is the text, including every space. Also plain text without any framing.
 *
 * According to the specification, the space after the colon is not part of the data. But Spring adds none:
 * one line without it proves that the spaces of all other lines belong to the text, also those of earlier
 * lines.
 *
 * Texts in JSON's quotes (`data: "Hello"`) are read without them, as long as all texts have them.
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
    const { event, data } = record
    const endMark = readEndMark(record)
    if (endMark ?? !TEXT_EVENTS.includes(event)) return endMark ?? []
    // Only JSON texts and errors are JSON: don't try to parse each piece of plain text.
    const isParsed = !state['isPlain'] || data.startsWith('{')
    const value = isParsed ? parseJson(data) : undefined
    const error = isObject(value) ? readErrorField(value, true) : undefined
    return error ?? withoutRepetition(readText(record, value, state), state)
  },

  end: () => END,
}

/**
 * Reads one piece of text.
 *
 * @param value the data as JSON, unless the texts are known to be plain
 */
function readText(
  { data, rawData = ` ${data.replaceAll('\n', '\n ')}` }: StreamRecord,
  value: unknown,
  state: DialectState,
): readonly StreamEvent[] {
  if (state['isRaw']) return delta('text', rawData)
  // Keeps the text in each reading, until a line shows which one is right.
  const [shown, plain, raw] = ['shown', 'plain', 'raw'].map((name) => asText(state[name]) ?? '')
  Object.assign(state, { plain: plain + data, raw: raw + rawData })
  if (!state['isPlain'] && typeof value === 'string') {
    state['isQuoted'] = true
    state['shown'] = shown + value
    return delta('text', value)
  }
  // Servers that quote their texts may send other JSON between them, which is not text.
  if (state['isQuoted'] && !state['isPlain'] && typeof value === 'object') return []
  state['isPlain'] ||= value === undefined && data.trim()
  state['hasNoSpace'] ||= rawData.split('\n').some((line) => line && !line.startsWith(' '))
  state['isRaw'] = state['isPlain'] && state['hasNoSpace']
  const whole = state['isRaw'] ? `${raw}${rawData}` : `${plain}${data}`
  const isWrong = state['isRaw'] || (state['isQuoted'] && state['isPlain'])
  if (state['isPlain']) state['isQuoted'] = false
  state['shown'] = isWrong ? whole : shown + data
  return isWrong ? correct('text', shown ?? '', whole) : delta('text', data)
}
