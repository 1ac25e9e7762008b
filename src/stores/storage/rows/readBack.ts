import { readChatRow } from './chatRow.ts'
import { readMessageRow } from './messageRow.ts'
import type { Migration, RowCounts } from '../database/migrations.ts'
import { HISTORY, keysBelow, type ChatDatabase } from '../database/schema.ts'

const readers = { chats: readChatRow, messages: readMessageRow }

/**
 * Proves that an upgrade lost nothing, and drops the backup only then. It looks for a backup rather than for an
 * upgrade: the page may have gone away between the two.
 *
 * Right is: as many rows as the migrations expect, and each row can be read, or is just what it was before, so
 * that nothing is lost with its copy.
 *
 * @throws where it is not: the backup stays. A later version can mend it by a migration that reads the backup;
 * rows of an older version cannot simply be put back, as stores never return to an older version.
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
  // Whoever waits for a request below is told by that already.
  done.catch(() => undefined)
  const backup = transaction.objectStore('backup')
  // Another tab may have been faster.
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
      throw new Error(`The upgrade left ${count} ${name} of ${expected[name]}; the backup is kept.`)
    }
    for await (const { value, primaryKey } of store) {
      if (readers[name](value)) continue
      if (!isSame(value, await backup.get([version, name, primaryKey]))) {
        throw new Error(`The upgrade damaged rows of ${name}; the backup is kept.`)
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
    // A row with a circle in it was never one of ours.
    return false
  }
}
