/**
 * First bytes of the supported binary formats. File names are ignored, because servers refuse a JPEG that is
 * declared as a PNG.
 */
const BEGINNINGS: readonly (readonly [mediaType: string, beginning: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['application/pdf', /^%PDF-/],
]

/** Returns the media type of an image or a PDF, detected from its first bytes; undefined for anything else. */
export function contentKind(bytes: Uint8Array): string | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, 16))
  return BEGINNINGS.find(([, pattern]) => pattern.test(beginning))?.[0]
}
