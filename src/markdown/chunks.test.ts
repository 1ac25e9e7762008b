import { expect, test } from 'vitest'
import {
  appended,
  appendedToPages,
  CHUNK_SIZE,
  groupIntoSheets,
  PAGE_SIZE,
  SHEET_SIZE,
  SMALL_PAGES,
  type Chunks,
} from './chunks.ts'

function sizesOf(append: typeof appended<number>, count: number): number[] {
  let chunks: Chunks<number> = []
  for (let item = 0; item < count; item += 1) chunks = append(chunks, item)
  expect(chunks.flat()).toEqual(Array.from({ length: count }, (_, item) => item))
  return chunks.map(({ length }) => length)
}

test('appended() fills chunks of equal size', () => {
  expect(sizesOf(appended, 2 * CHUNK_SIZE + 1)).toEqual([CHUNK_SIZE, CHUNK_SIZE, 1])
})

test('appendedToPages() fills small pages first', () => {
  const small = Array.from({ length: SMALL_PAGES }, () => PAGE_SIZE)
  expect(sizesOf(appendedToPages, SMALL_PAGES * PAGE_SIZE + CHUNK_SIZE + 1)).toEqual([
    ...small,
    CHUNK_SIZE,
    1,
  ])
})

test.each([appended, appendedToPages])(
  'full chunks stay the same arrays when an item is appended',
  (append) => {
    let chunks: Chunks<number> = []
    for (let item = 0; item < 200; item += 1) chunks = append(chunks, item)
    const [first, second] = chunks
    chunks = append(chunks, 200)
    expect(chunks[0]).toBe(first)
    expect(chunks[1]).toBe(second)
  },
)

test.each([
  ['no sheets for no pages', 0, []],
  ['one sheet for one page', 1, [1]],
  ['one full sheet', SHEET_SIZE, [SHEET_SIZE]],
  ['a second sheet for one more page', SHEET_SIZE + 1, [SHEET_SIZE, 1]],
])('groupIntoSheets() returns %s', (_, count, sizes) => {
  const pages = Array.from({ length: count }, (_item, index) => [index])
  const sheets = groupIntoSheets(pages)
  expect(sheets.flat()).toEqual(pages)
  expect(sheets.map(({ length }) => length)).toEqual(sizes)
})
