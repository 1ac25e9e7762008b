import { isObject, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'
import { correct, delta } from './deltas.ts'
import { noteOf, type TextNote } from './textNotes.ts'

const WORDS = /\p{Lo}|[\p{L}\p{N}]+/gu
const WHOLE_WORD = /[^\p{L}\p{N}][\p{L}\p{N}]/u

/**
 * Removes what a server repeats of its text: each payload may contain the whole text so far, or the last one
 * may.
 *
 * A server is known to repeat the text after three texts, from the first one on, that each begin with the
 * former one and add at least one whole word, and have three different words. Until then, the texts are
 * shown as pieces, because an answer may repeat a token: `ha`, `haha`, `hahaha`.
 *
 * @param isWhole the texts of these events are the whole answer if there were pieces before
 */
export function withoutRepetition(
  events: readonly StreamEvent[],
  state: DialectState,
  isWhole = false,
): readonly StreamEvent[] {
  return events.flatMap((event, index) => {
    const type = event.type
    // The arguments of a call that is repeated as a whole replace its pieces.
    if (type === 'tool-delta')
      return isWhole ? [{ ...event, args: '', allArgs: event.args }] : [event]
    const isText = type === 'text-delta'
    if (!isText && type !== 'reasoning-delta') {
      // The dialect itself knows what is repeated.
      if (type === 'correction') noteOf(`${event.of}-delta`, state).count = -1
      return [event]
    }
    const kind = isText ? 'text' : 'reasoning'
    const note = noteOf(type, state)
    if (!isWhole || !note.shown) return readText(kind, event.text, note)
    const isSame = (each: StreamEvent) => each.type === type
    if (events.findIndex(isSame) < index) return []
    const whole = events.map((each) => (each.type === type ? each.text : '')).join('')
    return correct(kind, note.shown, (note.shown = whole))
  })
}

/** Returns whether a payload has OpenAI's `message` after deltas: it is the whole answer then. */
export function isWholeMessage(payload: JsonObject, state: DialectState): boolean {
  const { delta: piece, message } = Object(Object(payload['choices'])[0])
  if (piece) state['hasPieces'] = true
  return Boolean(state['hasPieces']) && !piece && isObject(message)
}

function readText(
  kind: 'text' | 'reasoning',
  text: string,
  note: TextNote,
): readonly StreamEvent[] {
  const { shown, latest, count } = note
  if (count === Infinity) return readWhole(kind, text, note)
  note.shown += text
  if (count < 0) return delta(kind, text)
  const isLonger = count === 0 || (text.startsWith(latest) && addsWord(latest, text))
  Object.assign(note, { latest: text, count: isLonger ? count + 1 : -1 })
  const isCumulative = note.count >= 3 && new Set(text.match(WORDS)).size >= 3
  if (!isCumulative) return delta(kind, text)
  Object.assign(note, { shown: text, count: Infinity })
  return [{ type: 'correction', of: kind, replaced: shown.length, text }]
}

/** Reads the next text of a server that repeats the whole text. */
function readWhole(
  kind: 'text' | 'reasoning',
  text: string,
  note: TextNote,
): readonly StreamEvent[] {
  const { shown, latest } = note
  if (latest.startsWith(text)) return []
  // A text with another beginning is a new block, such as the one after a tool call.
  const isCorrected = text.startsWith(latest.slice(0, Math.ceil(latest.length / 2)))
  const replaced = isCorrected ? latest : ''
  Object.assign(note, {
    latest: text,
    shown: shown.slice(0, shown.length - replaced.length) + text,
  })
  return correct(kind, replaced, text)
}

function addsWord(former: string, text: string): boolean {
  const rest = text.slice(former.length)
  return /\p{Lo}/u.test(rest) || WHOLE_WORD.test(former.slice(-1) + rest)
}
