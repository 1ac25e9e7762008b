import { asError, isNamed, isQuotaError } from '../rows/namedError.ts'
import { openDatabase, type OpenDatabaseOptions } from './openDatabase.ts'
import type { ChatDatabase } from './schema.ts'

export interface ConnectionOptions extends Pick<
  OpenDatabaseOptions,
  'name' | 'factory' | 'migrations'
> {
  /** How long the database may take to open, in milliseconds. It is still used if it opens later. */
  readonly openTimeout: number
  /** Called when the database is open, for the first time or again after it was lost. */
  onOpen(): void
  /** Called when the database cannot be used: permanently if `outdated`, until the next `onOpen` if `unavailable`. */
  onFailure(state: 'unavailable' | 'outdated', problem: Error): void
}

/** The connection to the database. It opens the database again after the browser has closed it. */
export interface Connection {
  /**
   * Runs `work` with the database once it is open. If the connection turns out to be lost, opens the database
   * again and runs `work` once more.
   *
   * @throws if the database cannot be opened, and any error that `work` throws
   */
  use<T>(work: (database: ChatDatabase) => Promise<T>): Promise<T>
  /** Tries again to open a database that could not be opened. Resolves when the attempt has succeeded or failed. */
  retry(): Promise<void>
  close(): void
}

export function connect(options: ConnectionOptions): Connection {
  let database: ChatDatabase | undefined
  /** Settles when opening has succeeded or failed; undefined if the database has to be opened first. */
  let opening: Promise<void> | undefined
  let problem: Error | undefined
  let isWaiting = false
  let hasEnded = false

  function open(): Promise<void> {
    isWaiting = true
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = options.openTimeout / 1000
        fail(
          new Error(
            `The database did not answer within ${seconds} s. Close other tabs of this app.`,
          ),
        )
        resolve()
      }, options.openTimeout)
      openDatabase({
        ...options,
        onUpgrade: () => clearTimeout(timer),
        onOutdated: () =>
          end(new Error('Another tab upgraded the database to a newer version. Reload this page.')),
      })
        .then(take, (error: unknown) => {
          // A newer version of the app has upgraded the database before.
          if (isNamed(error, 'VersionError')) end(asError(error))
          else fail(error)
        })
        .finally(() => {
          isWaiting = false
          clearTimeout(timer)
          resolve()
        })
    })
  }

  function take(opened: ChatDatabase): void {
    if (hasEnded) return opened.close()
    database = opened
    problem = undefined
    options.onOpen()
  }

  /** Drops a lost connection, so that the next `use` opens a new one. Does nothing if it has been replaced already. */
  function lose(lost: ChatDatabase): void {
    if (lost !== database) return
    lost.close()
    database = undefined
    opening = undefined
  }

  function fail(error: unknown, state: 'unavailable' | 'outdated' = 'unavailable'): void {
    if (hasEnded) return
    database?.close()
    database = undefined
    problem = asError(error)
    options.onFailure(state, problem)
  }

  function end(error: Error): void {
    fail(error, 'outdated')
    hasEnded = true
  }

  async function current(): Promise<ChatDatabase> {
    if (!hasEnded) await (opening ??= open())
    if (!database)
      throw problem ?? new Error('The database is closed. Reload this page to open it again.')
    return database
  }

  // Open immediately: the page reads from the database as soon as it loads.
  opening = open()

  return {
    async use(work) {
      const first = await current()
      try {
        return await work(first)
      } catch (error) {
        if (isQuotaError(error)) throw error
        lose(first)
      }
      // The browser may close a database without an event, as Safari does to pages in the background.
      const second = await current()
      try {
        return await work(second)
      } catch (error) {
        if (!isQuotaError(error)) fail(error)
        throw error
      }
    },
    async retry() {
      // While an open request is still pending, a second one would be blocked by the same cause.
      if (problem && !isWaiting) opening = open()
      await opening
    },
    close() {
      database?.close()
      database = undefined
      hasEnded = true
    },
  }
}
