import type { RunLogEntry } from './runLog.ts'

/** How many UTF-16 units a reader gets at a time (or one entry), so that a slow one holds little. */
export const BATCH = 32 * 1024

/** The entries from the index `from` that a reader gets at a time. */
export function batchOf(entries: readonly RunLogEntry[], from: number): readonly RunLogEntry[] {
  const batch: RunLogEntry[] = []
  let size = 0
  for (let at = from; at < entries.length && size < BATCH; at += 1) {
    const entry = entries[at]
    if (!entry) break
    batch.push(entry)
    size += entry.data.length
  }
  return batch
}
