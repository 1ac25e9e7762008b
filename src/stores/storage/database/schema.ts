import type { DBSchema, IDBPDatabase } from 'idb'

/**
 * The object stores of version 1. Their rows are `unknown`, as another version may have written them: whoever
 * reads one checks it.
 */
export interface ChatSchema extends DBSchema {
  /** `ChatRow`s. */
  chats: { key: string; value: unknown }
  /** `MessageRow`s by the chat's id and their own. */
  messages: { key: [string, string]; value: unknown; indexes: { unfinished: 1 } }
  /**
   * Rows as they were before an upgrade, by the version they come from, their store and their key in it. It
   * is empty unless an upgrade was not proved to be right.
   */
  backup: { key: [number, string, IDBValidKey]; value: unknown }
}

export type ChatDatabase = IDBPDatabase<ChatSchema>

/** The stores that hold what people wrote and got. */
export const HISTORY = ['chats', 'messages'] as const

/** All keys that begin with these values: the next value of a key may be anything but a list of lists. */
export function keysBelow(...values: readonly IDBValidKey[]): IDBKeyRange {
  // Lists come after all other keys, and a list of lists after a list of anything else.
  return IDBKeyRange.bound([...values], [...values, [[]]])
}
