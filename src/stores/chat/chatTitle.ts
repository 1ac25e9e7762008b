import type { FilePart } from '../../core/index.ts'

/** In characters as readers see them (grapheme clusters). */
const LONGEST_TITLE = 48

/** A shorter first sentence is a greeting, or a "Please help me.", and says nothing about the chat. */
const SHORTEST_SENTENCE = 10

/** The mark of a heading, list, quotation or code fence at the beginning of a line of Markdown. */
const LINE_MARK = /^\s*(?:#{1,6}\s+|[-*+]\s+|>\s*|(?:`{3,}|~{3,})\S*\s*$)/gm

/**
 * Returns the title of a chat: the beginning of its first question, on one line, without Markdown marks.
 *
 * A long question is shortened to its first sentence, if that fits. Otherwise it is cut at the end of a word, if
 * one is near, and never within an emoji or another character that readers see as one.
 *
 * @param files - the attached files; a question without text gets the name of the first one
 */
export function titleOf(question: string, files: readonly FilePart[] = []): string {
  if (question === '' && files[0]) return titleOf(files[0].name ?? '') || files[0].mediaType
  const unstripped = onOneLine(question)
  const line = onOneLine(question.replace(LINE_MARK, '').replace(/\*\*|`/g, '')) || unstripped
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment)
  if (characters.length <= LONGEST_TITLE) return line
  const { length } = characters.slice(0, LONGEST_TITLE - 1).join('')
  return firstSentence(line) ?? `${cutAtWord(line, length)}…`
}

function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

function firstSentence(line: string): string | undefined {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)
  const sentence = first?.segment.trim() ?? ''
  const { length } = sentence
  if (length < SHORTEST_SENTENCE || length > LONGEST_TITLE) return undefined
  // Keep a question mark: it shows that the title is a question.
  return sentence.replace(/[.。:：]$/, '')
}

/** Cuts a line at the end of a word. Also works in Chinese, which has no spaces between words. */
function cutAtWord(line: string, longest: number): string {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(line)
  const wordEnd = words.containing(longest)?.index ?? 0
  return line.slice(0, wordEnd > longest / 2 ? wordEnd : longest).trimEnd()
}
