import type { ChatPersistence } from './chatPersistence.ts'

/** The options of `indexedDBPersistence`. */
export interface IndexedDBOptions {
  /** Name of the database. It belongs to the chats only. @default 'vue-chat-stream-chats' */
  database?: string
  /**
   * The most bytes that one chat takes, counted as two for each UTF-16 unit of its JSON. Of a longer chat, the oldest
   * messages are not stored.
   * @default 20_000_000
   */
  maxBytes?: number
}

const STORE = 'chats'

/**
 * Stores chats in IndexedDB, which has room for long chats and files. Two tabs never write the same chat at the same
 * moment. If the database cannot be opened or written, the chat continues, and `persistError` has the reason.
 *
 * @example
 * const chat = useChatStream({ url, id: 'support', persist: indexedDBPersistence() })
 * @see https://w3c.github.io/IndexedDB/
 */
export function indexedDBPersistence({
  database = 'vue-chat-stream-chats',
  maxBytes = 20_000_000,
}: IndexedDBOptions = {}): ChatPersistence {
  let opening: Promise<IDBDatabase> | undefined
  const forget = () => (opening = undefined)

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const { result } = request
        // The browser closes a database whose data the user deletes.
        result.onclose = forget
        // Another tab deletes the database, or a later version of this code changes it.
        result.onversionchange = () => {
          forget()
          result.close()
        }
        resolve(result)
      }
    })
    opening.catch(forget)
    return opening
  }

  /** Resolves to the result of a request when its transaction is complete. */
  async function transact(
    mode: IDBTransactionMode,
    use: (store: IDBObjectStore) => IDBRequest | undefined,
  ): Promise<unknown> {
    const transaction = (await open()).transaction(STORE, mode)
    const request = use(transaction.objectStore(STORE))
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request?.result)
      // A full disk aborts the transaction, without an error of a request.
      transaction.onabort = () => reject(transaction.error)
    })
  }

  const save: ChatPersistence['save'] = async (id, snapshot) => {
    await transact('readwrite', (store) => store.put(toPlain(snapshot), id))
  }
  return {
    maxBytes,
    load: (id) => transact('readonly', (store) => store.get(id)),
    save,
    async remove(id) {
      await transact('readwrite', (store) => store.delete(id))
    },
    async update(id, change) {
      let failure: { readonly cause: unknown } | undefined
      await transact('readwrite', (store) => {
        const request = store.get(id)
        request.onsuccess = () => {
          try {
            const snapshot = change(request.result)
            if (snapshot) store.put(toPlain(snapshot), id)
            else store.delete(id)
          } catch (cause) {
            failure = { cause }
            store.transaction.abort()
          }
        }
        return request
      }).catch((thrown: unknown) => {
        throw failure ? failure.cause : thrown
      })
    },
  }
}

/** Returns a copy without proxies, such as those of a deep ref, and functions: IndexedDB cannot clone them. */
function toPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
