import { setTimeout as pause } from 'node:timers/promises'
import type { RunLogEntry } from '../runs/runLog.ts'
import type { RedisConnection, Reply } from './connection.ts'
import { Feed } from './feed.ts'
import { listOf, readEntries } from './readEntries.ts'

/** How long Redis blocks a read without new entries, in milliseconds. */
const BLOCK_TIME = 1_000

/** How long a reader waits without entries before it checks whether its log still exists, in milliseconds. */
const SILENCE_LIMIT = 2_000

/** How long to follow a run without a reader, in milliseconds: readers return after short breaks. */
const IDLE_TIME = 2_000

/** Highest number of entries per run in one read. */
const ENTRIES_PER_READ = 64

/** Delay before another attempt to interrupt a read, and before a read after an error, in milliseconds. */
const UNBLOCK_DELAY = 1
const RETRY_DELAY = 50

/**
 * Follows the ends of all logs that this process reads, over one connection: a single `XREAD BLOCK`
 * waits for all of them, and `CLIENT UNBLOCK` interrupts it when another log joins. No entry is missed,
 * because each read starts after the last entry that was received from each log.
 */
export class Tail {
  readonly #blocking: RedisConnection
  readonly #commands: RedisConnection
  readonly #keyOf: (run: string) => string
  readonly #feeds = new Map<string, Feed>()
  /** Number of reads started so far. */
  #round = 0
  /** Number of the first read that includes every log. */
  #roundWanted = 0
  #isUnblocking = false
  #isReading = false
  #isClosed = false
  #clientId = ''
  #clientGeneration = 0

  /**
   * @param blocking the connection for blocking reads; used for nothing else
   * @param commands the connection that interrupts those reads
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

  /** Returns buffered entries after `after`. An empty array does not mean that there are none in Redis. */
  bufferedAfter(run: string, after: number): readonly RunLogEntry[] {
    return this.#feeds.get(run)?.bufferedAfter(after) ?? []
  }

  /** Returns whether `after` is the last entry received from a log that has not ended: the reader must wait. */
  isAtEnd(run: string, after: number): boolean {
    const feed = this.#feeds.get(run)
    return feed?.cursor === after && !feed.isEnded
  }

  /**
   * Waits for entries after `after`; the reader has already found that the log has none yet.
   *
   * @returns an empty array if `signal` was aborted, or if the reader must query Redis itself
   * @throws StoreUnavailable if Redis becomes unreachable
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

  /** Makes the readers of a removed log query Redis themselves. */
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
    if (!this.#isReading) void this.#readLoop()
    else void this.#unblock()
  }

  async #readLoop(): Promise<void> {
    this.#isReading = true
    while (!this.#isClosed) {
      for (const [run, feed] of this.#feeds) {
        if (feed.isEnded || feed.isIdle(IDLE_TIME)) this.#feeds.delete(run)
      }
      if (this.#feeds.size === 0) break
      try {
        await this.#read()
      } catch (error) {
        const feeds = [...this.#feeds.values()]
        this.#feeds.clear()
        for (const feed of feeds) feed.fail(error)
        await pause(RETRY_DELAY)
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
    const read = [
      'XREAD',
      'COUNT',
      String(ENTRIES_PER_READ),
      'BLOCK',
      String(BLOCK_TIME),
      'STREAMS',
    ]
    const feeds = new Map(this.#feeds)
    const cursorsAtRead = new Map([...feeds].map(([run, { cursor }]) => [run, cursor]))
    const reply = await this.#blocking.send([...read, ...keys, ...cursors])
    const runsByKey = new Map(keys.map((key, index) => [key, runs[index] ?? '']))
    for (const stream of listOf(reply)) this.#receive(stream, runsByKey, feeds, cursorsAtRead)
    for (const feed of feeds.values()) feed.dismiss(SILENCE_LIMIT)
  }
  #receive(
    stream: Reply,
    runsByKey: ReadonlyMap<string, string>,
    feeds: ReadonlyMap<string, Feed>,
    cursorsAtRead: ReadonlyMap<string, number>,
  ): void {
    const [key, entries] = listOf(stream)
    const run = runsByKey.get(String(key)) ?? ''
    const feed = feeds.get(run)
    // A feed that was rewound during the read waits for earlier entries than these.
    if (feed && feed.cursor === cursorsAtRead.get(run)) feed.receive(readEntries(entries))
  }

  async #learnClientId(): Promise<void> {
    const { generation } = this.#blocking
    if (this.#clientGeneration === generation) return
    this.#clientId = String(await this.#blocking.send(['CLIENT', 'ID']))
    this.#clientGeneration = generation
  }

  /**
   * Interrupts a read that does not include every log yet. The read uses another connection, so it may
   * not have reached Redis: then there is nothing to interrupt, and this method tries again.
   */
  async #unblock(): Promise<void> {
    if (this.#isUnblocking) return
    this.#isUnblocking = true
    try {
      while (this.#isReading && this.#round < this.#roundWanted) {
        if (this.#clientId !== '') {
          await this.#commands.send(['CLIENT', 'UNBLOCK', this.#clientId])
        }
        if (this.#round < this.#roundWanted) await pause(UNBLOCK_DELAY)
      }
    } catch {
      // The read itself fails as well, or ends on its own after BLOCK_TIME.
    } finally {
      this.#isUnblocking = false
    }
  }
}
