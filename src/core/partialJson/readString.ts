import { completeValue, type JsonState } from './jsonState.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** The end of a run of characters that a string contains as they are. */
const STRING_STOP = /["\\\u0000-\u001f]/g

export function beginString(state: JsonState, isName: boolean): true {
  state.place = 'string'
  state.text = ''
  state.isName = isName
  state.isChanged ||= !isName
  return true
}

/**
 * Reads as much of a string as the piece has.
 *
 * @returns the index after it; for a mistake -1 minus its index
 */
export function readString(state: JsonState, piece: string, start: number): number {
  let index = start
  while (index < piece.length) {
    if (state.escape) {
      state.work++
      if (!readEscape(state, piece.charAt(index))) return -1 - index
      index++
      continue
    }
    STRING_STOP.lastIndex = index
    const stop = STRING_STOP.exec(piece)?.index ?? piece.length
    state.work += stop - index + 1
    if (stop > index) append(state, piece.slice(index, stop))
    const character = piece.charAt(stop)
    if (character === '\\') state.escape = character
    else if (character && character !== '"') return -1 - stop
    index = stop + 1
    if (character !== '"') continue
    endString(state)
    break
  }
  return index
}

/** Appends to the string, but holds back the first half of a surrogate pair. */
function append(state: JsonState, piece: string): void {
  const all = state.high + piece
  const last = all.charCodeAt(all.length - 1)
  const isHalf = last >= 0xd800 && last < 0xdc00
  state.high = isHalf ? all.slice(-1) : ''
  state.text += isHalf ? all.slice(0, -1) : all
  state.isChanged ||= !state.isName
}

/** Reads the next character of an escape. @returns whether it is right */
function readEscape(state: JsonState, character: string): boolean {
  state.escape += character
  const { escape } = state
  if (escape === '\\u') return true
  const isHex = escape.length > 2
  if (isHex && !/[\da-f]/i.test(character)) return false
  if (isHex && escape.length < 6) return true
  const text = isHex ? String.fromCharCode(parseInt(escape.slice(2), 16)) : ESCAPES[character]
  if (text === undefined) return false
  state.escape = ''
  append(state, text)
  return true
}

function endString(state: JsonState): void {
  const { levels, text, high, isName } = state
  state.high = ''
  const level = levels.at(-1)
  if (isName && level) {
    level.key = text + high
    state.place = 'colon'
  } else completeValue(state, text + high)
}
