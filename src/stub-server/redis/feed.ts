import { BATCH, batchOf } from '../runs/batchOf.ts'
import { isLast, type RunLogEntry } from '../runs/runLog.ts'

interface Waiter {
  readonly after: number
  readonly since: number
  resolve(entries: readonly RunLogEntry[]): void
  reject(error: unknown): void
}

/** What the readers of one run in this process share: where reading stands, the last entries, and who waits. */
export class Feed {
  /** The number of the last entry that was heard of; the next ones are asked for. */
  cursor: number
  isEnded = false
  readonly #waiters = new Set<Waiter>()
  #recent: RunLogEntry[] = []
  #size = 0
  #lastUse = Date.now()

  constructor(cursor: number) {
    this.cursor = cursor
  }

  /** The entries after `after` that are at hand; none is no word about whether there are any. */
  heardAfter(after: number): readonly RunLogEntry[] {
    const first = this.#recent[0]?.seq
    if (first === undefined || after < first - 1 || after >= this.cursor) return []
    this.#lastUse = Date.now()
    return batchOf(this.#recent, after - first + 1)
  }

  /** Starts anew from an earlier entry, as a reader is further back than the others. */
  rewind(cursor: number): void {
    this.cursor = cursor
    this.#recent = []
    this.#size = 0
  }

  /**
   * Waits for entries after `after`, which is not before `cursor`. Nothing at all means that the reader
   * should look for itself.
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
          // It is an Error wherever it comes from; lint rules cannot know.
          reject(error instanceof Error ? error : new Error(String(error)))
        },
      }
      this.#waiters.add(waiter)
      signal.addEventListener('abort', leave, { once: true })
      if (signal.aborted) leave()
    })
  }

  /** Gives what came to everybody who waits for it. */
  hear(entries: readonly RunLogEntry[]): void {
    const end = entries.at(-1)
    if (!end) return
    for (const entry of entries) {
      this.#recent.push(entry)
      this.#size += entry.data.length
    }
    while (this.#size > BATCH) this.#size -= this.#recent.shift()?.data.length ?? this.#size
    this.cursor = end.seq
    this.isEnded = isLast(end)
    for (const waiter of [...this.#waiters]) {
      const due = entries.filter(({ seq }) => seq > waiter.after)
      if (due.length > 0) waiter.resolve(batchOf(due, 0))
      else if (this.isEnded) waiter.resolve([])
    }
  }

  /** Sends those who wait for longer than `patience`, in milliseconds, to look for themselves. */
  dismiss(patience: number): void {
    const since = Date.now() - patience
    for (const waiter of [...this.#waiters]) if (waiter.since <= since) waiter.resolve([])
  }

  fail(error: unknown): void {
    for (const waiter of [...this.#waiters]) waiter.reject(error)
  }

  /** Whether nobody reads it, nor did for `linger` milliseconds. */
  isIdle(linger: number): boolean {
    return this.#waiters.size === 0 && Date.now() - this.#lastUse > linger
  }
}
