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
import { AppendQueue, type Batch } from './appendQueue.ts'
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
  readonly #batchTime: number
  readonly #queues = new Map<string, AppendQueue>()
  /** Begins the names of the batches that this process writes. */
  readonly #process = crypto.randomUUID()
  #batches = 0
  #isClosed = false

  /** @param batchTime least time from one batch of a run to the next, in milliseconds */
  constructor(connection: RedisConnection, prefix: string, tail: Tail, batchTime: number) {
    this.#connection = connection
    this.#prefix = prefix
    this.#tail = tail
    this.#batchTime = batchTime
  }

  async create(run: string): Promise<void> {
    await CREATE.run(this.#connection, this.#prefix, run, LIFETIME)
  }

  append(run: string, seq: number, event: RunEvent, epoch = FIRST_EPOCH): Promise<void> {
    if (this.#isClosed) return Promise.reject(closedError())
    let queue = this.#queues.get(run)
    if (!queue) {
      const write = (batch: Batch) => this.#write(run, batch)
      queue = new AppendQueue(write, this.#batchTime, () => this.#queues.delete(run))
      this.#queues.set(run, queue)
    }
    return queue.append(seq, event, epoch)
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

  /** Rejects the entries that are not sent yet: their runs continue in another process. */
  close(): void {
    this.#isClosed = true
    for (const queue of this.#queues.values()) queue.close(closedError())
    this.#queues.clear()
  }

  /** Writes a batch, and tries again for a while if Redis is unreachable. */
  async #write(run: string, { epoch, seq, events }: Batch): Promise<void> {
    this.#batches += 1
    const batch = `${this.#process}:${this.#batches}`
    const args = events.flatMap(({ event = '', data }) => [event, data])
    const deadline = performance.now() + OUTAGE_TOLERANCE
    for (;;) {
      try {
        const next = Number(
          await APPEND.run(this.#connection, this.#prefix, run, epoch, seq, batch, ...args),
        )
        if (next !== 0) throw new SequenceError(seq, next)
        return
      } catch (error) {
        const left = deadline - performance.now()
        if (!(error instanceof StoreUnavailable) || left <= 0) throw error
        if (!(await this.#connection.isBack(left))) throw error
      }
    }
  }
}

function closedError(): StoreUnavailable {
  return new StoreUnavailable(new Error('The store in Redis is closed.'))
}
