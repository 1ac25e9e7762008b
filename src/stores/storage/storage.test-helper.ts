import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { onTestFinished, vi } from 'vitest'
import type { ChatMessage } from '../../core/index.ts'
import type { ChatStorage, PlacedMessage } from './chatStorage.ts'
import { openChatStorage, type ChatStorageOptions } from './openChatStorage.ts'

/** Creates the databases of one browser, which the pages and tabs of a test share. */
export function createBrowser() {
  const indexedDB = new IDBFactory()

  /** Opens the storage as another tab does, or as the page does after a reload. */
  function open(options: ChatStorageOptions = {}): ChatStorage {
    const storage = openChatStorage({ indexedDB, ...options })
    onTestFinished(() => storage.close())
    return storage
  }

  /** Opens the database directly, without the storage. */
  function openRaw(version?: number): Promise<IDBDatabase> {
    return resultOf(indexedDB.open('vue-chat-stream', version))
  }

  /** Returns all rows of an object store. */
  async function rowsOf(store: string): Promise<unknown[]> {
    const database = await openRaw()
    const rows = await resultOf(database.transaction(store).objectStore(store).getAll())
    database.close()
    return rows
  }

  /** Writes a row unchanged, without any checks. */
  async function putRaw(store: string, row: unknown): Promise<void> {
    const database = await openRaw()
    await resultOf(database.transaction(store, 'readwrite').objectStore(store).put(row))
    database.close()
  }
  return { indexedDB, open, openRaw, rowsOf, putRaw }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Creates a chat, so that messages can be written to it. */
export async function createChat(storage: ChatStorage, id = 'chat', title = 'Title') {
  await storage.patchChat(id, { title, createdAt: 1 })
}

export function message(id: string, text = id, rest: Partial<ChatMessage> = {}): ChatMessage {
  return { id, role: 'user', parts: [{ type: 'text', text }], createdAt: 1, ...rest }
}

/** Creates an answer; without an outcome it is still streaming. */
export function answer(id: string, text: string, rest: Partial<ChatMessage> = {}): ChatMessage {
  return message(id, text, { role: 'assistant', ...rest })
}

/** Gives messages ascending positions, as `saveMessages` expects. */
export function placed(...messages: readonly ChatMessage[]): readonly PlacedMessage[] {
  return messages.map((one, index) => ({ position: index + 1, message: one }))
}

/** Returns the texts of a chat's messages, in their order. */
export async function textsOf(storage: ChatStorage, chatId = 'chat'): Promise<string[]> {
  const messages = await storage.readMessages(chatId)
  return messages.map(({ message: { parts } }) =>
    parts.map((part) => (part.type === 'text' ? part.text : part.type)).join(''),
  )
}

/** Counts how often a row is put into a store. */
export function countPuts(store: string): () => number {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put')
  onTestFinished(() => put.mockRestore())
  return () =>
    put.mock.contexts.filter((one) => one instanceof IDBObjectStore && one.name === store).length
}

/**
 * Simulates a full disk. Browsers report it either at the request that does not fit, or at commit, by aborting
 * the transaction after all requests have succeeded.
 *
 * @returns a function that frees the space again
 */
export function fillDisk(
  form: 'request' | 'commit',
  isFull: (row: unknown) => boolean = () => true,
): () => void {
  const original = IDBObjectStore.prototype.put
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    if (!isFull(args[0])) return original.apply(this, args)
    // fake-indexeddb has no public API that makes a request or a transaction fail with a given error name.
    const transaction = this.transaction as IDBTransaction & {
      _execRequestAsync(request: object): IDBRequest<IDBValidKey>
      _abort(name: string): void
    }
    if (form === 'request') {
      const operation = () => {
        throw new DOMException('', 'QuotaExceededError')
      }
      return transaction._execRequestAsync({ source: this, operation })
    }
    const request = original.apply(this, args)
    request.addEventListener('success', () => transaction._abort('QuotaExceededError'))
    return request
  })
  onTestFinished(() => put.mockRestore())
  return () => put.mockRestore()
}
