import type { FilePart } from '../../core/index.ts'

/** What a file holds that stands in its own address; undefined for one that is somewhere else, or damaged. */
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
