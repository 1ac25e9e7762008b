import { BATCH_SIZE, batchOf } from '../runs/batchOf.ts'
import { isLast, type RunLogEntry } from '../runs/runLog.ts'

interface Waiter {
  readonly after: number
  readonly since: number
  resolve(entries: readonly RunLogEntry[]): void
  reject(error: unknown): void
}

/** State shared by all readers of one run in this process: the position, recent entries and waiting readers. */
export class Feed {
  /** Number of the last entry received; the tail reads on from there. */
  cursor: number
  isEnded = false
  readonly #waiters = new Set<Waiter>()
  #recent: RunLogEntry[] = []
  #size = 0
  #lastUse = Date.now()

  constructor(cursor: number) {
    this.cursor = cursor
  }

  /** Returns buffered entries after `after`. An empty array does not mean that there are none in Redis. */
  bufferedAfter(after: number): readonly RunLogEntry[] {
    const first = this.#recent[0]?.seq
    if (first === undefined || after < first - 1 || after >= this.cursor) return []
    this.#lastUse = Date.now()
    return batchOf(this.#recent, after - first + 1)
  }

  /** Moves back to an earlier entry, for a reader that is further back than the others. */
  rewind(cursor: number): void {
    this.cursor = cursor
    this.#recent = []
    this.#size = 0
  }

  /**
   * Waits for entries after `after`, which must not be before `cursor`. An empty array means that the
   * reader must query Redis itself.
   */
  next(after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]> {
    return new Promise((resolve, reject) => {
      const leave = () => waiter.resolve([])
      const settled = () => {
        this.#lastUse = Date.now()
        this.#waiters.delete(waiter)
        signal.removeEventListener('abort', leave)
      }
      const waiter: Waiter = {
        after,
        since: Date.now(),
        resolve: (entries) => {
          settled()
          resolve(entries)
        },
        reject: (error) => {
          settled()
          // It is always an Error, but the lint rule cannot know that.
          reject(error instanceof Error ? error : new Error(String(error)))
        },
      }
      this.#waiters.add(waiter)
      signal.addEventListener('abort', leave, { once: true })
      if (signal.aborted) leave()
    })
  }

  /** Buffers new entries and passes them to the waiting readers. */
  receive(entries: readonly RunLogEntry[]): void {
    const end = entries.at(-1)
    if (!end) return
    for (const entry of entries) {
      this.#recent.push(entry)
      this.#size += entry.data.length
    }
    while (this.#size > BATCH_SIZE) this.#size -= this.#recent.shift()?.data.length ?? this.#size
    this.cursor = end.seq
    this.isEnded = isLast(end)
    for (const waiter of [...this.#waiters]) {
      const due = entries.filter(({ seq }) => seq > waiter.after)
      if (due.length > 0) waiter.resolve(batchOf(due, 0))
      else if (this.isEnded) waiter.resolve([])
    }
  }

  /** Makes readers that have waited longer than `patience` milliseconds query Redis themselves. */
  dismiss(patience: number): void {
    const since = Date.now() - patience
    for (const waiter of [...this.#waiters]) if (waiter.since <= since) waiter.resolve([])
  }

  /** Rejects every waiting reader. */
  fail(error: unknown): void {
    for (const waiter of [...this.#waiters]) waiter.reject(error)
  }

  /** Returns whether no reader waits, or has used the feed for `linger` milliseconds. */
  isIdle(linger: number): boolean {
    return this.#waiters.size === 0 && Date.now() - this.#lastUse > linger
  }
}
