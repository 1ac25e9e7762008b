import type { MarkdownIt } from 'markdown-it'
import { appended } from '../chunks.ts'
import { continueBlock } from './continueBlock.ts'
import { LineCursor } from './lineCursor.ts'
import type { OpenBlock } from './openBlock.ts'
import { OpenPath, type DocumentListener } from './openPath.ts'
import { startBlock } from './startBlock.ts'
import { toRow } from './table.ts'
import { isUndecided } from './undecidedLine.ts'

const takesEveryLine = ({ type }: OpenBlock) =>
  type === 'fence' || type === 'indented code' || type === 'formula'

/**
 * Finds the blocks of a document line by line, by the method of the specification's appendix: each line is
 * held against the blocks that are open, and costs what their depth is, whatever came before it.
 *
 * @see https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */
export class BlockParser {
  constructor(
    private readonly markdown: MarkdownIt,
    listener?: DocumentListener,
    readonly path = new OpenPath(markdown, listener),
  ) {}

  /** @param line a whole line, without its end */
  addLine(line: string): void {
    const cursor = new LineCursor(line)
    if (this.match(cursor)) this.addMatched(cursor)
  }

  /**
   * What the document looks like with the beginning of a line, of which more may come. It is as without the
   * line where too little of it is there to tell.
   *
   * @param isCutOff whether no more will come, though the line has not come to its end
   */
  withPartialLine(line: string, isCutOff = false): OpenPath {
    const guess = new BlockParser(this.markdown, undefined, this.path.copy())
    const cursor = new LineCursor(line)
    if (!guess.match(cursor)) return this.path
    if (isUndecided(cursor, guess.path.container, isCutOff)) return this.path
    guess.addMatched(cursor)
    return guess.path
  }

  /** Finds the open blocks that the line belongs to; false where that is all that it tells. */
  private match(cursor: LineCursor): boolean {
    const { path } = this
    path.matched = 1
    for (; path.unmatched !== undefined; path.matched++) {
      const belongs = continueBlock(path.unmatched, cursor, path.unmatchedHasContent)
      if (belongs === 'no') return true
      if (belongs === 'closes') {
        path.closeUnmatched()
        return false
      }
    }
    return true
  }

  private addMatched(cursor: LineCursor): void {
    const { path } = this
    while (!takesEveryLine(path.container)) {
      const started = startBlock(path, cursor, this.markdown)
      if (started === 'line taken') {
        path.noteBlank(false)
        return
      }
      if (started === undefined) break
    }
    if (path.hasUnmatched && !cursor.isBlank && path.tip.type === 'paragraph') {
      // A paragraph goes on, though the marks of its containers were left out.
      path.tip.text += `\n${cursor.text}`
      return
    }
    path.noteBlank(cursor.isBlank)
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
