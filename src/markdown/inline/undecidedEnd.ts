/** Marks, and beginnings of an entity, an autolink, a picture or a footnote's mark. */
const UNDECIDED_END = /(?:\\|\[\^[^\]\s]*|!?\[|(?<!\S)!|[*_~`$]+|&[#\w]{1,31}|<[^\s<>]{0,200})$/

/** Those of them that are marks, whatever might have followed. */
const MARKS_AT_END = /(?:\[\^[^\]\s]*|!?\[|[*_~`]+)$/

/** Nothing undecided is longer. */
const LONGEST = 300

/**
 * An open text without the end whose next character tells what it is.
 *
 * @param isCutOff whether there will be no next character: then nothing is left out but marks around nothing
 */
export function withoutUndecidedEnd(text: string, isCutOff = false): string {
  const start = Math.max(0, text.length - LONGEST)
  const end = (isCutOff ? MARKS_AT_END : UNDECIDED_END).exec(text.slice(start))
  return end === null ? text : text.slice(0, start + end.index)
}
