/** How many items a chunk of a growing list holds. */
export const CHUNK_SIZE = 32

/**
 * A list that only grows at its end, in pieces of {@link CHUNK_SIZE}.
 *
 * A full chunk is never made anew: whoever draws one piece a chunk can skip every piece but the last, by
 * comparing identities, however long the list has become.
 */
export type Chunks<T> = readonly (readonly T[])[]

/** The list with one more item: the last chunk is new, the full ones are the same. */
export function appended<T>(chunks: Chunks<T>, item: T): Chunks<T> {
  const last = chunks.at(-1)
  if (last === undefined || last.length === CHUNK_SIZE) return [...chunks, [item]]
  return [...chunks.slice(0, -1), [...last, item]]
}
