import type { FilePart } from '../../core/index.ts'

/** Decodes the content of a file with a base64 data URL. Returns undefined for any other URL, or for damaged data. */
export function fileBlob({ url, mediaType }: FilePart): Blob | undefined {
  const base64 = /^data:[^,]*;base64,(.*)$/s.exec(url)?.[1]
  if (base64 === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return new Blob([bytes], { type: mediaType })
  } catch {
    return undefined
  }
}
