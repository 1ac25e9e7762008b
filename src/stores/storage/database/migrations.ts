import type { IDBPDatabase, IDBPTransaction } from 'idb'
import type { HISTORY } from './schema.ts'

/** The transaction of an upgrade: it reaches every store. */
export type UpgradeTransaction = IDBPTransaction<unknown, string[], 'versionchange'>

/** How many rows each store has. */
export type RowCounts = Readonly<Record<(typeof HISTORY)[number], number>>

/** One step from a version of the database to the next. */
export interface Migration {
  /**
   * Changes stores and rows. It may wait for requests of this transaction alone: during any other wait the
   * browser commits what is done so far. A row that it does not understand has to stay as it is. Where it
   * throws, the database stays as it was.
   */
  migrate(database: IDBPDatabase, transaction: UpgradeTransaction): void | Promise<void>
  /**
   * How many rows there have to be afterwards.
   *
   * @default as many as before
   */
  expect?(before: RowCounts): RowCounts
}

/**
 * The migration at index n leads from version n to n + 1, and from version 0, at which there is nothing. What
 * was released is never changed: what comes next is added.
 */
export const migrations: readonly Migration[] = [
  {
    migrate(database) {
      database.createObjectStore('chats', { keyPath: 'id' })
      database
        .createObjectStore('messages', { keyPath: ['chatId', 'message.id'] })
        // Sparse: rows without the field are not in it.
        .createIndex('unfinished', 'unfinished')
      database.createObjectStore('backup')
    },
  },
]
