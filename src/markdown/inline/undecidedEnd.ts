/** Marks, and beginnings of an entity, an autolink, a picture or a footnote's mark. */
const UNDECIDED_END = /(?:\\|\[\^[^\]\s]*|!?\[|(?<!\S)!|[*_~`$]+|&[#\w]{1,31}|<[^\s<>]{0,200})$/

/** Nothing undecided is longer. */
const LONGEST = 300

/** An open text without the end whose next character tells what it is. */
export function withoutUndecidedEnd(text: string): string {
  const start = Math.max(0, text.length - LONGEST)
  const end = UNDECIDED_END.exec(text.slice(start))
  return end === null ? text : text.slice(0, start + end.index)
}
