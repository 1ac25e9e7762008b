import { readChunks } from '../wire/readChunks.ts'

/** The maximum of UTF-16 units of a body to keep in an error. */
export const MAX_BODY_LENGTH = 4096

/** The maximum of UTF-16 units of a body to read: servers repeat a long request in their error. */
const MAX_READ_LENGTH = 2 ** 16

/**
 * Reads the beginning of a body, and cancels the rest.
 *
 * @param onBreak called when the connection breaks before, to throw an error. By default, returns the text
 *   received so far
 * @param maxLength the maximum of UTF-16 units to read. @default 65,536
 */
export async function readBodyStart(
  response: Response,
  onBreak?: (cause: unknown) => never,
  maxLength = MAX_READ_LENGTH,
): Promise<string> {
  const utf8 = new TextDecoder()
  let text = ''
  try {
    for await (const bytes of readChunks(response.body)) {
      text += utf8.decode(bytes, { stream: true })
      if (text.length >= maxLength) break
    }
  } catch (cause) {
    // The text that arrived before the connection broke is better than none.
    onBreak?.(cause)
  }
  return text.slice(0, maxLength)
}
