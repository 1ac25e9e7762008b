import { setTimeout as pause } from 'node:timers/promises'
import type { RunLogEntry } from '../runs/runLog.ts'
import type { RedisConnection, Reply } from './connection.ts'
import { Feed } from './feed.ts'
import { listOf, readEntries } from './readEntries.ts'

/** How long Redis holds a read back while nothing comes, in milliseconds. */
const BLOCK = 1_000

/** How long a reader waits in silence until it looks whether its log is still there, in milliseconds. */
const SILENCE = 2_000

/** How long a run is listened to that nobody reads any more, in milliseconds: readers come at short intervals. */
const LINGER = 2_000

/** Entries of each run at a time. */
const COUNT = 64

/** How long apart attempts are to end a read, and to begin one after an error, in milliseconds. */
const UNBLOCK_AGAIN = 1
const READ_AGAIN = 50

/**
 * Follows the ends of all logs that are read in this process, over one connection: a single
 * `XREAD BLOCK` waits for all of them, and is ended with `CLIENT UNBLOCK` when another log joins.
 * No entry is missed, as each read names for each log the last entry that was heard of.
 */
export class Tail {
  readonly #blocking: RedisConnection
  readonly #commands: RedisConnection
  readonly #keyOf: (run: string) => string
  readonly #feeds = new Map<string, Feed>()
  /** How many reads were begun. */
  #round = 0
  /** The first read that knows of every log. */
  #roundWanted = 0
  #isUnblocking = false
  #isReading = false
  #isClosed = false
  #clientId = ''
  #clientGeneration = 0

  /**
   * @param blocking is used for this alone
   * @param commands ends reads of the other one
   */
  constructor(
    blocking: RedisConnection,
    commands: RedisConnection,
    keyOf: (run: string) => string,
  ) {
    this.#blocking = blocking
    this.#commands = commands
    this.#keyOf = keyOf
  }

  /** The entries after `after` that are at hand; none is no word about whether there are any. */
  heardAfter(run: string, after: number): readonly RunLogEntry[] {
    return this.#feeds.get(run)?.heardAfter(after) ?? []
  }

  /** Whether everything up to `after` was heard, and nothing behind it: there is only to wait. */
  isAtEnd(run: string, after: number): boolean {
    const feed = this.#feeds.get(run)
    return feed?.cursor === after && !feed.isEnded
  }

  /**
   * Waits for entries after `after`, which the log has not, as far as its reader knows.
   *
   * @returns none where `signal` was aborted, or the reader should look for itself
   * @throws StoreUnavailable when Redis goes away
   */
  next(run: string, after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]> {
    let feed = this.#feeds.get(run)
    if (!feed || feed.isEnded) {
      feed = new Feed(after)
      this.#feeds.set(run, feed)
      this.#change()
    } else if (after < feed.cursor) {
      feed.rewind(after)
      this.#change()
    }
    return feed.next(after, signal)
  }

  /** Sends the readers of a log that was removed to look for themselves. */
  drop(run: string): void {
    const feed = this.#feeds.get(run)
    this.#feeds.delete(run)
    feed?.dismiss(0)
  }

  close(): void {
    this.#isClosed = true
    for (const feed of this.#feeds.values()) feed.dismiss(0)
    this.#feeds.clear()
  }

  #change(): void {
    this.#roundWanted = this.#round + 1
    if (!this.#isReading) void this.#readOn()
    else void this.#unblock()
  }

  async #readOn(): Promise<void> {
    this.#isReading = true
    while (!this.#isClosed) {
      for (const [run, feed] of this.#feeds) {
        if (feed.isEnded || feed.isIdle(LINGER)) this.#feeds.delete(run)
      }
      if (this.#feeds.size === 0) break
      try {
        await this.#read()
      } catch (error) {
        const feeds = [...this.#feeds.values()]
        this.#feeds.clear()
        for (const feed of feeds) feed.fail(error)
        await pause(READ_AGAIN)
      }
    }
    this.#isReading = false
  }

  async #read(): Promise<void> {
    await this.#learnClientId()
    this.#round += 1
    const runs = [...this.#feeds.keys()]
    const keys = runs.map(this.#keyOf)
    const cursors = [...this.#feeds.values()].map(({ cursor }) => `${cursor}-0`)
    const read = ['XREAD', 'COUNT', String(COUNT), 'BLOCK', String(BLOCK), 'STREAMS']
    const asked = new Map(this.#feeds)
    const askedCursors = new Map([...asked].map(([run, { cursor }]) => [run, cursor]))
    const reply = await this.#blocking.send([...read, ...keys, ...cursors])
    const runsByKey = new Map(keys.map((key, at) => [key, runs[at] ?? '']))
    for (const stream of listOf(reply)) this.#hear(stream, runsByKey, asked, askedCursors)
    for (const feed of asked.values()) feed.dismiss(SILENCE)
  }

  #hear(
    stream: Reply,
    runsByKey: ReadonlyMap<string, string>,
    asked: ReadonlyMap<string, Feed>,
    askedCursors: ReadonlyMap<string, number>,
  ): void {
    const [key, entries] = listOf(stream)
    const run = runsByKey.get(String(key)) ?? ''
    const feed = asked.get(run)
    // A feed that was rewound meanwhile waits for earlier entries than these.
    if (feed && feed.cursor === askedCursors.get(run)) feed.hear(readEntries(entries))
  }

  async #learnClientId(): Promise<void> {
    const { generation } = this.#blocking
    if (this.#clientGeneration === generation) return
    this.#clientId = String(await this.#blocking.send(['CLIENT', 'ID']))
    this.#clientGeneration = generation
  }

  /**
   * Ends the read that does not know of every log yet. It may not have reached Redis when it is to be
   * ended, as it goes by another connection: then there is nothing to end, and it is tried again.
   */
  async #unblock(): Promise<void> {
    if (this.#isUnblocking) return
    this.#isUnblocking = true
    try {
      while (this.#isReading && this.#round < this.#roundWanted) {
        if (this.#clientId !== '') {
          await this.#commands.send(['CLIENT', 'UNBLOCK', this.#clientId])
        }
        if (this.#round < this.#roundWanted) await pause(UNBLOCK_AGAIN)
      }
    } catch {
      // The read itself learns of it, or ends by itself after a while.
    } finally {
      this.#isUnblocking = false
    }
  }
}
