/** How many items a chunk of a growing list holds. */
export const CHUNK_SIZE = 32
/** How many blocks one of the first pages of a document holds; a page out of sight is passed over as a whole. */
export const PAGE_SIZE = 8
/** How many pages are of that size. Each page has a cost of its own in every frame, so the later ones are larger. */
export const SMALL_PAGES = 8
/** How many pages lie in one sheet. */
export const SHEET_SIZE = 16

/**
 * A list that only grows at its end, in pieces.
 *
 * A full chunk is never made anew: whoever draws one piece a chunk can skip every piece but the last, by
 * comparing identities, however long the list has become.
 */
export type Chunks<T> = readonly (readonly T[])[]

/** The list with one more item: the last chunk is new, the full ones are the same. */
export const appended = <T>(chunks: Chunks<T>, item: T): Chunks<T> =>
  append(chunks, item, CHUNK_SIZE)

/** The same for the blocks of a document. */
export const appendedToPages = <T>(pages: Chunks<T>, block: T): Chunks<T> =>
  append(pages, block, pages.length <= SMALL_PAGES ? PAGE_SIZE : CHUNK_SIZE)

function append<T>(chunks: Chunks<T>, item: T, size: number): Chunks<T> {
  const last = chunks.at(-1)
  if (last === undefined || last.length === size) return [...chunks, [item]]
  return [...chunks.slice(0, -1), [...last, item]]
}

/** The pages of a document by sheets. */
export function inSheets<T>(pages: Chunks<T>): readonly Chunks<T>[] {
  const count = Math.ceil(pages.length / SHEET_SIZE)
  return Array.from({ length: count }, (_, index) =>
    pages.slice(index * SHEET_SIZE, (index + 1) * SHEET_SIZE),
  )
}
