import type { RunLogEntry } from './runLog.ts'

/**
 * Size of a batch, in UTF-16 units; a batch has at least one entry. It is small so that a slow reader
 * holds little memory.
 */
export const BATCH_SIZE = 32 * 1024

/** Returns the next batch for a reader: entries from the index `from` on, up to `BATCH_SIZE`. */
export function batchOf(entries: readonly RunLogEntry[], from: number): readonly RunLogEntry[] {
  const batch: RunLogEntry[] = []
  let size = 0
  for (let index = from; index < entries.length && size < BATCH_SIZE; index += 1) {
    const entry = entries[index]
    if (!entry) break
    batch.push(entry)
    size += entry.data.length
  }
  return batch
}
