import type { IDBPDatabase } from 'idb'
import type { Migration, UpgradeTransaction } from './migrations.ts'
import { HISTORY } from './schema.ts'

/**
 * Brings a database from `oldVersion` to the newest one, after it copied all rows into the backup. It is all
 * one transaction: where it throws and that is aborted, nothing happened.
 */
export async function upgrade(
  database: IDBPDatabase,
  transaction: UpgradeTransaction,
  oldVersion: number,
  migrations: readonly Migration[],
): Promise<void> {
  if (oldVersion > 0) await backUp(transaction, oldVersion)
  for (const { migrate } of migrations.slice(oldVersion)) await migrate(database, transaction)
}

async function backUp(transaction: UpgradeTransaction, version: number): Promise<void> {
  const backup = transaction.objectStore('backup')
  // What was never proved to be right is no backup: the rows that are there are the last good ones.
  if ((await backup.count()) > 0) return
  for (const store of HISTORY) {
    for await (const { value, primaryKey } of transaction.objectStore(store)) {
      await backup.put(value, [version, store, primaryKey])
    }
  }
}
