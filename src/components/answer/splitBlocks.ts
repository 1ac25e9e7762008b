/** How long a block may grow before it ends at a mere line break. */
const LONG_BLOCK = 1000

/**
 * Cuts plain text into blocks that join to the same text again.
 *
 * Laying out one growing text node is what a long answer costs in a browser. Of these blocks only the
 * last one ever grows: more text at the end never changes those before it.
 *
 * Blocks end after a blank line or, where they are long, after any line. Their line ends stay with them:
 * in a block with `white-space: pre-wrap` the last one shows as nothing.
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
