import type { FilePart } from '../core/index.ts'

/** Kind of a file. Only formats that every browser draws and that run no scripts are images. */
export type FileKind = 'image' | 'pdf' | 'text' | 'other'

/** Kind of a file as servers distinguish them. Every server accepts text: as a file, or inside the question. */
export type SentFileKind = Exclude<FileKind, 'other'>

/** Returns the kind of a file, based on its media type. */
export function fileKind({ mediaType }: Pick<FilePart, 'mediaType'>): FileKind {
  if (/^image\/(png|jpeg|webp|gif)$/.test(mediaType)) return 'image'
  if (mediaType === 'application/pdf') return 'pdf'
  return /^text\/|[/+](json|xml|yaml|javascript|typescript|x-sh)\b/.test(mediaType)
    ? 'text'
    : 'other'
}

/** Returns the kind as which a file is sent: everything but images and PDF files as text. */
export function sentFileKind(file: Pick<FilePart, 'mediaType'>): SentFileKind {
  const kind = fileKind(file)
  return kind === 'other' ? 'text' : kind
}
