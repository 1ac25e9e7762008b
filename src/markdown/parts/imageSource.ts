/** Images embedded in the text as data URLs. SVG is excluded, because it can contain more than an image. */
const EMBEDDED = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[a-z0-9+/=\s]*$/i

/** Where an image can be loaded from; `none` if it must not be shown. */
export type ImageSource =
  { kind: 'embedded'; src: string } | { kind: 'remote'; url: URL } | { kind: 'none' }

/** @param base the URL of the page */
export function toImageSource(src: string, base: string): ImageSource {
  if (EMBEDDED.test(src)) return { kind: 'embedded', src }
  try {
    const url = new URL(src, base)
    if (url.protocol === 'https:' || url.protocol === 'http:') return { kind: 'remote', url }
  } catch {
    // Not a valid URL.
  }
  return { kind: 'none' }
}
