import type { LineCursor } from './lineCursor.ts'
import type { OpenBlock } from './openBlock.ts'

/** Only block marks, or a number that could become the marker of a list item. */
const ONLY_MARKS = /^[\s>#*+\-_=|:~$\\[\]]*(?:\d{1,9}[.)]?)?\s*$/
/** An opening fence. It is decided only at the end of its line, because a later backtick would turn it into text. */
const OPENING_FENCE = /^(?:>\s?|[*+-]\s+|\d{1,9}[.)]\s+)*(?:`{1,3}$|`{3,}[^`]*$|~{3,})/
const TASK_BOX = /^(?:[*+-]|\d{1,9}[.)])\s+\[[ xX]?$/
const CLOSING_FENCE = /^(?:`+|~+)[ \t]*$/

/**
 * Returns whether an incomplete line is too short to decide what it becomes. If it were shown, the page would show
 * marks that the next character turns into something else.
 *
 * @param container the innermost open block that the line belongs to
 * @param isCutOff whether no next character will arrive: then a number is shown as text
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
      if (ONLY_MARKS.test(cursor.text)) return !(isCutOff && /\d/.test(cursor.text))
      return [OPENING_FENCE, TASK_BOX].some((pattern) => pattern.test(cursor.text))
  }
}
