import { foldText } from './foldText.ts'

/** A range of a text, in UTF-16 units. */
export interface MatchRange {
  readonly start: number
  readonly end: number
}

const graphemes = new Intl.Segmenter()

/**
 * Text in which every UTF-16 unit is one character and folds to one unit: English and most of Chinese, Japanese
 * and Korean. Its places need no mapping, which takes far longer than the search itself.
 */
const EVEN =
  /^[\t\x20-\x7e\u2013\u2014\u2018-\u201d\u3001\u3002\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]*$/

/**
 * Returns the ranges of a text that match a term, in order and without overlaps.
 *
 * @param terms - folded, without line breaks
 */
export function matchRanges(text: string, terms: readonly string[]): readonly MatchRange[] {
  const ranges: MatchRange[] = []
  let lineStart = 0
  // Line by line: most lines have no match, and only the others need the slow mapping of places.
  for (const line of text.split('\n')) {
    for (const { start, end } of rangesInLine(line, terms)) {
      ranges.push({ start: lineStart + start, end: lineStart + end })
    }
    lineStart += line.length + 1
  }
  return ranges
}

function rangesInLine(line: string, terms: readonly string[]): readonly MatchRange[] {
  const folded = foldText(line)
  const found = terms.flatMap((term) => placesOf(folded, term))
  if (found.length === 0) return []
  const originOf = originsIn(line, folded)
  const ranges = found
    .map(({ start, end }) => ({ start: originOf(start).start, end: originOf(end - 1).end }))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: MatchRange[] = []
  for (const range of ranges) {
    const last = merged.at(-1)
    if (last && range.start < last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    } else merged.push(range)
  }
  return merged
}

function placesOf(folded: string, term: string): MatchRange[] {
  const places: MatchRange[] = []
  for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
    places.push({ start: at, end: at + term.length })
  }
  return places
}

/**
 * Returns a function that maps a place in the folded line to the range of the original line that it was folded
 * from.
 */
function originsIn(line: string, folded: string): (place: number) => MatchRange {
  if (folded === line || EVEN.test(line)) return (place) => ({ start: place, end: place + 1 })
  const origins: MatchRange[] = []
  for (const { segment, index } of graphemes.segment(line)) {
    const origin = { start: index, end: index + segment.length }
    for (let unit = foldText(segment).length; unit > 0; unit -= 1) origins.push(origin)
  }
  return (place) => origins[place] ?? { start: line.length, end: line.length }
}
