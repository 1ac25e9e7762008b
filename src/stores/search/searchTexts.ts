import { type ChatMessage, textOf } from '../../core/index.ts'
import { foldText } from './foldText.ts'

/** A text, and the form of it that is compared. */
export interface SearchText {
  readonly text: string
  readonly folded: string
}

/** Messages never change: what grows is another object. */
const known = new WeakMap<ChatMessage, readonly SearchText[]>()

/** Marks of Markdown that may stand in the middle of a word, and those of headings and quotations. */
const MARKS = /\*\*|~~|`|^#{1,6} +|^> ?/gm

/**
 * What of a message is searched: an answer as it is read, without its marks, and as it was written, where the
 * marks belong to code; and the names of its files. What was thought before it is not part of it.
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
