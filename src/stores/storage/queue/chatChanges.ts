import type { ChatPatch, MessageChanges, PlacedMessage } from '../chatStorage.ts'

/** Changes of one chat that wait to be written: removals first, then the rest. */
export interface ChatChanges {
  /** Whether the chat is removed with all its messages. The patch may create it again afterwards. */
  readonly isRemoved: boolean
  readonly patch: ChatPatch
  /** Messages to write, by their ids. */
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

/** Merges two changes into one that has the newest version of each row. */
export function mergeChanges(older: ChatChanges | undefined, newer: ChatChanges): ChatChanges {
  if (!older || newer.isRemoved) return newer
  const patch = { ...older.patch, ...newer.patch }
  // A removed chat stays removed, even if another tab still writes to it, unless a patch creates it again.
  if (older.isRemoved && patch.createdAt === undefined) return older
  const put = new Map(older.put)
  for (const id of newer.remove) put.delete(id)
  for (const [id, placed] of newer.put) put.set(id, placed)
  // A message that is removed and then written again is replaced, not removed.
  const remove = [...older.remove, ...newer.remove].filter((id) => !put.has(id))
  return { isRemoved: older.isRemoved, patch, put, remove: new Set(remove) }
}

/** Returns only the removals, which free space; undefined if there are none. */
export function removalsOf({ isRemoved, remove }: ChatChanges): ChatChanges | undefined {
  return isRemoved || remove.size > 0 ? { ...removal, isRemoved, remove } : undefined
}
