import { checkOption } from '../core/internal.ts'
import { createRandom } from './random.ts'
import { sizeOf, type TimedBytes } from './timedBytes.ts'

/** The sizes of pieces, in bytes. `largest` is 64 where it is not given. */
export type Chunk =
  number | readonly number[] | { readonly seed: number; readonly largest?: number }

/** @throws {ChatStreamError} `argument` for sizes that are none */
export function checkChunk(chunk: Chunk): void {
  const sizes =
    typeof chunk === 'number' ? [chunk] : isList(chunk) ? chunk : [chunk.largest ?? LARGEST]
  const isRight = sizes.length > 0 && sizes.every((size) => size >= 1)
  checkOption('chunk', sizes, isRight, 'sizes from 1 byte')
  if (typeof chunk !== 'number' && !isList(chunk)) {
    checkOption('chunk.seed', chunk.seed, Number.isInteger(chunk.seed), 'a whole number')
  }
}

const LARGEST = 64

/** The same bytes in other pieces. Each comes when the last of its bytes did. */
export function rechunk(pieces: readonly TimedBytes[], chunk: Chunk): TimedBytes[] {
  const all = new Uint8Array(sizeOf(pieces))
  const ends: number[] = []
  for (const { bytes } of pieces) {
    const from = ends.at(-1) ?? 0
    all.set(bytes, from)
    ends.push(from + bytes.byteLength)
  }

  const chunks: TimedBytes[] = []
  const nextSize = sizesOf(chunk)
  let source = 0
  for (let from = 0; from < all.byteLength;) {
    const to = Math.min(all.byteLength, from + nextSize())
    while ((ends[source] ?? Infinity) < to) source += 1
    chunks.push({ at: pieces[source]?.at ?? 0, bytes: all.slice(from, to) })
    from = to
  }
  return chunks
}

function sizesOf(chunk: Chunk): () => number {
  if (typeof chunk === 'number') return () => Math.floor(chunk)
  if (isList(chunk)) {
    let turn = 0
    return () => Math.floor(chunk[turn++ % chunk.length] ?? 1)
  }
  const { seed, largest = LARGEST } = chunk
  const random = createRandom(seed)
  return () => 1 + Math.floor(random() * largest)
}

/** `Array.isArray` alone does not tell a list that is for reading. */
function isList(chunk: Chunk): chunk is readonly number[] {
  return Array.isArray(chunk)
}
