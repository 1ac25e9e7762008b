import { mergeChanges, removalsOf, type ChatChanges } from './chatChanges.ts'
import type { Overlay } from './overlay.ts'

export interface WriteQueueOptions {
  write(chatId: string, changes: ChatChanges): Promise<void>
  /** Called when a write failed. Its changes stay in the queue until the next retry. */
  onFailure(error: unknown): void
  /** Called when the queue is empty: everything is written. */
  onEmpty(): void
}

/**
 * Queue of changes to the database. It runs one write at a time, and keeps only the newest version of each
 * waiting row, so that an answer that streams faster than the disk writes never piles up.
 */
export interface WriteQueue {
  /** Adds changes. Resolves when they are written, or when writing them failed. */
  add(chatId: string, changes: ChatChanges): Promise<void>
  /** Writes everything that waits, including changes whose write failed before. */
  retry(): Promise<void>
  /** Returns all changes that are not written yet, including those being written. */
  overlay(): Overlay
}

export function createWriteQueue({ write, onFailure, onEmpty }: WriteQueueOptions): WriteQueue {
  const waiting = new Map<string, ChatChanges>()
  /** Ids of the chats to write in this round; a chat whose write fails waits for the next round. */
  const due = new Set<string>()
  let beingWritten: readonly [string, ChatChanges] | undefined
  let round: Promise<void> | undefined

  /** Starts a round with all waiting chats; those that failed before are first. */
  function retry(): Promise<void> {
    for (const chatId of waiting.keys()) due.add(chatId)
    if (due.size > 0) round ??= writeDue()
    return round ?? Promise.resolve()
  }

  async function writeDue(): Promise<void> {
    // The loop also visits ids that are added to the set while it runs.
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
    beingWritten = [chatId, changes]
    try {
      await write(chatId, changes)
      // The removals may have made room for changes that did not fit before.
      if (removalsOf(changes)) for (const other of waiting.keys()) due.add(other)
    } catch (error) {
      const newer = waiting.get(chatId)
      waiting.set(chatId, newer ? mergeChanges(changes, newer) : changes)
      onFailure(error)
    } finally {
      beingWritten = undefined
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
      if (beingWritten) {
        const [chatId, changes] = beingWritten
        const newer = waiting.get(chatId)
        all.set(chatId, newer ? mergeChanges(changes, newer) : changes)
      }
      return all
    },
  }
}
