import type { FilePart } from '../../core/index.ts'

/** Returns how to preview a file. Only formats that every browser draws and that run no scripts are images. */
export function fileKind({ mediaType }: FilePart): 'image' | 'pdf' | 'text' | 'other' {
  if (/^image\/(png|jpeg|webp|gif)$/.test(mediaType)) return 'image'
  if (mediaType === 'application/pdf') return 'pdf'
  return /^text\/|[/+](json|xml|yaml|javascript|typescript|x-sh)\b/.test(mediaType)
    ? 'text'
    : 'other'
}
