import type { ExcerptPiece } from '../../model/index.ts'
import { matchRanges } from './matchRanges.ts'

/** How much is shown before the first match and in all, in UTF-16 units: about two lines of a sidebar. */
const BEFORE = 24
const LONGEST = 110

/**
 * The place of a text in which terms stand first, on one line.
 *
 * @param terms - folded, without white space
 */
export function excerptOf(text: string, terms: readonly string[]): readonly ExcerptPiece[] {
  const ranges = matchRanges(text, terms)
  const start = wordStart(text, (ranges[0]?.start ?? 0) - BEFORE)
  const end = wordEnd(text, start + LONGEST)
  const pieces: ExcerptPiece[] = []
  let at = start
  for (const range of ranges.filter((one) => one.start < end)) {
    pieces.push({ text: text.slice(at, range.start), isMatch: false })
    pieces.push({ text: text.slice(range.start, range.end), isMatch: true })
    at = range.end
  }
  pieces.push({ text: text.slice(at, Math.max(at, end)), isMatch: false })
  const ellipsis = { text: '…', isMatch: false }
  return [...(start > 0 ? [ellipsis] : []), ...pieces, ...(end < text.length ? [ellipsis] : [])]
    .map((piece) => ({ ...piece, text: piece.text.replace(/\s+/g, ' ') }))
    .filter((piece) => piece.text !== '')
}

/** The beginning of the word, or of the character in a language without spaces, that is nearest after a place. */
function wordStart(text: string, place: number): number {
  if (place <= 0) return 0
  const space = text.slice(place, place + BEFORE / 2).search(/\s\S/)
  return space === -1 ? characterStart(text, place) : place + space + 1
}

function wordEnd(text: string, place: number): number {
  if (place >= text.length) return text.length
  const space = text.slice(place - BEFORE / 2, place).search(/\s\S*$/)
  return space === -1 ? characterStart(text, place) : place - BEFORE / 2 + space
}

/** Never in the middle of what a reader sees as one character. */
function characterStart(text: string, place: number): number {
  // Families of emoji are the longest ones that people write.
  const from = Math.max(0, place - BEFORE)
  const around = new Intl.Segmenter().segment(text.slice(from, place + BEFORE))
  return from + (around.containing(place - from)?.index ?? place - from)
}
