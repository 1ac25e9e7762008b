import { type FilePart, toFilePart } from '../../core/index.ts'
import { LARGEST_IMAGE, LARGEST_PDF, LARGEST_SOURCE, LARGEST_TEXT } from './bounds.ts'
import { contentKind } from './contentKind.ts'
import { readText } from './readText.ts'
import { toJpeg as drawJpeg } from './toJpeg.ts'

/**
 * Why a file was not attached.
 *
 * - `kind`: it is neither an image nor text nor a PDF.
 * - `empty`, `unreadable`: it has no content, or cannot be read, like a folder.
 * - `large`: it is larger than `limit` bytes.
 * - `many`: the question already has `limit` files.
 * - `much`: all files together would be larger than `limit` bytes.
 */
export interface Refusal {
  readonly name: string
  readonly reason: 'kind' | 'empty' | 'unreadable' | 'large' | 'many' | 'much'
  readonly limit?: number
}

export type Reading =
  | { readonly part: FilePart; readonly refusal?: undefined }
  | { readonly part?: undefined; readonly refusal: Refusal }

/**
 * Reads a file and detects its type from its content, regardless of its name. Converts an image to JPEG if it
 * is too large or in a format that servers do not accept.
 *
 * @param toJpeg - converts an image to JPEG; by default with the browser's canvas, which does not exist outside
 * browsers
 */
export async function readAttachment(file: File, toJpeg = drawJpeg): Promise<Reading> {
  const name = file.name.trim() || file.type || '?'
  const refuse = (reason: Refusal['reason'], limit?: number): Reading => ({
    refusal: limit === undefined ? { name, reason } : { name, reason, limit },
  })
  const attach = async (content: BlobPart, type: string, called = name): Promise<Reading> => ({
    part: await toFilePart(new File([content], called, { type })),
  })

  if (file.size === 0) return refuse('empty')
  if (file.size > LARGEST_SOURCE) return refuse('large', LARGEST_SOURCE)
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return refuse('unreadable')
  }

  const kind = contentKind(bytes)
  if (kind === 'application/pdf') {
    return bytes.length > LARGEST_PDF ? refuse('large', LARGEST_PDF) : attach(bytes, kind)
  }
  const isFit = kind !== undefined && bytes.length <= LARGEST_IMAGE
  if (isFit) return attach(bytes, kind)
  // An animated image would lose its animation.
  if (kind === 'image/gif') return refuse('large', LARGEST_IMAGE)
  const isPicture = kind !== undefined || /^image\/(?!svg)/.test(file.type)
  if (isPicture) {
    const jpeg = await toJpeg(new Blob([bytes], { type: kind ?? file.type })).catch(() => undefined)
    if (!jpeg) return refuse(kind ? 'unreadable' : 'kind')
    if (jpeg.size > LARGEST_IMAGE) return refuse('large', LARGEST_IMAGE)
    return attach(jpeg, 'image/jpeg', `${name.replace(/\.\w+$/, '')}.jpg`)
  }

  const isSaidText = /^text\/|[/+](json|xml)$/.test(file.type) || /\.(txt|md|csv)$/i.test(name)
  const text = readText(bytes, isSaidText)
  if (text === undefined) return refuse('kind')
  if (bytes.length > LARGEST_TEXT) return refuse('large', LARGEST_TEXT)
  // Any other declared type would hide from the server that this is text, for example that of a .ts file, which
  // is a video type.
  return attach(text, isSaidText && file.type ? file.type : 'text/plain')
}
