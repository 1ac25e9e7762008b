import type { ExcerptPiece } from '../../model/index.ts'
import { matchRanges } from './matchRanges.ts'

/** Length of the text before the first match, and longest excerpt, in UTF-16 units: about two lines of a sidebar. */
const BEFORE = 24
const LONGEST = 110

/**
 * Returns the part of a text around the first match of any term, on one line.
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

/** Returns the start of the nearest word after a place; in a language without spaces, the start of the character. */
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

/**
 * Returns the start of the character that contains a place, as a reader sees characters: never inside a
 * grapheme cluster.
 */
function characterStart(text: string, place: number): number {
  // Emoji of families are the longest grapheme clusters in common use.
  const from = Math.max(0, place - BEFORE)
  const around = new Intl.Segmenter().segment(text.slice(from, place + BEFORE))
  return from + (around.containing(place - from)?.index ?? place - from)
}
