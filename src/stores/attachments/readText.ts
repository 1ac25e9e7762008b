/** Control characters that occur in binary files, but never in text. */
const BINARY = /[\0-\x08\x0e-\x1a\x1c-\x1f]/

/**
 * Decodes bytes as text: as UTF-8, as UTF-16 with a byte order mark, or as GB 18030, which older programs use
 * for Chinese.
 *
 * @param isSaidText - whether the file's type or name says that it is text: GB 18030 is only tried then,
 * because arbitrary bytes may be valid in it
 * @returns undefined if the bytes are not text
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
