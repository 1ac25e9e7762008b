import type { StateInline } from 'markdown-it'

const BRACKET = 0x5b
const REFERENCE = /\[\^([^\]\s[]+)\](?!\()/y

/** Parses `[^label]` to a token of type `footnote_reference`, whose content is the label. */
export function footnoteReference(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== BRACKET) return false
  REFERENCE.lastIndex = state.pos
  const [mark, label] = REFERENCE.exec(state.src) ?? []
  if (mark === undefined || label === undefined) return false
  if (!silent) state.push('footnote_reference', '', 0).content = label
  state.pos += mark.length
  return true
}
