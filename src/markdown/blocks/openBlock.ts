import type { Chunks } from '../chunks.ts'
import type { Alignment, Block, ListItem, TableRow } from './block.ts'

/** A block that may still grow. Its collections are immutable, so a shallow copy is a full copy. */
export type OpenBlock = OpenParent | OpenLeaf

/** A block that contains other blocks. */
export type OpenParent = OpenDocument | OpenQuote | OpenList | OpenItem | OpenFootnote

/** A block that contains lines. */
export type OpenLeaf = OpenParagraph | OpenFence | OpenIndentedCode | OpenFormula | OpenTable

interface Open {
  /** Whether its last line was blank. */
  endsBlank: boolean
}

interface Parent extends Open {
  /** Whether its last child ended with a blank line, which may make a list loose. */
  lastChildEndsBlank: boolean
}

export interface OpenDocument extends Parent {
  type: 'document'
  children: Chunks<Block>
}

export interface OpenQuote extends Parent {
  type: 'quote'
  children: Chunks<Block>
}

export interface OpenList extends Parent {
  type: 'list'
  /** `-`, `+` or `*`, or the delimiter after the number: `.` or `)`. */
  marker: string
  start: number | undefined
  isLoose: boolean
  items: Chunks<ListItem>
}

export interface OpenItem extends Parent {
  type: 'item'
  /** Number of columns from the start of the container's content to the start of the item's content. */
  contentIndent: number
  task: boolean | undefined
  children: Chunks<Block>
  /** Whether it begins on the current line. */
  isNew: boolean
}

export interface OpenFootnote extends Parent {
  type: 'footnote'
  label: string
  children: Chunks<Block>
}

export interface OpenParagraph extends Open {
  type: 'paragraph'
  text: string
}

export interface OpenFence extends Open {
  type: 'fence'
  info: string
  /** The opening fence. */
  fence: string
  /** Number of columns of white space to remove from the beginning of each line. */
  indent: number
  lines: Chunks<string>
}

export interface OpenIndentedCode extends Open {
  type: 'indented code'
  lines: Chunks<string>
  /** Blank lines, which belong to it only if code follows. */
  blankLines: Chunks<string>
}

export interface OpenFormula extends Open {
  type: 'formula'
  /** The opening mark. Without a closing mark, the formula becomes a paragraph that starts with it. */
  opening: string
  tex: string
  /** The closing mark: `$$` or `\]`. */
  end: string
  hasEnded: boolean
}

export interface OpenTable extends Open {
  type: 'table'
  alignments: readonly Alignment[]
  header: TableRow
  rows: Chunks<TableRow>
  /** How many empty cells may still be added to rows that have fewer cells than the header. */
  spareCells: number
}

export const isParent = (block: OpenBlock): block is OpenParent => 'lastChildEndsBlank' in block

/** Returns whether a block contains finished blocks. */
export const hasChildren = (block: OpenBlock): block is Exclude<OpenParent, OpenList> =>
  'children' in block && block.children.length > 0

/** Returns whether a block, or its last child, ends with a blank line. */
export function endsWithBlankLine(block: OpenBlock): boolean {
  if (block.endsBlank) return true
  return (block.type === 'list' || block.type === 'item') && block.lastChildEndsBlank
}
