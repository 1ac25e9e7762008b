import type { IDBPDatabase, IDBPTransaction } from 'idb'
import type { HISTORY } from './schema.ts'

/** The transaction of an upgrade, which covers every object store. */
export type UpgradeTransaction = IDBPTransaction<unknown, string[], 'versionchange'>

/** Number of rows in each store. */
export type RowCounts = Readonly<Record<(typeof HISTORY)[number], number>>

/** One step from a version of the database to the next one. */
export interface Migration {
  /**
   * Changes stores and rows. It may only await requests of this transaction: during any other wait the browser
   * commits what has been done so far. It must leave a row that it does not understand unchanged. If it throws,
   * the whole upgrade is undone.
   */
  migrate(database: IDBPDatabase, transaction: UpgradeTransaction): void | Promise<void>
  /**
   * Returns how many rows each store must have after the migration.
   *
   * @default the same number as before
   */
  expect?(before: RowCounts): RowCounts
}

/**
 * All migrations. The one at index n upgrades from version n to n + 1; version 0 is an empty database. Never
 * change a released migration: append a new one.
 */
export const migrations: readonly Migration[] = [
  {
    migrate(database) {
      database.createObjectStore('chats', { keyPath: 'id' })
      database
        .createObjectStore('messages', { keyPath: ['chatId', 'message.id'] })
        // A sparse index: it does not contain rows without the field.
        .createIndex('unfinished', 'unfinished')
      database.createObjectStore('backup')
    },
  },
]
