import { expect, test } from 'vitest'
import {
  appended,
  appendedToPages,
  CHUNK_SIZE,
  PAGE_SIZE,
  SMALL_PAGES,
  type Chunks,
} from './chunks.ts'

function sizesOf(append: typeof appended<number>, count: number): number[] {
  let chunks: Chunks<number> = []
  for (let item = 0; item < count; item += 1) chunks = append(chunks, item)
  expect(chunks.flat()).toEqual(Array.from({ length: count }, (_, item) => item))
  return chunks.map(({ length }) => length)
}

test('a list grows in chunks of one size', () => {
  expect(sizesOf(appended, 2 * CHUNK_SIZE + 1)).toEqual([CHUNK_SIZE, CHUNK_SIZE, 1])
})

test('a document grows in small pages first', () => {
  const small = Array.from({ length: SMALL_PAGES }, () => PAGE_SIZE)
  expect(sizesOf(appendedToPages, SMALL_PAGES * PAGE_SIZE + CHUNK_SIZE + 1)).toEqual([
    ...small,
    CHUNK_SIZE,
    1,
  ])
})

test.each([appended, appendedToPages])('full chunks stay the same arrays', (append) => {
  let chunks: Chunks<number> = []
  for (let item = 0; item < 200; item += 1) chunks = append(chunks, item)
  const [first, second] = chunks
  chunks = append(chunks, 200)
  expect(chunks[0]).toBe(first)
  expect(chunks[1]).toBe(second)
})
