import type { Chunks } from '../chunks.ts'

/**
 * A block of a Markdown document, named as in CommonMark and GFM. Blocks are immutable: a growing block is replaced by
 * a new object, and a finished block stays the same object from then on.
 *
 * `open` means that the block has no end yet: it may grow, unless the text was cut off.
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
  /** The Markdown source, without indentation. */
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
  /** The info string after the opening fence; empty for indented code. */
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
  /** Whether the list is tight: its paragraphs are rendered without `<p>` elements. */
  tight: boolean
  items: Chunks<ListItem>
}

export interface ListItem {
  /** Whether the task is done; undefined if the item is not a task. */
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

/** A footnote definition. It is shown in a section at the end of the document if the text refers to it. */
export interface FootnoteBlock {
  type: 'footnote'
  label: string
  children: Chunks<Block>
}
