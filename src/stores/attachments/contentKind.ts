/** How files of these kinds begin, whatever their names say: servers refuse a JPEG that calls itself a PNG. */
const BEGINNINGS: readonly (readonly [mediaType: string, beginning: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['application/pdf', /^%PDF-/],
]

/** The media type of a picture or a PDF, by its first bytes; undefined for anything else. */
export function contentKind(bytes: Uint8Array): string | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, 16))
  return BEGINNINGS.find(([, pattern]) => pattern.test(beginning))?.[0]
}
