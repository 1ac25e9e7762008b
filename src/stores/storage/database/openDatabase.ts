import { wrap } from 'idb'
import { getDatabases } from '../siteData.ts'
import { abort } from './abort.ts'
import type { Migration } from './migrations.ts'
import { readBack } from '../rows/readBack.ts'
import type { ChatDatabase } from './schema.ts'
import { upgrade } from './upgrade.ts'

export interface OpenDatabaseOptions {
  readonly name: string
  /** The factory to open the database with; undefined for the browser's `indexedDB`. */
  readonly factory: IDBFactory | undefined
  /** All migrations in order. Their number is the version to open. */
  readonly migrations: readonly Migration[]
  /** Called when the upgrade to this version starts. It may take any time. */
  onUpgrade(): void
  /**
   * Called when another tab opens a newer version. This connection is already closed then, because the other
   * tab waits for that.
   */
  onOutdated(): void
}

/**
 * Opens the database, upgrades it to the newest version and verifies that the upgrade lost nothing.
 *
 * @throws any error of the browser or of a migration; the stored data is unchanged in that case
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<ChatDatabase> {
  const { name, migrations } = options
  // Don't use `openDB` of idb: it only uses the global factory, and it reports success if an upgrade failed.
  const factory = options.factory ?? getDatabases()
  if (!factory)
    throw new Error(
      'This page cannot use IndexedDB: the browser blocks or lacks it. Allow site data for this page.',
    )
  const request = factory.open(name, migrations.length)

  let failure: unknown
  request.addEventListener('upgradeneeded', ({ oldVersion }) => {
    options.onUpgrade()
    const transaction = request.transaction && wrap(request.transaction)
    if (!transaction) return
    // The open request reports the same failure, so ignore it here.
    transaction.done.catch(() => undefined)
    // idb has no type for an upgrade transaction that it did not start itself; at run time it is one.
    const upgrading = transaction as unknown as Parameters<typeof upgrade>[1]
    upgrade(wrap(request.result), upgrading, oldVersion, migrations).catch((error: unknown) => {
      failure = error
      abort(transaction)
    })
  })

  const database = await wrap(request).catch((error: unknown) => {
    throw failure ?? error
  })
  if (!database)
    throw new Error('The database was closed while it was being opened. Reload this page.')
  // The migrations have created the stores of `ChatDatabase`, whose rows are `unknown`.
  const chats = database as unknown as ChatDatabase
  chats.addEventListener('versionchange', ({ newVersion }) => {
    chats.close()
    // Without a new version the database is being deleted, and the next use can create it again.
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
