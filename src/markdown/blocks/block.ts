import type { Chunks } from '../chunks.ts'

/**
 * A block of a Markdown document, as CommonMark and GFM name them. Blocks are never changed: a block that
 * grows is replaced by a new object, and one that is finished stays the same object for good.
 *
 * `open` says that its end is not there: more of the block may come, unless the text was cut off.
 */
export type Block =
  | ParagraphBlock
  | HeadingBlock
  | CodeBlock
  | FormulaBlock
  | QuoteBlock
  | ListBlock
  | TableBlock
  | FootnoteBlock
  | { type: 'rule' }

export interface ParagraphBlock {
  type: 'paragraph'
  /** Its source, without indentation. */
  text: string
  open: boolean
}

export interface HeadingBlock {
  type: 'heading'
  level: 1 | 2 | 3 | 4 | 5 | 6
  text: string
  open: boolean
}

export interface CodeBlock {
  type: 'code'
  /** What stands behind the opening fence; empty for an indented block. */
  info: string
  lines: Chunks<string>
  open: boolean
}

export interface FormulaBlock {
  type: 'formula'
  tex: string
  open: boolean
}

export interface QuoteBlock {
  type: 'quote'
  children: Chunks<Block>
}

export interface ListBlock {
  type: 'list'
  /** The first number of an ordered list. */
  start: number | undefined
  /** Whether its paragraphs stand closely, without paragraph elements. */
  tight: boolean
  items: Chunks<ListItem>
}

export interface ListItem {
  /** Whether the task is done; undefined in an item that is no task. */
  task: boolean | undefined
  children: Chunks<Block>
}

export type Alignment = 'left' | 'center' | 'right' | undefined

export interface TableBlock {
  type: 'table'
  alignments: readonly Alignment[]
  header: readonly string[]
  rows: Chunks<TableRow>
  open: boolean
}

/** The cells of a row, as many as the header has. */
export type TableRow = readonly string[]

/** Shown in a section at the end, when something refers to it. */
export interface FootnoteBlock {
  type: 'footnote'
  label: string
  children: Chunks<Block>
}
