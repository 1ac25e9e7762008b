import type { MarkdownIt } from 'markdown-it'
import { appended } from '../chunks.ts'
import { continueBlock } from './continueBlock.ts'
import { LineCursor } from './lineCursor.ts'
import type { OpenBlock } from './openBlock.ts'
import { OpenPath, type DocumentListener } from './openPath.ts'
import { startBlock } from './startBlock.ts'
import { toRow } from './table.ts'
import { isUndecided } from './undecidedLine.ts'

const acceptsAnyLine = ({ type }: OpenBlock) =>
  type === 'fence' || type === 'indented code' || type === 'formula'

/**
 * Parses the blocks of a document line by line, with the algorithm in the specification's appendix. It matches each
 * line against the open blocks, so the cost of a line depends on their depth, not on the length of the document.
 *
 * @see https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */
export class BlockParser {
  constructor(
    private readonly markdown: MarkdownIt,
    listener?: DocumentListener,
    readonly path = new OpenPath(markdown, listener),
  ) {}

  /** @param line a complete line, without its line ending */
  addLine(line: string): void {
    const cursor = new LineCursor(line)
    if (this.match(cursor)) this.addMatched(cursor)
  }

  /**
   * Returns the document with an incomplete line at its end. Leaves the line out if it is too short to decide what it
   * becomes.
   *
   * @param isCutOff whether the text ends here, although the line is incomplete
   */
  withPartialLine(line: string, isCutOff = false): OpenPath {
    const guess = new BlockParser(this.markdown, undefined, this.path.copy())
    const cursor = new LineCursor(line)
    if (!guess.match(cursor)) return this.path
    if (isUndecided(cursor, guess.path.container, isCutOff)) return this.path
    guess.addMatched(cursor)
    return guess.path
  }

  /**
   * Matches the line against the open blocks. Returns false if the line only closes a block, so nothing is left of it.
   */
  private match(cursor: LineCursor): boolean {
    const { path } = this
    path.matched = 1
    for (; path.unmatched !== undefined; path.matched++) {
      const match = continueBlock(path.unmatched, cursor, path.unmatchedHasContent)
      if (match === 'no') return true
      if (match === 'closes') {
        path.closeUnmatched()
        return false
      }
    }
    return true
  }

  private addMatched(cursor: LineCursor): void {
    const { path } = this
    while (!acceptsAnyLine(path.container)) {
      const started = startBlock(path, cursor, this.markdown)
      if (started === 'line taken') {
        path.recordBlank(false)
        return
      }
      if (started === undefined) break
    }
    if (path.hasUnmatched && !cursor.isBlank && path.tip.type === 'paragraph') {
      // Lazy continuation: the line continues the paragraph, although it omits the marks of its containers.
      path.tip.text += `\n${cursor.text}`
      return
    }
    path.recordBlank(cursor.isBlank)
    path.closeUnmatched()
    this.addText(cursor)
  }

  private addText(cursor: LineCursor): void {
    const { container } = this.path
    switch (container.type) {
      case 'paragraph':
        container.text += `\n${cursor.text}`
        return
      case 'fence':
        container.lines = appended(container.lines, cursor.rest)
        return
      case 'indented code':
        if (cursor.isBlank) {
          container.blankLines = appended(container.blankLines, cursor.rest)
          return
        }
        container.lines = [...container.blankLines.flat(), cursor.rest].reduce(
          appended,
          container.lines,
        )
        container.blankLines = []
        return
      case 'table': {
        const { header, spareCells } = container
        const { row, added } = toRow(cursor.text, header.length, spareCells)
        container.rows = appended(container.rows, row)
        container.spareCells -= added
        return
      }
      case 'formula': {
        const end = cursor.text.indexOf(container.end)
        if (end < 0) {
          container.tex += `\n${cursor.text}`
          return
        }
        container.tex += `\n${cursor.text.slice(0, end)}`
        container.hasEnded = true
        this.path.closeTip()
        const after = cursor.text.slice(end + container.end.length).trim()
        if (after !== '') this.path.open({ type: 'paragraph', text: after, endsBlank: false })
        return
      }
      default:
        if (!cursor.isBlank)
          this.path.open({ type: 'paragraph', text: cursor.text, endsBlank: false })
    }
  }
}
