const TAB_STOP = 4

export const isSpaceOrTab = (character: string | undefined) =>
  character === ' ' || character === '\t'

/**
 * A position in a line, in characters and in columns. A tab extends to the next multiple of four columns, and a block
 * may consume only some of them.
 *
 * @see https://spec.commonmark.org/0.31.2/#tabs
 */
export class LineCursor {
  offset = 0
  column = 0
  /** Offset of the next character that is not a space or tab; {@link nextColumn} is its column. */
  nextOffset = 0
  private nextColumn = 0
  private isTabPartlyTaken = false

  constructor(readonly line: string) {
    this.findNext()
  }

  /** Number of columns of white space before the next character. */
  get indent(): number {
    return this.nextColumn - this.column
  }

  get isBlank(): boolean {
    return this.nextOffset === this.line.length
  }

  get next(): string {
    return this.line[this.nextOffset] ?? ''
  }

  /** The rest of the line, without its indentation. */
  get text(): string {
    return this.line.slice(this.nextOffset)
  }

  /** The rest of the line with its white space. A partly consumed tab becomes spaces. */
  get rest(): string {
    if (!this.isTabPartlyTaken) return this.line.slice(this.offset)
    const columns = TAB_STOP - (this.column % TAB_STOP)
    return ' '.repeat(columns) + this.line.slice(this.offset + 1)
  }

  skipCharacters(count: number): void {
    for (let taken = 0; taken < count && this.offset < this.line.length; taken++) {
      this.column += this.line[this.offset] === '\t' ? TAB_STOP - (this.column % TAB_STOP) : 1
      this.isTabPartlyTaken = false
      this.offset++
    }
    this.findNext()
  }

  /** Skips up to `count` columns of white space. Stops before any other character. */
  skipColumns(count: number): void {
    let left = count
    while (left > 0 && isSpaceOrTab(this.line[this.offset])) {
      const width = this.line[this.offset] === '\t' ? TAB_STOP - (this.column % TAB_STOP) : 1
      const taken = Math.min(width, left)
      this.column += taken
      left -= taken
      this.isTabPartlyTaken = taken < width
      if (!this.isTabPartlyTaken) this.offset++
    }
    this.findNext()
  }

  skipIndent(): void {
    this.offset = this.nextOffset
    this.column = this.nextColumn
    this.isTabPartlyTaken = false
  }

  skipToEnd(): void {
    this.offset = this.line.length
    this.isTabPartlyTaken = false
    this.findNext()
  }

  private findNext(): void {
    let offset = this.offset
    let column = this.column
    for (; isSpaceOrTab(this.line[offset]); offset++)
      column += this.line[offset] === '\t' ? TAB_STOP - (column % TAB_STOP) : 1
    this.nextOffset = offset
    this.nextColumn = column
  }
}
