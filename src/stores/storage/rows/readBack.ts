import { readChatRow } from './chatRow.ts'
import { readMessageRow } from './messageRow.ts'
import type { Migration, RowCounts } from '../database/migrations.ts'
import { HISTORY, keysBelow, type ChatDatabase } from '../database/schema.ts'

const readers = { chats: readChatRow, messages: readMessageRow }

/**
 * Verifies that an upgrade lost nothing, and deletes the backup only then. It checks for a backup rather than
 * for an upgrade, because the page may have been closed between the upgrade and this check.
 *
 * An upgrade is correct if each store has as many rows as the migrations expect, and each row is either
 * readable or identical to its copy in the backup, so that deleting the copy loses nothing.
 *
 * @throws if the upgrade is not correct; the backup stays. A later version can repair the data with a migration
 * that reads the backup. Rows of an older version cannot simply be restored, because stores never return to an
 * older version.
 */
export async function readBack(
  database: ChatDatabase,
  migrations: readonly Migration[],
): Promise<void> {
  const [oldest] = await database.getAllKeys('backup', null, 1)
  if (!oldest) return
  const [version] = oldest

  const transaction = database.transaction([...HISTORY, 'backup'], 'readwrite')
  const { done } = transaction
  // The requests awaited below reject with the same failure, so ignore it here.
  done.catch(() => undefined)
  const backup = transaction.objectStore('backup')
  // Another tab may have verified the upgrade already.
  if ((await backup.count()) === 0) return

  const before = {
    chats: await backup.count(keysBelow(version, 'chats')),
    messages: await backup.count(keysBelow(version, 'messages')),
  }
  const expected = migrations
    .slice(version)
    .reduce<RowCounts>((counts, { expect }) => expect?.(counts) ?? counts, before)

  for (const name of HISTORY) {
    const store = transaction.objectStore(name)
    const count = await store.count()
    if (count !== expected[name]) {
      throw new Error(
        `The database upgrade left ${count} of ${expected[name]} rows in "${name}". The backup is kept.`,
      )
    }
    for await (const { value, primaryKey } of store) {
      if (readers[name](value)) continue
      if (!isSame(value, await backup.get([version, name, primaryKey]))) {
        throw new Error(`The database upgrade damaged rows in "${name}". The backup is kept.`)
      }
    }
  }
  await backup.clear()
  await done
}

function isSame(row: unknown, copy: unknown): boolean {
  try {
    return JSON.stringify(row) === JSON.stringify(copy)
  } catch {
    // A row with a circular reference was not written by this app.
    return false
  }
}
