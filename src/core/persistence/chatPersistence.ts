import type { ChatMessage } from '../messageTypes.ts'

/** A stored chat: plain data that survives `JSON.stringify` and `structuredClone`. */
export interface ChatSnapshot {
  /** The version of this form. A later version of the package may write another one. */
  readonly version: 1
  /** Milliseconds since 1970, as `Date.now()`. */
  readonly savedAt: number
  /** The messages that fit into `maxBytes`: the last question and its answer always do. */
  readonly messages: readonly ChatMessage[]
  /** Ids of messages that a tab removed, at most 1,000: other tabs remove them, too. @default none */
  readonly removed?: readonly string[]
}

/**
 * Where chats are stored, by their id: `webStoragePersistence()`, `indexedDBPersistence()`, or your own. Each
 * function may return its result or a promise. If it throws, the chat continues, and `persistError` has the cause.
 *
 * @example
 * const persist: ChatPersistence = {
 *   load: (id) => api.get(`/chats/${id}`),
 *   save: (id, snapshot) => api.put(`/chats/${id}`, snapshot),
 *   remove: (id) => api.delete(`/chats/${id}`),
 * }
 */
export interface ChatPersistence {
  /** Returns what `save` stored; undefined or null if there is nothing. The chat checks every field of it. */
  load(id: string): unknown
  /** Stores a chat, in place of what was stored for its id. */
  save(id: string, snapshot: ChatSnapshot): void | Promise<void>
  /** Removes a stored chat: `clear()` removed its messages. */
  remove(id: string): void | Promise<void>
  /**
   * Replaces a stored chat in one step that no other tab can interrupt: calls `change` with what `load` returns, and
   * stores the result, or removes the chat if the result is undefined.
   * @default `load`, then `save` or `remove`: enough if no two tabs write the same chat in the same moment
   */
  update?(id: string, change: (stored: unknown) => ChatSnapshot | undefined): void | Promise<void>
  /**
   * Calls `onStored` after another tab stored or removed the chat, when `load` returns the new state. Returns a function
   * that ends this.
   * @default a `BroadcastChannel` to the tabs of this browser
   */
  subscribe?(id: string, onStored: (isRemoved: boolean) => void): () => void
  /**
   * The most bytes that one chat takes, counted as two for each UTF-16 unit of its JSON. Of a longer chat, the oldest
   * messages are not stored.
   * @default 20_000_000
   */
  readonly maxBytes?: number
}
