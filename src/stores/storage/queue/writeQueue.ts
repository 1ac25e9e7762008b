import { mergeChanges, removalsOf, type ChatChanges } from './chatChanges.ts'
import type { Overlay } from './overlay.ts'

export interface WriteQueueOptions {
  write(chatId: string, changes: ChatChanges): Promise<void>
  /** A write failed; its changes stay in the queue until they are tried again. */
  onFailure(error: unknown): void
  /** All that waited is written. */
  onEmpty(): void
}

/**
 * Changes on their way to the database: one write at a time, and of what waits meanwhile only the newest
 * version of each row, so that an answer that grows faster than the disk writes never piles up.
 */
export interface WriteQueue {
  /** Resolves when the changes are written, or when that failed. */
  add(chatId: string, changes: ChatChanges): Promise<void>
  /** Tries again what failed. */
  retry(): Promise<void>
  /** Everything that is not written yet. */
  overlay(): Overlay
}

export function createWriteQueue({ write, onFailure, onEmpty }: WriteQueueOptions): WriteQueue {
  const waiting = new Map<string, ChatChanges>()
  /** The chats to be tried in this round; those that fail wait for the next one. */
  const due = new Set<string>()
  let underWay: readonly [string, ChatChanges] | undefined
  let round: Promise<void> | undefined

  /** Whatever failed before is tried first. */
  function retry(): Promise<void> {
    for (const chatId of waiting.keys()) due.add(chatId)
    if (due.size > 0) round ??= writeDue()
    return round ?? Promise.resolve()
  }

  async function writeDue(): Promise<void> {
    // What is added while this runs, it comes to as well.
    for (const chatId of due) {
      due.delete(chatId)
      await writeOne(chatId)
    }
    round = undefined
    if (waiting.size === 0) onEmpty()
  }

  async function writeOne(chatId: string): Promise<void> {
    const changes = waiting.get(chatId)
    if (!changes) return
    waiting.delete(chatId)
    underWay = [chatId, changes]
    try {
      await write(chatId, changes)
      // There may be room now for what there was none for.
      if (removalsOf(changes)) for (const other of waiting.keys()) due.add(other)
    } catch (error) {
      const newer = waiting.get(chatId)
      waiting.set(chatId, newer ? mergeChanges(changes, newer) : changes)
      onFailure(error)
    } finally {
      underWay = undefined
    }
  }

  return {
    add(chatId, changes) {
      waiting.set(chatId, mergeChanges(waiting.get(chatId), changes))
      return retry()
    },
    retry,
    overlay() {
      const all = new Map(waiting)
      if (underWay) {
        const [chatId, changes] = underWay
        const newer = waiting.get(chatId)
        all.set(chatId, newer ? mergeChanges(changes, newer) : changes)
      }
      return all
    },
  }
}
