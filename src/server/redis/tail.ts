import { setTimeout as pause } from 'node:timers/promises'
import type { RunLogEntry } from '../runs/runLog.ts'
import type { RedisConnection } from './connection.ts'
import { Feed } from './feed.ts'
import { listOf, readEntries } from './readEntries.ts'
import { WAKE } from './scripts/wake.ts'

/** How long Redis blocks a read without new entries, in milliseconds. */
const BLOCK_TIME = 1_000

/** How long a reader waits without entries before it checks whether its log still exists, in milliseconds. */
const SILENCE_LIMIT = 2_000

/** How long to follow a run without a reader, in milliseconds: readers return after short breaks. */
const IDLE_TIME = 2_000

/** Highest number of entries per run in one read. */
const ENTRIES_PER_READ = 64

/** Delay before a read after an error, in milliseconds. */
const RETRY_DELAY = 50

/**
 * Follows the ends of all logs that this process reads, over one connection: a single `XREAD BLOCK` waits for all of
 * them. It also reads a stream of this process, so that an entry there ends the read when another log joins, even in a
 * cluster. No entry is missed, because each read starts after the last entry that was received from each log.
 */
export class Tail {
  readonly #commands: RedisConnection
  readonly #prefix: string
  readonly #feeds = new Map<string, Feed>()
  /** Names the stream of this process. */
  readonly #process = crypto.randomUUID()
  #blocking: RedisConnection | undefined
  /** Number of the last entry that was requested in the stream of this process, and of the last one that was read. */
  #wakeWanted = 0
  #wakeRead = 0
  #isWaking = false
  #isReading = false
  #isClosed = false

  /** @param commands a connection; blocking reads use a duplicate of it */
  constructor(commands: RedisConnection, prefix: string) {
    this.#commands = commands
    this.#prefix = prefix
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
    this.#blocking?.close()
    for (const feed of this.#feeds.values()) feed.dismiss(0)
    this.#feeds.clear()
  }

  /** Lets the next read include every log. */
  #change(): void {
    if (!this.#isReading) void this.#readLoop()
    else {
      this.#wakeWanted += 1
      void this.#wake()
    }
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
    this.#blocking ??= this.#commands.duplicate()
    const prefix = this.#commands.keyPrefix + this.#prefix
    const wakeKey = `${prefix}wake:${this.#process}`
    const feeds = new Map(
      [...this.#feeds].map(([run, feed]) => [`${prefix}log:${run}`, { feed, cursor: feed.cursor }]),
    )
    const keys = [...feeds.keys(), wakeKey]
    const cursors = [...feeds.values()].map(({ cursor }) => `${cursor}-0`)
    const reply = await this.#blocking.send(
      [
        ...['XREAD', 'COUNT', String(ENTRIES_PER_READ), 'BLOCK', String(BLOCK_TIME), 'STREAMS'],
        ...[...keys, ...cursors, `${this.#wakeRead}-0`],
      ],
      wakeKey,
    )
    for (const stream of listOf(reply)) {
      const [key, entries] = listOf(stream)
      const read = feeds.get(String(key))
      // A feed that was rewound during the read waits for earlier entries than these.
      if (read && read.feed.cursor === read.cursor) read.feed.receive(readEntries(entries))
      else if (key === wakeKey) this.#wakeRead = readEntries(entries).at(-1)?.seq ?? 0
    }
    for (const { feed } of feeds.values()) feed.dismiss(SILENCE_LIMIT)
  }

  /** Ends the blocking read, once for all logs that join while a call is in progress. */
  async #wake(): Promise<void> {
    if (this.#isWaking) return
    this.#isWaking = true
    try {
      for (let sent = 0; sent < this.#wakeWanted;) {
        sent = this.#wakeWanted
        await WAKE.run(this.#commands, this.#prefix, this.#process, sent)
      }
    } catch {
      // The read itself fails as well, or ends on its own after BLOCK_TIME.
    } finally {
      this.#isWaking = false
    }
  }
}
