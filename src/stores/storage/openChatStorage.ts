import { removal, toChanges } from './queue/chatChanges.ts'
import { readChatRow } from './rows/chatRow.ts'
import { checkDelay } from './queue/checkDelay.ts'
import type { ChatStorage, StorageState } from './chatStorage.ts'
import { connect } from './database/databaseConnection.ts'
import { readMessageRow } from './rows/messageRow.ts'
import { migrations as appMigrations, type Migration } from './database/migrations.ts'
import { createRowReader } from './rowReader.ts'
import { asError, isQuotaError } from './rows/namedError.ts'
import { overChats, overMessages, overUnfinished } from './queue/overlay.ts'
import { keysBelow } from './database/schema.ts'
import { askToPersist, readUsage } from './database/storageUsage.ts'
import { keepUnwritten, writeUnwritten } from './queue/unwritten.ts'
import { writeChanges } from './queue/writeChanges.ts'
import { createWriteQueue } from './queue/writeQueue.ts'

export interface ChatStorageOptions {
  /**
   * Name of the database.
   *
   * @default 'vue-chat-stream'
   */
  readonly name?: string
  /**
   * The IndexedDB factory.
   *
   * @default the browser's `indexedDB`
   */
  readonly indexedDB?: IDBFactory
  /**
   * How long the database may take to open, in milliseconds, from 0. After that, changes are held in memory;
   * the database is still used if it opens later.
   *
   * @default 3000
   */
  readonly openTimeout?: number
  /**
   * The migrations up to the newest version.
   *
   * @default those of the app
   */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the storage of the chats. Returns immediately; the operations wait for the database.
 *
 * @throws {ChatStreamError} `argument` if an option is invalid; it throws no other error
 *
 * @example
 * const storage = openChatStorage()
 * storage.subscribe((state) => showNotice(state))
 * const chats = await storage.readChats()
 */
export function openChatStorage({
  name = 'vue-chat-stream',
  indexedDB,
  openTimeout = 3000,
  migrations = appMigrations,
}: ChatStorageOptions = {}): ChatStorage {
  checkDelay('openTimeout', openTimeout)
  const listeners = new Set<(state: StorageState) => void>()
  let state: StorageState = 'ok'
  let problem: Error | undefined

  function become(next: StorageState, why?: Error): void {
    problem = why
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener(state)
  }

  const queue = createWriteQueue({
    write: (chatId, changes) =>
      connection.use((database) => writeChanges(database, chatId, changes)),
    onFailure(error) {
      // The connection reports all other failures.
      if (isQuotaError(error)) become('full', asError(error))
    },
    onEmpty() {
      if (state === 'full') become('ok')
    },
  })

  const connection = connect({
    name,
    factory: indexedDB,
    openTimeout,
    migrations,
    onOpen() {
      // The disk may be as full as before.
      if (state !== 'full') become('ok')
      void queue.retry()
    },
    onFailure: become,
  })

  const reader = createRowReader(connection, queue)

  const storage: ChatStorage = {
    get state() {
      return state
    },
    get problem() {
      return problem
    },
    get unreadable() {
      return reader.unreadable()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async readChats() {
      const { rows, overlay } = await reader.read((database) => database.getAll('chats'))
      return overChats(reader.understood(rows, readChatRow), overlay)
    },
    async readMessages(chatId) {
      const { rows, overlay } = await reader.read((database) =>
        database.getAll('messages', keysBelow(chatId)),
      )
      const stored = reader.understood(rows, readMessageRow, chatId)
      return overMessages(stored, overlay.get(chatId))
    },
    async readUnfinished() {
      const { rows, overlay } = await reader.read((database) =>
        database.getAllKeysFromIndex('messages', 'unfinished'),
      )
      return overUnfinished(rows, overlay)
    },
    patchChat: (id, changes) => queue.add(id, toChanges({ chat: changes })),
    saveMessages: (chatId, changes) => queue.add(chatId, toChanges(changes)),
    removeChat(id) {
      reader.forget(id)
      return queue.add(id, removal)
    },
    async retry() {
      await connection.retry()
      await queue.retry()
    },
    keepUnwritten: () => keepUnwritten(queue.overlay()),
    writeUnwritten: () => writeUnwritten(storage),
    usage: readUsage,
    persist: askToPersist,
    async close() {
      await queue.retry()
      connection.close()
    },
  }
  return storage
}
