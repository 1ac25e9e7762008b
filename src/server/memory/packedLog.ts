import { BATCH_SIZE } from '../runs/batchOf.ts'
import { isLast, type RunEvent, type RunLogEntry } from '../runs/runLog.ts'

/** Number of entries per block. */
const BLOCK_LENGTH = 128

/**
 * The entries of one run. A token as an object takes about 100 bytes, so full blocks are kept as one string each: their
 * data, one per line. Reading an entry costs the same wherever it is.
 */
export class PackedLog {
  /** Full blocks. Only the end of a log has a name, and no block contains it. */
  readonly #blocks: string[] = []
  #recent: RunLogEntry[] = []
  #length = 0
  #isEnded = false

  get length(): number {
    return this.#length
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  push(event: RunEvent): void {
    if (this.#recent.length === BLOCK_LENGTH) {
      // A line end would split the data of an entry; JSON contains none.
      this.#blocks.push(this.#recent.map(({ data }) => data.replace(/[\r\n]/g, '')).join('\n'))
      this.#recent = []
    }
    this.#length += 1
    this.#isEnded = isLast(event)
    this.#recent.push({ seq: this.#length, ...event })
  }

  /** Returns the next batch after entry `after`, up to `BATCH_SIZE`, and at least one entry if there is one. */
  batchAfter(after: number): readonly RunLogEntry[] {
    const batch: RunLogEntry[] = []
    let size = 0
    let at = after
    while (at < this.#length) {
      for (const entry of this.#blockAt(at).slice(at % BLOCK_LENGTH)) {
        if (size >= BATCH_SIZE) return batch
        batch.push(entry)
        size += entry.data.length
        at += 1
      }
    }
    return batch
  }

  /** Returns the block that contains the entry after `index`. */
  #blockAt(index: number): readonly RunLogEntry[] {
    const number = Math.floor(index / BLOCK_LENGTH)
    const block = this.#blocks[number]
    if (block === undefined) return this.#recent
    return block
      .split('\n')
      .map((data, place) => ({ seq: number * BLOCK_LENGTH + place + 1, data }))
  }
}
