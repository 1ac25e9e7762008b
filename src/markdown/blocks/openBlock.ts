import type { Chunks } from '../chunks.ts'
import type { Alignment, Block, ListItem, TableRow } from './block.ts'

/** A block that may still grow. Its collections are never changed, so that a shallow copy is a copy. */
export type OpenBlock = OpenParent | OpenLeaf

/** A block that holds blocks. */
export type OpenParent = OpenDocument | OpenQuote | OpenList | OpenItem | OpenFootnote

/** A block that holds lines. */
export type OpenLeaf = OpenParagraph | OpenFence | OpenIndentedCode | OpenFormula | OpenTable

interface Open {
  /** Whether the last line that belonged to it was blank. */
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
  /** `-`, `+` or `*`, or what stands behind the number: `.` or `)`. */
  marker: string
  start: number | undefined
  isLoose: boolean
  items: Chunks<ListItem>
}

export interface OpenItem extends Parent {
  type: 'item'
  /** Columns, from where its container's content begins, to where its own begins. */
  contentIndent: number
  task: boolean | undefined
  children: Chunks<Block>
  /** Whether the current line began it. */
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
  /** Columns of white space that are taken from the beginning of each line. */
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
  /** Its first line as it stands: without its end, it is no formula. */
  opening: string
  tex: string
  /** What ends it: `$$` or `\]`. */
  end: string
  hasEnded: boolean
}

export interface OpenTable extends Open {
  type: 'table'
  alignments: readonly Alignment[]
  header: TableRow
  rows: Chunks<TableRow>
  /** How many cells may still be added to rows that have fewer than the header. */
  spareCells: number
}

export const isParent = (block: OpenBlock): block is OpenParent => 'lastChildEndsBlank' in block

/** Whether a block holds finished blocks. */
export const hasChildren = (block: OpenBlock): block is Exclude<OpenParent, OpenList> =>
  'children' in block && block.children.length > 0

/** Whether a blank line stands at the end of a block, or of the last block in it. */
export function endsWithBlankLine(block: OpenBlock): boolean {
  if (block.endsBlank) return true
  return (block.type === 'list' || block.type === 'item') && block.lastChildEndsBlank
}
