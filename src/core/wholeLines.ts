import { ChatStreamError } from './errors.ts'

/**
 * Makes a function that takes text cut anywhere and gives back the whole lines in it, with their ends;
 * what follows the last end is held back. Give it a line end to get the rest.
 *
 * A carriage return ends its line at once, not when the next piece shows whether a line feed follows.
 *
 * @param maxLength the most UTF-16 units to hold back; past it, the function throws a
 *   {@link ChatStreamError} of kind `limit`
 */
export function createLineBuffer(maxLength: number): (text: string) => string {
  let fragments: string[] = []
  let held = 0
  let skipLineFeed = false

  return (chunk) => {
    if (chunk === '') return ''
    let text = skipLineFeed && chunk.startsWith('\n') ? chunk.slice(1) : chunk
    skipLineFeed = text.endsWith('\r')
    if (skipLineFeed) text += '\n'

    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1
    held += text.length
    if (held > maxLength && end === 0) {
      throw new ChatStreamError(
        'limit',
        `The server sent an event of more than ${maxLength} characters.`,
      )
    }
    if (end === 0) {
      fragments.push(text)
      return ''
    }
    // Joined once a line, so that a long line in many small pieces costs no more than its length.
    const lines = fragments.join('') + text.slice(0, end)
    fragments = [text.slice(end)]
    held = text.length - end
    return lines
  }
}
