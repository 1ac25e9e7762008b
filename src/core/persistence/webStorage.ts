import { parseJson } from '../jsonText.ts'
import type { ChatPersistence } from './chatPersistence.ts'

/** The part of `localStorage` that is used. */
export interface TextStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The event of a page when another tab changed its storage. A worker does not have its type. */
interface StorageChange {
  readonly key: string | null
  readonly newValue: string | null
  readonly storageArea: unknown
}

/** The options of `webStoragePersistence`. */
export interface WebStorageOptions {
  /**
   * `localStorage`, which all tabs share, `sessionStorage`, which one tab has until it is closed, or your own.
   * @default localStorage
   */
  storage?: TextStorage
  /** Prefix of the keys; the id of the chat follows. @default 'vue-chat-stream-chat:' */
  prefix?: string
  /**
   * The most bytes that one chat takes, counted as two for each UTF-16 unit of its JSON. Browsers allow about ten
   * million bytes for all keys of a site. Of a longer chat, the oldest messages are not stored.
   * @default 4_000_000
   */
  maxBytes?: number
}

/**
 * Stores chats as JSON in `localStorage`: synchronously, so that not even the text of the last moment is lost when a
 * page is closed. Use `indexedDBPersistence` for long chats and files. If the storage is full or blocked, the chat
 * continues, and `persistError` has the reason.
 *
 * @example
 * const chat = useChatStream({ url, id: 'support', persist: webStoragePersistence() })
 * @see https://html.spec.whatwg.org/multipage/webstorage.html
 */
export function webStoragePersistence({
  storage,
  prefix = 'vue-chat-stream-chat:',
  maxBytes = 4_000_000,
}: WebStorageOptions = {}): ChatPersistence {
  // Read it late: a server has no storage, and a browser that blocks site data throws.
  const getStorage = () =>
    storage ?? (globalThis as unknown as { localStorage: TextStorage }).localStorage
  return {
    maxBytes,
    load(id) {
      const text = getStorage().getItem(prefix + id)
      return text === null ? undefined : (parseJson(text) ?? text)
    },
    save: (id, snapshot) => getStorage().setItem(prefix + id, JSON.stringify(snapshot)),
    remove: (id) => getStorage().removeItem(prefix + id),
    // A message to another tab may arrive before what was stored; this event does not.
    subscribe(id, onStored) {
      const listener = (event: Event) => {
        const { key, newValue, storageArea } = event as unknown as StorageChange
        if (key === prefix + id && storageArea === getStorage()) onStored(newValue === null)
      }
      globalThis.addEventListener?.('storage', listener)
      return () => globalThis.removeEventListener?.('storage', listener)
    },
  }
}
