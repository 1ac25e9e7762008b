import type { LineCursor } from './lineCursor.ts'
import type { OpenBlock } from './openBlock.ts'

/** Marks of blocks alone, or a number that could become a list item's. */
const MARKS_ALONE = /^[\s>#*+\-_=|:~$\\[\]]*(?:\d{1,9}[.)]?)?\s*$/
/** An opening fence counts from the end of its line, as a backtick on it would make it text. */
const OPENING_FENCE = /^(?:>\s?|[*+-]\s+|\d{1,9}[.)]\s+)*(?:`{1,3}$|`{3,}[^`]*$|~{3,})/
const TASK_BOX = /^(?:[*+-]|\d{1,9}[.)])\s+\[[ xX]?$/
const CLOSING_FENCE = /^(?:`+|~+)[ \t]*$/

/**
 * Whether the beginning of a line is too short to tell what it becomes, so that showing it would show marks
 * which the next character turns into something else.
 *
 * @param container the innermost open block that the line belongs to
 * @param isCutOff whether there will be no next character: then a number is what it is
 */
export function isUndecided(cursor: LineCursor, container: OpenBlock, isCutOff: boolean): boolean {
  switch (container.type) {
    case 'fence':
      return (
        cursor.isBlank ||
        (CLOSING_FENCE.test(cursor.text) && container.fence.startsWith(cursor.text.charAt(0)))
      )
    case 'indented code':
      return cursor.isBlank
    case 'formula':
      return cursor.isBlank || container.end.startsWith(cursor.text)
    default:
      if (cursor.indent > 3 && container.type !== 'paragraph') return cursor.isBlank
      if (MARKS_ALONE.test(cursor.text)) return !(isCutOff && /\d/.test(cursor.text))
      return [OPENING_FENCE, TASK_BOX].some((pattern) => pattern.test(cursor.text))
  }
}
