import type { FilePart } from '../../core/index.ts'

/** Returns the size in bytes of a file that is held as a `data:` URL. */
export function fileBytes({ url }: FilePart): number {
  const base64 = url.slice(url.indexOf(',') + 1)
  return Math.floor((base64.length * 3) / 4) - (base64.match(/=+$/)?.[0].length ?? 0)
}
