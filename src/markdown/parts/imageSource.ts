/** Pictures that are in the text itself, of kinds that are nothing but pictures. */
const EMBEDDED = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[a-z0-9+/=\s]*$/i

/** Where a picture lies, as far as it may be shown. */
export type ImageSource =
  { kind: 'embedded'; src: string } | { kind: 'remote'; url: URL } | { kind: 'none' }

/** @param base the address of the page */
export function toImageSource(src: string, base: string): ImageSource {
  if (EMBEDDED.test(src)) return { kind: 'embedded', src }
  try {
    const url = new URL(src, base)
    if (url.protocol === 'https:' || url.protocol === 'http:') return { kind: 'remote', url }
  } catch {
    // No address at all.
  }
  return { kind: 'none' }
}
