import type { FilePart } from '../../core/index.ts'

const LONGEST_TITLE = 48

/** A first sentence that is shorter is a greeting, or a "Please help me." */
const SHORTEST_SENTENCE = 10

/** What marks a heading, a list, a quotation or the fence of code at the beginning of a line of Markdown. */
const LINE_MARK = /^\s*(?:#{1,6}\s+|[-*+]\s+|>\s*|(?:`{3,}|~{3,})\S*\s*$)/gm

/**
 * A conversation's title: the beginning of its first question, on one line, without marks of Markdown.
 *
 * A long one ends with its first sentence where that fits. Else it is cut between what readers see as
 * characters, so that no emoji is torn apart, and at a word's end where one is near.
 *
 * @param files - what goes with it: where nothing else is asked, the first of them gives its name
 */
export function titleOf(question: string, files: readonly FilePart[] = []): string {
  if (question === '' && files[0]) return titleOf(files[0].name ?? '') || files[0].mediaType
  const whole = onOneLine(question)
  const line = onOneLine(question.replace(LINE_MARK, '').replace(/\*\*|`/g, '')) || whole
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
  // A question keeps its mark, which says what it is.
  return sentence.replace(/[.。:：]$/, '')
}

/** In Chinese, too, which has words without spaces between them. */
function cutAtWord(line: string, longest: number): string {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(line)
  const wordEnd = words.containing(longest)?.index ?? 0
  return line.slice(0, wordEnd > longest / 2 ? wordEnd : longest).trimEnd()
}
