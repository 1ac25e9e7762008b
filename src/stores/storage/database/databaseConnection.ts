import { asError, isNamed, isQuotaError } from '../rows/namedError.ts'
import { openDatabase, type OpenDatabaseOptions } from './openDatabase.ts'
import type { ChatDatabase } from './schema.ts'

export interface ConnectionOptions extends Pick<
  OpenDatabaseOptions,
  'name' | 'factory' | 'migrations'
> {
  /** How long the database may take to answer, in milliseconds. One that answers later is taken as well. */
  readonly openTimeout: number
  /** The database is there, for the first time or again. */
  onOpen(): void
  /** The database cannot be had; `outdated` is for good, `unavailable` until `onOpen`. */
  onFailure(state: 'unavailable' | 'outdated', problem: Error): void
}

/** The way to the database, which is opened again where it gets lost. */
export interface Connection {
  /**
   * Runs `work` with the database, after it was opened. Where the connection turns out to be lost it is opened
   * again and `work` is run once more.
   *
   * @throws where the database cannot be had, and what `work` throws
   */
  use<T>(work: (database: ChatDatabase) => Promise<T>): Promise<T>
  /** Tries again to open a database that could not be had. Resolves when it is known whether that helped. */
  retry(): Promise<void>
  close(): void
}

export function connect(options: ConnectionOptions): Connection {
  let database: ChatDatabase | undefined
  /** Settles when it is known whether there is a database; absent when it has to be opened. */
  let opening: Promise<void> | undefined
  let problem: Error | undefined
  let isWaiting = false
  let isOver = false

  function open(): Promise<void> {
    isWaiting = true
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = options.openTimeout / 1000
        fail(new Error(`The database did not answer within ${seconds} s. Close other tabs of it.`))
        resolve()
      }, options.openTimeout)
      openDatabase({
        ...options,
        onUpgrade: () => clearTimeout(timer),
        onOutdated: () =>
          end(new Error('Another tab upgraded the database. Load this page again.')),
      })
        .then(take, (error: unknown) => {
          // A newer version of the app was here before.
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
    if (isOver) return opened.close()
    database = opened
    problem = undefined
    options.onOpen()
  }

  /** The next `use` opens it again, unless it was opened again meanwhile. */
  function lose(lost: ChatDatabase): void {
    if (lost !== database) return
    lost.close()
    database = undefined
    opening = undefined
  }

  function fail(error: unknown, state: 'unavailable' | 'outdated' = 'unavailable'): void {
    if (isOver) return
    database?.close()
    database = undefined
    problem = asError(error)
    options.onFailure(state, problem)
  }

  function end(error: Error): void {
    fail(error, 'outdated')
    isOver = true
  }

  async function current(): Promise<ChatDatabase> {
    if (!isOver) await (opening ??= open())
    if (!database) throw problem ?? new Error('The database is closed.')
    return database
  }

  // Opened at once, as the page will want to read.
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
      // A browser that closed it may not have told, as Safari does to pages in the background.
      const second = await current()
      try {
        return await work(second)
      } catch (error) {
        if (!isQuotaError(error)) fail(error)
        throw error
      }
    },
    async retry() {
      // Beside a request that still waits another one would wait for the same.
      if (problem && !isWaiting) opening = open()
      await opening
    },
    close() {
      database?.close()
      database = undefined
      isOver = true
    },
  }
}
