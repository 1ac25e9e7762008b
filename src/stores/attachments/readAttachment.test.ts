import { describe, expect, test } from 'vitest'
import { decodeTextFile } from '../../core/presets/fileContent.ts'
import { LARGEST_IMAGE, LARGEST_TEXT } from './bounds.ts'
import { readAttachment } from './readAttachment.ts'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const GIF = [...new TextEncoder().encode('GIF89a')]

function fileOf(name: string, content: string | number[], type = '', length = 0): File {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const padded = new Uint8Array(Math.max(length, bytes.length))
  padded.set(bytes)
  return new File([padded], name, { type })
}

/** Stands in for a browser that can draw images, and makes them small. */
const toJpeg = async () => new Blob(['jpeg'], { type: 'image/jpeg' })
const unable = async () => Promise.reject(new Error('No picture'))

async function partOf(file: File, draw: (image: Blob) => Promise<Blob> = unable) {
  const { part, refusal } = await readAttachment(file, draw)
  if (!part) throw new Error(`Refused: ${refusal.reason}`)
  return part
}

describe('an image', () => {
  test('is recognized by its first bytes, not by its name', async () => {
    const part = await partOf(fileOf('photo.jpg', PNG, 'image/jpeg'))
    expect(part).toMatchObject({ mediaType: 'image/png', name: 'photo.jpg' })
    expect(part.url).toMatch(/^data:image\/png;base64,iVBORw/)
  })

  test('is scaled down if it is too large', async () => {
    const large = fileOf('photo.png', PNG, 'image/png', LARGEST_IMAGE + 1)
    expect(await partOf(large, toJpeg)).toMatchObject({
      mediaType: 'image/jpeg',
      name: 'photo.jpg',
    })
  })

  test('is refused if it is too large and animated, because scaling would lose the animation', async () => {
    const { refusal } = await readAttachment(
      fileOf('cat.gif', GIF, 'image/gif', LARGEST_IMAGE + 1),
      toJpeg,
    )
    expect(refusal).toEqual({ name: 'cat.gif', reason: 'large', limit: LARGEST_IMAGE })
  })

  test('of another format is converted if the browser can draw it', async () => {
    const tiff = fileOf('scan.tiff', [0x4d, 0x4d, 0, 0x2a], 'image/tiff')
    expect(await partOf(tiff, toJpeg)).toMatchObject({ name: 'scan.jpg' })
    expect((await readAttachment(tiff, unable)).refusal).toEqual({
      name: 'scan.tiff',
      reason: 'kind',
    })
  })
})

describe('a text file', () => {
  test.each([
    ['notes.md', 'text/markdown', 'text/markdown'],
    ['data.json', 'application/json', 'application/json'],
    ['drawing.svg', 'image/svg+xml', 'image/svg+xml'],
    ['code.rs', '', 'text/plain'],
    ['code.ts', 'video/mp2t', 'text/plain'],
  ])('%s of type %j is attached as %s', async (name, type, sent) => {
    const part = await partOf(fileOf(name, '中文 = "x"\n', type))
    expect(part.mediaType).toBe(sent)
    expect(decodeTextFile(part)).toBe('中文 = "x"\n')
  })

  test.each([
    ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, 0xe4, 0xb8, 0xad]],
    ['UTF-16', [0xff, 0xfe, 0x2d, 0x4e]],
    ['UTF-16 in big-endian order', [0xfe, 0xff, 0x4e, 0x2d]],
    ['GB 18030', [0xd6, 0xd0]],
  ])('is read in %s', async (_, bytes) => {
    expect(decodeTextFile(await partOf(fileOf('a.csv', bytes, 'text/csv')))).toBe('中')
  })

  test('is refused if it is too large', async () => {
    const { refusal } = await readAttachment(fileOf('log.txt', 'x'.repeat(LARGEST_TEXT + 1)))
    expect(refusal).toEqual({ name: 'log.txt', reason: 'large', limit: LARGEST_TEXT })
  })
})

describe('any other file', () => {
  test.each([
    ['empty.txt', [], 'empty'],
    ['music.mp3', [0x49, 0x44, 0x33, 4, 0, 0xff, 0xfb], 'kind'],
    ['archive.txt', [0x50, 0x4b, 3, 4, 0x14, 0], 'kind'],
  ])('%s is refused with a reason', async (name, bytes, reason) => {
    expect((await readAttachment(fileOf(name, bytes))).refusal).toEqual({ name, reason })
  })

  test('that cannot be read, like a folder, is refused', async () => {
    const folder = fileOf('folder', 'x')
    folder.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'))
    expect((await readAttachment(folder)).refusal).toEqual({ name: 'folder', reason: 'unreadable' })
  })

  test('that is a PDF is attached', async () => {
    expect(await partOf(fileOf('paper', '%PDF-1.7'))).toMatchObject({
      mediaType: 'application/pdf',
      name: 'paper',
    })
  })
})
