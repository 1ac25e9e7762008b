import type { StateInline } from 'markdown-it'

const REFERENCE = /\[\^([^\]\s[]+)\](?!\()/y

/** `[^label]`: a token of type `footnote_reference`, whose content is the label. */
export function footnoteReference(state: StateInline, silent: boolean): boolean {
  REFERENCE.lastIndex = state.pos
  const [mark, label] = REFERENCE.exec(state.src) ?? []
  if (mark === undefined || label === undefined) return false
  if (!silent) state.push('footnote_reference', '', 0).content = label
  state.pos += mark.length
  return true
}
