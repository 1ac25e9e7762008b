import type { FilePart } from '../../core/index.ts'

/** What is shown of a file: pictures are those that every browser draws, and run nothing. */
export function fileKind({ mediaType }: FilePart): 'image' | 'pdf' | 'text' | 'other' {
  if (/^image\/(png|jpeg|webp|gif)$/.test(mediaType)) return 'image'
  if (mediaType === 'application/pdf') return 'pdf'
  return /^text\/|[/+](json|xml|yaml|javascript|typescript|x-sh)\b/.test(mediaType)
    ? 'text'
    : 'other'
}
