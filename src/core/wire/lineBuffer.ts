import { ChatStreamError } from '../errors.ts'

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
  let fragments: string[] = []
  let heldLength = 0
  let skipLineFeed = false

  return (chunk) => {
    const text = skipLineFeed ? chunk.replace(/^\n/, '') : chunk
    if (chunk) skipLineFeed = text.endsWith('\r')
    const lines = text.split(/\r\n|\r|\n/)
    const rest = lines.pop() ?? ''
    if (lines.length > 0) {
      // Joined once per line, so that the cost of a long line in many small chunks is linear in its length.
      lines[0] = fragments.join('') + lines[0]
      fragments = []
      heldLength = 0
    }
    fragments.push(rest)
    heldLength += rest.length
    if (heldLength > maxLength) throw createLimitError(maxLength)
    return lines
  }
}

export function createLimitError(maxLength: number): ChatStreamError {
  const message = `An event has more than ${maxLength} characters.`
  return new ChatStreamError('limit', message)
}
