import { isSpaceOrTab, type LineCursor } from './lineCursor.ts'
import type { OpenBlock } from './openBlock.ts'

const CODE_INDENT = 4

/**
 * Returns whether a line belongs to an open block, and consumes the marks that prove it. `closes` means that the line
 * is the end of the block and contains nothing else.
 *
 * @param hasContent whether the block contains another block
 */
export function continueBlock(
  block: OpenBlock,
  cursor: LineCursor,
  hasContent: boolean,
): 'yes' | 'no' | 'closes' {
  switch (block.type) {
    case 'document':
    case 'list':
      return 'yes'
    case 'quote':
      return takeQuoteMark(cursor) ? 'yes' : 'no'
    case 'item':
      block.isNew = false
      if (cursor.isBlank && !hasContent) return 'no'
      return takeIndent(cursor, block.contentIndent) ? 'yes' : 'no'
    case 'footnote':
      return takeIndent(cursor, CODE_INDENT) ? 'yes' : 'no'
    case 'indented code':
      return takeIndent(cursor, CODE_INDENT) ? 'yes' : 'no'
    case 'fence':
      if (cursor.indent < CODE_INDENT && isClosingFence(cursor.text, block.fence)) return 'closes'
      cursor.skipColumns(Math.min(block.indent, cursor.indent))
      return 'yes'
    case 'paragraph':
    case 'table':
    case 'formula':
      return cursor.isBlank ? 'no' : 'yes'
  }
}

export function takeQuoteMark(cursor: LineCursor): boolean {
  if (cursor.indent >= CODE_INDENT || cursor.next !== '>') return false
  cursor.skipIndent()
  cursor.skipCharacters(1)
  if (isSpaceOrTab(cursor.line[cursor.offset])) cursor.skipColumns(1)
  return true
}

/** Skips the indentation that a block requires. A blank line may have less. */
function takeIndent(cursor: LineCursor, columns: number): boolean {
  if (cursor.indent < columns && !cursor.isBlank) return false
  cursor.skipColumns(Math.min(columns, cursor.indent))
  return true
}

function isClosingFence(text: string, fence: string): boolean {
  const mark = fence.charAt(0)
  const [found = ''] = /^(?:`+|~+)(?=[ \t]*$)/.exec(text) ?? []
  return found.startsWith(mark) && found.length >= fence.length
}
