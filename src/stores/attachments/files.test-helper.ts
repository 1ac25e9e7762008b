import type { FilePart } from '../../core/index.ts'

export function textFile(name: string, text: string): FilePart {
  const bytes = new TextEncoder().encode(text)
  const url = `data:text/plain;base64,${btoa(String.fromCharCode(...bytes))}`
  return { type: 'file', mediaType: 'text/plain', url, name }
}

/** The smallest possible image. */
export const picture: FilePart = {
  type: 'file',
  mediaType: 'image/gif',
  url: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=',
  name: 'dot.gif',
}
