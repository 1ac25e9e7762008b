import { type ChatMessage, textOf } from '../../core/index.ts'
import { foldText } from './foldText.ts'

/** A text and its folded form, which is compared. */
export interface SearchText {
  readonly text: string
  readonly folded: string
}

/** Search texts by message. A message object never changes: each delta of an answer creates a new object. */
const known = new WeakMap<ChatMessage, readonly SearchText[]>()

/** Markdown markup that may occur inside a word, and the prefixes of headings and quotations. */
const MARKS = /\*\*|~~|`|^#{1,6} +|^> ?/gm

/**
 * Returns the texts of a message to search: for an answer the text without Markdown markup, and also the
 * original text, because in code the same characters are content; and the names of its files. Reasoning is not
 * searched.
 */
export function searchTextsOf(message: ChatMessage): readonly SearchText[] {
  const before = known.get(message)
  if (before) return before
  const written = textOf(message)
  const read = message.role === 'assistant' ? written.replace(MARKS, '') : written
  const names = message.parts.map((part) => (part.type === 'file' ? (part.name ?? '') : ''))
  const texts = [...(read === written ? [written] : [read, written]), ...names.filter(Boolean)]
  const folded = texts.map((text) => ({ text, folded: foldText(text) }))
  known.set(message, folded)
  return folded
}
