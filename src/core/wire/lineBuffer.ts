import { createLimitError } from './recordDecoder.ts'

/**
 * Creates a function that accepts text cut anywhere and returns the complete lines in it, without their
 * line ends. The text after the last line end is held back: pass a line end to get it.
 *
 * A carriage return ends its line immediately, without waiting for the next chunk to show whether a line
 * feed follows.
 *
 * @param maxLength the maximum of UTF-16 units to hold back; above it, the function throws a
 *   {@link ChatStreamError} of kind `limit`
 */
export function createLineBuffer(maxLength: number): (text: string) => readonly string[] {
  // Appended to, but not searched again: the cost of a long line in many small chunks is linear.
  let held = ''
  let skipLineFeed = false

  return (chunk) => {
    let text = skipLineFeed && chunk.startsWith('\n') ? chunk.slice(1) : chunk
    if (chunk) skipLineFeed = chunk.endsWith('\r')
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
    const lines = text.split('\n')
    lines[0] = held + lines[0]
    held = lines.pop() ?? ''
    if (held.length > maxLength) throw createLimitError(maxLength)
    return lines
  }
}
