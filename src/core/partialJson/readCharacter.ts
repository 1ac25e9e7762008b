import { closeLevel, completeValue, openLevel, type JsonState } from './jsonState.ts'
import { beginString } from './readString.ts'

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }

/** Reads one character outside of strings. @returns whether it is right */
export function readCharacter(state: JsonState, character: string): boolean {
  if (state.place === 'literal') {
    const isWord = /[tfn]/.test(state.text)
    if ((isWord ? /\w/ : /[-+.\deE]/).test(character)) {
      state.text += character
      return !isWord || Object.keys(WORDS).some((word) => word.startsWith(state.text))
    }
    if (!endLiteral(state)) return false
  }
  if (/[ \t\n\r]/.test(character)) return true
  const { place } = state
  switch (place) {
    case 'first-value':
      return character === ']' ? closeLevel(state) : beginValue(state, character)
    case 'value':
      return beginValue(state, character)
    case 'first-name':
    case 'name':
      if (character === '}' && place === 'first-name') return closeLevel(state)
      return character === '"' && beginString(state, true)
    case 'colon':
      state.place = 'value'
      return character === ':'
    case 'comma': {
      const isList = Array.isArray(state.levels.at(-1)?.entries)
      if (character === (isList ? ']' : '}')) return closeLevel(state)
      state.place = isList ? 'value' : 'name'
      return character === ','
    }
    default:
      return false
  }
}

/** Ends a number or a word. @returns whether it is right */
export function endLiteral(state: JsonState): boolean {
  const { text } = state
  const isWord = Object.hasOwn(WORDS, text)
  if (!isWord && !NUMBER.test(text)) return false
  completeValue(state, isWord ? WORDS[text] : Number(text))
  return true
}

/** @returns whether the character may begin a value */
function beginValue(state: JsonState, character: string): boolean {
  if (character === '"') return beginString(state, false)
  if (character === '{') return openLevel(state, {})
  if (character === '[') return openLevel(state, [])
  state.place = 'literal'
  state.text = character
  return /[-\dtfn]/.test(character)
}
