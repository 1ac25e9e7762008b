import { removal, toChanges } from './queue/chatChanges.ts'
import { readChatRow } from './rows/chatRow.ts'
import { checkDelay } from './queue/checkDelay.ts'
import type { ChatStorage, StorageState } from './chatStorage.ts'
import { connect } from './database/databaseConnection.ts'
import { readMessageRow } from './rows/messageRow.ts'
import { migrations as ownMigrations, type Migration } from './database/migrations.ts'
import { asError, isQuotaError } from './rows/namedError.ts'
import { overChats, overMessages, overUnfinished, type Overlay } from './queue/overlay.ts'
import { keysBelow, type ChatDatabase } from './database/schema.ts'
import { askToPersist, readUsage } from './database/storageUsage.ts'
import { keepUnwritten, writeUnwritten } from './queue/unwritten.ts'
import { writeChanges } from './queue/writeChanges.ts'
import { createWriteQueue } from './queue/writeQueue.ts'

export interface ChatStorageOptions {
  /**
   * The database's name.
   *
   * @default 'vue-chat-stream'
   */
  readonly name?: string
  /**
   * Where databases come from.
   *
   * @default the browser's own IndexedDB
   */
  readonly indexedDB?: IDBFactory
  /**
   * How long the database may take to answer, in milliseconds, from 0. After that the chat goes on in memory;
   * where the database answers later, it is taken after all.
   *
   * @default 3000
   */
  readonly openTimeout?: number
  /**
   * The steps to the newest version.
   *
   * @default those of the app
   */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the history of chats. It returns at once; its operations wait for the database.
 *
 * @throws {ChatStreamError} `argument` where an option is wrong, and never anything else
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
  migrations = ownMigrations,
}: ChatStorageOptions = {}): ChatStorage {
  checkDelay('openTimeout', openTimeout)
  const listeners = new Set<(state: StorageState) => void>()
  /** How many rows could not be understood, by what was read. */
  const unreadable = new Map<string | undefined, number>()
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
      // Of all other failures the connection tells.
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
      // There may be as little room as before.
      if (state !== 'full') become('ok')
      void queue.retry()
    },
    onFailure: become,
  })

  /** What the database tells; nothing where it cannot be had, of which the connection tells. */
  function stored<T>(
    read: (database: ChatDatabase) => Promise<readonly T[]>,
  ): Promise<{ readonly rows: readonly T[]; readonly overlay: Overlay }> {
    return connection
      .use(async (database) => {
        // Before the reading begins: what is written meanwhile would be in neither of the two afterwards.
        const overlay = queue.overlay()
        return { rows: await read(database), overlay }
      })
      .catch(() => ({ rows: [], overlay: queue.overlay() }))
  }

  /** Passes over the rows that cannot be understood, and counts them. */
  function understood<T>(
    rows: readonly unknown[],
    read: (row: unknown) => T | undefined,
    chatId?: string,
  ): readonly T[] {
    const good = rows.map(read).filter((row) => row !== undefined)
    unreadable.set(chatId, rows.length - good.length)
    return good
  }

  const storage: ChatStorage = {
    get state() {
      return state
    },
    get problem() {
      return problem
    },
    get unreadable() {
      return [...unreadable.values()].reduce((sum, count) => sum + count, 0)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async readChats() {
      const { rows, overlay } = await stored((database) => database.getAll('chats'))
      return overChats(understood(rows, readChatRow), overlay)
    },
    async readMessages(chatId) {
      const { rows, overlay } = await stored((database) =>
        database.getAll('messages', keysBelow(chatId)),
      )
      return overMessages(understood(rows, readMessageRow, chatId), overlay.get(chatId))
    },
    async readUnfinished() {
      const { rows, overlay } = await stored((database) =>
        database.getAllKeysFromIndex('messages', 'unfinished'),
      )
      return overUnfinished(rows, overlay)
    },
    patchChat: (id, changes) => queue.add(id, toChanges({ chat: changes })),
    saveMessages: (chatId, changes) => queue.add(chatId, toChanges(changes)),
    removeChat(id) {
      unreadable.delete(id)
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
