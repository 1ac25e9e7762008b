import { BATCH_SIZE, batchOf } from '../runs/batchOf.ts'
import {
  FIRST_EPOCH,
  SequenceError,
  type RunEvent,
  type RunLog,
  type RunLogEntry,
  type RunLogHead,
} from '../runs/runLog.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import type { RedisConnection } from './connection.ts'
import { listOf, readEntries } from './readEntries.ts'
import { APPEND } from './scripts/append.ts'
import { CREATE, FORGET, HEAD } from './scripts/logs.ts'
import { READ } from './scripts/read.ts'
import type { Tail } from './tail.ts'

/** How long a log without a registered run may exist, in milliseconds. */
const LIFETIME = 60 * 60_000

/** How long a driver waits for an unreachable Redis before it gives its run up, in milliseconds. */
const OUTAGE_TOLERANCE = 15_000

/** Stores each log as a Redis stream whose ids are the numbers of the entries: `7-0`. */
export class RedisLog implements RunLog {
  readonly #connection: RedisConnection
  readonly #prefix: string
  readonly #tail: Tail
  /** The last append of each run, so that entries arrive in order even if one is retried. */
  readonly #writing = new Map<string, Promise<void>>()

  constructor(connection: RedisConnection, prefix: string, tail: Tail) {
    this.#connection = connection
    this.#prefix = prefix
    this.#tail = tail
  }

  async create(run: string): Promise<void> {
    await CREATE.run(this.#connection, this.#prefix, run, LIFETIME)
  }

  append(run: string, seq: number, event: RunEvent, epoch = FIRST_EPOCH): Promise<void> {
    const before = this.#writing.get(run) ?? Promise.resolve()
    // The previous append may fail. Its caller handles that, and this entry then has a wrong number.
    const appended = before.catch(() => {}).then(() => this.#append(run, seq, event, epoch))
    const settled = () => {
      if (this.#writing.get(run) === appended) this.#writing.delete(run)
    }
    this.#writing.set(run, appended)
    appended.then(settled, settled)
    return appended
  }

  async read(run: string, after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]> {
    let mustQuery = false
    while (!signal.aborted) {
      const buffered = this.#tail.bufferedAfter(run, after)
      if (buffered.length > 0) return buffered
      if (mustQuery || !this.#tail.isAtEnd(run, after)) {
        const reply = await READ.run(this.#connection, this.#prefix, run, after, BATCH_SIZE)
        const [ended, entries] = listOf(reply)
        const found = batchOf(readEntries(entries), 0)
        if (found.length > 0) return signal.aborted ? [] : found
        if (ended !== '0') return []
      }
      const next = await this.#tail.next(run, after, signal)
      if (next.length > 0) return next
      mustQuery = true
    }
    return []
  }

  async head(run: string): Promise<RunLogHead | undefined> {
    const [seq, ended] = listOf(await HEAD.run(this.#connection, this.#prefix, run))
    return seq === undefined ? undefined : { seq: Number(seq), isEnded: ended === '1' }
  }

  async remove(run: string): Promise<void> {
    await FORGET.run(this.#connection, this.#prefix, run)
    this.#tail.drop(run)
  }

  async #append(run: string, seq: number, event: RunEvent, epoch: number): Promise<void> {
    const deadline = Date.now() + OUTAGE_TOLERANCE
    for (let isRetry = 0; ; isRetry = 1) {
      try {
        const entry = [run, seq, epoch, event.event ?? '', event.data, isRetry] as const
        const next = Number(await APPEND.run(this.#connection, this.#prefix, ...entry))
        if (next !== 0) throw new SequenceError(seq, next)
        return
      } catch (error) {
        const left = deadline - Date.now()
        if (!(error instanceof StoreUnavailable) || left <= 0) throw error
        if (!(await this.#connection.isBack(left))) throw error
      }
    }
  }
}
