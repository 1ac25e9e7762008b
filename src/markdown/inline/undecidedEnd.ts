/** Marks, and beginnings of an entity, an autolink, a picture or a footnote's mark. */
const UNDECIDED_END =
  /(?:\\|\[\^[^\]\s]*|!?\[|(?<![\p{L}\p{N}])!|[*_~`$]+|&[#\w]{1,31}|<[^\s<>]{0,200})$/u

/** An open text without the end whose next character tells what it is. */
export const withoutUndecidedEnd = (text: string): string => text.replace(UNDECIDED_END, '')
