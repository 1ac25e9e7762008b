import type { DBSchema, IDBPDatabase } from 'idb'

/**
 * The object stores of version 1. Their rows are `unknown`, because another version of the app may have written
 * them: validate a row after reading it.
 */
export interface ChatSchema extends DBSchema {
  /** `ChatRow`s. */
  chats: { key: string; value: unknown }
  /** `MessageRow`s, by the ids of their chat and message. */
  messages: { key: [string, string]; value: unknown; indexes: { unfinished: 1 } }
  /**
   * Copies of the rows from before an upgrade, by the old version, their store and their key in it. The store
   * is empty unless an upgrade could not be verified.
   */
  backup: { key: [number, string, IDBValidKey]; value: unknown }
}

export type ChatDatabase = IDBPDatabase<ChatSchema>

/** The stores that hold the user's chats and messages. */
export const HISTORY = ['chats', 'messages'] as const

/**
 * Returns the range of all keys that begin with these values. The value after them may be anything but an array
 * of arrays.
 */
export function keysBelow(...values: readonly IDBValidKey[]): IDBKeyRange {
  // IndexedDB sorts arrays after all other keys, and an array of arrays after an array of anything else.
  return IDBKeyRange.bound([...values], [...values, [[]]])
}
