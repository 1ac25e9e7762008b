/** Control characters that no text has, but every other kind of file. */
const BINARY = /[\0-\x08\x0e-\x1a\x1c-\x1f]/

/**
 * The text that bytes are: UTF-8, UTF-16 that says so, or GB 18030, in which older programs write Chinese.
 *
 * @param isSaidText - whether the file says that it is text: bytes of any kind may happen to be GB 18030
 * @returns undefined where it is no text
 */
export function readText(bytes: Uint8Array, isSaidText: boolean): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be')
  return decoded(bytes, 'utf-8') ?? (isSaidText ? decoded(bytes, 'gb18030') : undefined)
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return BINARY.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
