import { isLast, type RunEvent } from '../runs/runLog.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'

/** Most entries of one batch, and its size in UTF-16 units; a batch has at least one entry. */
const MAX_ENTRIES = 1_000
const MAX_SIZE = 256 * 1024

/** Consecutive entries of one driver, which are written together or not at all. */
export interface Batch {
  readonly epoch: number
  /** Number of the first entry. */
  readonly seq: number
  readonly events: readonly RunEvent[]
}

interface Pending {
  readonly seq: number
  readonly epoch: number
  readonly event: RunEvent
  resolve(): void
  reject(error: unknown): void
}

/**
 * Writes the entries of one run in order, one batch at a time. The first entry is written immediately; those that
 * follow wait until the previous batch is written and `batchTime` has passed since its start. The last entry of a run
 * waits for the previous batch only.
 */
export class AppendQueue {
  readonly #write: (batch: Batch) => Promise<void>
  readonly #batchTime: number
  readonly #onIdle: () => void
  readonly #pending: Pending[] = []
  #isWriting = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param batchTime in milliseconds
   * @param onIdle called when nothing is pending, `batchTime` after the last batch
   */
  constructor(write: (batch: Batch) => Promise<void>, batchTime: number, onIdle: () => void) {
    this.#write = write
    this.#batchTime = batchTime
    this.#onIdle = onIdle
  }

  /** Returns a promise that settles when the entry is written, or cannot be. */
  append(seq: number, event: RunEvent, epoch: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ seq, event, epoch, resolve, reject })
      if (!this.#isWriting && (this.#timer === undefined || this.#isUrgent)) void this.#flush()
    })
  }

  /** Rejects every entry whose write has not begun. */
  close(error: unknown): void {
    clearTimeout(this.#timer)
    for (const { reject } of this.#pending.splice(0)) reject(error)
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isWriting = true
    const start = performance.now()
    const entries = this.#pending.splice(0, lengthOfBatch(this.#pending))
    const [first] = entries
    if (first) {
      const events = entries.map(({ event }) => event)
      try {
        await this.#write({ epoch: first.epoch, seq: first.seq, events })
        for (const { resolve } of entries) resolve()
      } catch (error) {
        for (const { reject } of entries) reject(error)
        // The others would wait just as long, and then fail, too.
        if (error instanceof StoreUnavailable) this.close(error)
      }
    }
    this.#isWriting = false
    const left = start + this.#batchTime - performance.now()
    if (this.#isUrgent || left <= 0) this.#continue()
    else this.#timer = setTimeout(() => this.#continue(), left)
  }

  /** Whether the pending entries must not wait for more: they include the last one, or fill a batch. */
  get #isUrgent(): boolean {
    const last = this.#pending.at(-1)
    return last !== undefined && (isLast(last.event) || this.#pending.length >= MAX_ENTRIES)
  }

  #continue(): void {
    this.#timer = undefined
    if (this.#pending.length > 0) void this.#flush()
    else this.#onIdle()
  }
}

/** Returns how many of the first entries form a batch: the entries after a last one, or a gap, are judged separately. */
function lengthOfBatch(pending: readonly Pending[]): number {
  let size = 0
  let length = 0
  for (const { seq, epoch, event } of pending) {
    const before = pending[length - 1]
    size += event.data.length
    if (before) {
      const follows = before.seq + 1 === seq && before.epoch === epoch && !isLast(before.event)
      if (!follows || size > MAX_SIZE || length >= MAX_ENTRIES) break
    }
    length += 1
  }
  return length
}
