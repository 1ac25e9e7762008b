import { ChatStreamError } from '../errors.ts'

/**
 * Makes a function that takes text cut anywhere and gives back the whole lines in it, without their
 * ends; what follows the last end is held back. Give it a line end to get the rest.
 *
 * A carriage return ends its line at once, not when the next piece shows whether a line feed follows.
 *
 * @param maxLength the most UTF-16 units to hold back; past it, the function throws a
 *   {@link ChatStreamError} of kind `limit`
 */
export function createLineBuffer(maxLength: number): (text: string) => readonly string[] {
  let fragments: string[] = []
  let held = 0
  let skipLineFeed = false

  return (chunk) => {
    const text = skipLineFeed ? chunk.replace(/^\n/, '') : chunk
    if (chunk) skipLineFeed = text.endsWith('\r')
    const lines = text.split(/\r\n|\r|\n/)
    const rest = lines.pop() ?? ''
    if (lines.length > 0) {
      // Joined once a line, so that a long line in many small pieces costs no more than its length.
      lines[0] = fragments.join('') + lines[0]
      fragments = []
      held = 0
    }
    fragments.push(rest)
    held += rest.length
    if (held > maxLength) throw tooLong(maxLength)
    return lines
  }
}

export function tooLong(maxLength: number): ChatStreamError {
  const message = `An event has more than ${maxLength} characters.`
  return new ChatStreamError('limit', message)
}
