/** Number of items in a chunk of a growing list. */
export const CHUNK_SIZE = 32
/**
 * Number of blocks in one of the first pages of a document. The browser skips the layout of a whole page out of view.
 */
export const PAGE_SIZE = 8
/** Number of pages of that size. Every page has a fixed cost per frame, so later pages are larger. */
export const SMALL_PAGES = 8
/** Number of pages in one sheet. */
export const SHEET_SIZE = 16

/**
 * A list that grows only at its end, divided into chunks.
 *
 * A full chunk is never replaced. A component per chunk can therefore skip every chunk but the last by comparing
 * identities, no matter how long the list is.
 */
export type Chunks<T> = readonly (readonly T[])[]

/** Returns the list with one more item. The last chunk is new; the full chunks are the same objects. */
export const appended = <T>(chunks: Chunks<T>, item: T): Chunks<T> =>
  append(chunks, item, CHUNK_SIZE)

/** Works like {@link appended}, for the pages of a document. */
export const appendedToPages = <T>(pages: Chunks<T>, block: T): Chunks<T> =>
  append(pages, block, pages.length <= SMALL_PAGES ? PAGE_SIZE : CHUNK_SIZE)

function append<T>(chunks: Chunks<T>, item: T, size: number): Chunks<T> {
  const last = chunks.at(-1)
  if (last === undefined || last.length === size) return [...chunks, [item]]
  return [...chunks.slice(0, -1), [...last, item]]
}

/** Groups the pages of a document into sheets. */
export function groupIntoSheets<T>(pages: Chunks<T>): readonly Chunks<T>[] {
  const count = Math.ceil(pages.length / SHEET_SIZE)
  return Array.from({ length: count }, (_, index) =>
    pages.slice(index * SHEET_SIZE, (index + 1) * SHEET_SIZE),
  )
}
