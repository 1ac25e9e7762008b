import type { IDBPDatabase } from 'idb'
import type { Migration, UpgradeTransaction } from './migrations.ts'
import { HISTORY } from './schema.ts'

/**
 * Copies all rows into the backup, then upgrades the database from `oldVersion` to the newest version. All of
 * this happens in one transaction: if it throws and the caller aborts the transaction, nothing has changed.
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
  // A backup that still exists belongs to an upgrade that was never verified. Keep it: its rows are the last
  // known good ones, the current rows may be damaged.
  if ((await backup.count()) > 0) return
  for (const store of HISTORY) {
    for await (const { value, primaryKey } of transaction.objectStore(store)) {
      await backup.put(value, [version, store, primaryKey])
    }
  }
}
