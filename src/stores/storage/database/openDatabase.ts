import { wrap } from 'idb'
import { getDatabases } from '../siteData.ts'
import { abort } from './abort.ts'
import type { Migration } from './migrations.ts'
import { readBack } from '../rows/readBack.ts'
import type { ChatDatabase } from './schema.ts'
import { upgrade } from './upgrade.ts'

export interface OpenDatabaseOptions {
  readonly name: string
  /** The browser's own, unless it is given. */
  readonly factory: IDBFactory | undefined
  /** Their number is the version that is opened. */
  readonly migrations: readonly Migration[]
  /** The database has answered, and is being brought to this version, however long that takes. */
  onUpgrade(): void
  /** Another tab opens a newer version. This connection is closed by then, as that tab waits for it. */
  onOutdated(): void
}

/**
 * Opens the database, brings it to the newest version and proves that nothing was lost.
 *
 * @throws whatever the browser or a migration throws; the data are as they were then
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<ChatDatabase> {
  const { name, migrations } = options
  // Not `openDB` of idb, which asks the global factory alone and lets an upgrade that failed pass.
  const factory = options.factory ?? getDatabases()
  if (!factory) throw new Error('This browser gives no IndexedDB to this page.')
  const request = factory.open(name, migrations.length)

  let failure: unknown
  request.addEventListener('upgradeneeded', ({ oldVersion }) => {
    options.onUpgrade()
    const transaction = request.transaction && wrap(request.transaction)
    if (!transaction) return
    // The request tells of its end as well.
    transaction.done.catch(() => undefined)
    // idb has no type for the transaction of an upgrade; this is what it is.
    const upgrading = transaction as unknown as Parameters<typeof upgrade>[1]
    upgrade(wrap(request.result), upgrading, oldVersion, migrations).catch((error: unknown) => {
      failure = error
      abort(transaction)
    })
  })

  const database = await wrap(request).catch((error: unknown) => {
    throw failure ?? error
  })
  if (!database) throw new Error('The database was closed while it was being opened.')
  // The migrations make it one: rows are `unknown` in it.
  const chats = database as unknown as ChatDatabase
  chats.addEventListener('versionchange', ({ newVersion }) => {
    chats.close()
    // Without a new version it is being deleted, and can be opened again.
    if (newVersion !== null) options.onOutdated()
  })
  try {
    await readBack(chats, migrations)
  } catch (error) {
    chats.close()
    throw error
  }
  return chats
}
