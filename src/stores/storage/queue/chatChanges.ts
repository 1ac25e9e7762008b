import type { ChatPatch, MessageChanges, PlacedMessage } from '../chatStorage.ts'

/** What is to be written of one chat: first the removals, then the rest. */
export interface ChatChanges {
  /** The chat goes with all its messages. It may come into being again by the patch. */
  readonly isRemoved: boolean
  readonly patch: ChatPatch
  /** By the message's id. */
  readonly put: ReadonlyMap<string, PlacedMessage>
  readonly remove: ReadonlySet<string>
}

export const removal: ChatChanges = {
  isRemoved: true,
  patch: {},
  put: new Map(),
  remove: new Set(),
}

export function toChanges({ put = [], remove = [], chat = {} }: MessageChanges): ChatChanges {
  return {
    isRemoved: false,
    patch: chat,
    put: new Map(put.map((placed) => [placed.message.id, placed])),
    remove: new Set(remove),
  }
}

/** Both changes as one, of which the newest version of each row is left. */
export function mergeChanges(older: ChatChanges | undefined, newer: ChatChanges): ChatChanges {
  if (!older || newer.isRemoved) return newer
  const patch = { ...older.patch, ...newer.patch }
  // A chat that was removed and not created again stays so, whatever is still written to it.
  if (older.isRemoved && patch.createdAt === undefined) return older
  const put = new Map(older.put)
  for (const id of newer.remove) put.delete(id)
  for (const [id, placed] of newer.put) put.set(id, placed)
  // A row that was removed and is put again is replaced.
  const remove = [...older.remove, ...newer.remove].filter((id) => !put.has(id))
  return { isRemoved: older.isRemoved, patch, put, remove: new Set(remove) }
}

/** The part of changes that makes room; undefined where there is none. */
export function removalsOf({ isRemoved, remove }: ChatChanges): ChatChanges | undefined {
  return isRemoved || remove.size > 0 ? { ...removal, isRemoved, remove } : undefined
}
