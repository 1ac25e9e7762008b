/** Marks at the end of a text, or the beginning of an entity, an autolink, an image or a footnote reference. */
const UNDECIDED_END = /(?:\\|\[\^[^\]\s]*|!?\[|(?<!\S)!|[*_~`$]+|&[#\w]{1,31}|<[^\s<>]{0,200})$/

/** The undecided ends that are marks regardless of the next character. */
const MARKS_AT_END = /(?:\[\^[^\]\s]*|!?\[|[*_~`]+)$/

/** Maximum length of an undecided end. */
const MAX_LENGTH = 300

/**
 * Returns an open text without an end that depends on the next character.
 *
 * @param isCutOff whether no next character will arrive: then only marks that enclose nothing are left out
 */
export function withoutUndecidedEnd(text: string, isCutOff = false): string {
  const start = Math.max(0, text.length - MAX_LENGTH)
  const end = (isCutOff ? MARKS_AT_END : UNDECIDED_END).exec(text.slice(start))
  return end === null ? text : text.slice(0, start + end.index)
}
