import { checkOption } from '../../core/internal.ts'
import { createRandom } from '../random.ts'
import { countBytes, type TimedBytes } from '../tape/timedBytes.ts'

/** The sizes of pieces, in bytes. `largest` defaults to 64. */
export type Chunk =
  number | readonly number[] | { readonly seed: number; readonly largest?: number }

/** @throws {ChatStreamError} of kind `argument` for an invalid size or seed */
export function checkChunk(chunk: Chunk): void {
  const sizes =
    typeof chunk === 'number'
      ? [chunk]
      : isSizeList(chunk)
        ? chunk
        : [chunk.largest ?? DEFAULT_LARGEST]
  const isValid = sizes.length > 0 && sizes.every((size) => size >= 1)
  checkOption('chunk', sizes, isValid, 'sizes of at least 1 byte')
  if (typeof chunk !== 'number' && !isSizeList(chunk)) {
    checkOption('chunk.seed', chunk.seed, Number.isInteger(chunk.seed), 'a whole number')
  }
}

const DEFAULT_LARGEST = 64

/** Splits the same bytes into other pieces. Each piece gets the time when its last byte arrived. */
export function rechunk(pieces: readonly TimedBytes[], chunk: Chunk): TimedBytes[] {
  const all = new Uint8Array(countBytes(pieces))
  const ends: number[] = []
  for (const { bytes } of pieces) {
    const from = ends.at(-1) ?? 0
    all.set(bytes, from)
    ends.push(from + bytes.byteLength)
  }

  const chunks: TimedBytes[] = []
  const nextSize = createSizeSequence(chunk)
  let pieceIndex = 0
  for (let from = 0; from < all.byteLength;) {
    const to = Math.min(all.byteLength, from + nextSize())
    while ((ends[pieceIndex] ?? Infinity) < to) pieceIndex += 1
    chunks.push({ at: pieces[pieceIndex]?.at ?? 0, bytes: all.slice(from, to) })
    from = to
  }
  return chunks
}

function createSizeSequence(chunk: Chunk): () => number {
  if (typeof chunk === 'number') return () => Math.floor(chunk)
  if (isSizeList(chunk)) {
    let index = 0
    return () => Math.floor(chunk[index++ % chunk.length] ?? 1)
  }
  const { seed, largest = DEFAULT_LARGEST } = chunk
  const random = createRandom(seed)
  return () => 1 + Math.floor(random() * largest)
}

/** `Array.isArray` does not narrow to a readonly array. */
function isSizeList(chunk: Chunk): chunk is readonly number[] {
  return Array.isArray(chunk)
}
