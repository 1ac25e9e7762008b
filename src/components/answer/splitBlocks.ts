/** Length after which a block ends at any line break, in UTF-16 units. */
const LONG_BLOCK = 1000

/**
 * Splits plain text into blocks. Joined, they are the original text.
 *
 * In a browser, the cost of a long answer is the layout of one growing text node. With blocks, only the last one
 * grows: text added at the end never changes an earlier block.
 *
 * A block ends after a blank line or, if it is long, after any line. It keeps its line break at the end, which is
 * invisible in an element with `white-space: pre-wrap`.
 */
export function splitBlocks(text: string): string[] {
  const blocks: string[] = []
  let start = 0
  let lineStart = 0
  while (lineStart < text.length) {
    const lineEnd = text.indexOf('\n', lineStart)
    if (lineEnd === -1) break
    const isBlankLine = text.slice(lineStart, lineEnd).trim() === ''
    lineStart = lineEnd + 1
    if (isBlankLine || lineStart - start >= LONG_BLOCK) {
      blocks.push(text.slice(start, lineStart))
      start = lineStart
    }
  }
  if (start < text.length) blocks.push(text.slice(start))
  return blocks
}
