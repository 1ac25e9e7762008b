import type { Limits } from '../limits.ts'
import type { RunLog } from '../runs/runLog.ts'
import {
  tooFull,
  type Entry,
  type FoundRun,
  type RunRecord,
  type RunRegister,
} from '../runs/runRegister.ts'
import { byteLength } from '../runs/byteLength.ts'
import { startTimer, unreferenced } from '../runs/wait.ts'

/** How many ids of expired sessions are remembered, to answer 410 rather than 404. */
const MAX_EXPIRED_IDS = 10_000

interface HeldRun {
  readonly found: FoundRun
  readonly limits: Limits
  connections: number
  bytes: number
  ended: boolean
  expiry?: ReturnType<typeof startTimer>
}

/** Stores the register in this process: live runs, and runs that ended a short time ago. */
export class MemoryRegister implements RunRegister {
  readonly #log: RunLog
  /** Runs in the order of their start. */
  readonly #runs = new Map<string, HeldRun>()
  readonly #idsByKey = new Map<string, string>()
  readonly #expired = new Set<string>()
  #bytes = 0

  /** @param log the log to remove a run from when the register forgets it */
  constructor(log: RunLog) {
    this.#log = log
  }

  get held(): number {
    return this.#runs.size
  }

  async find(id: string): Promise<FoundRun | undefined> {
    return this.#runs.get(id)?.found
  }

  async findByKey(key: string): Promise<FoundRun | undefined> {
    return this.#runs.get(this.#idsByKey.get(key) ?? '')?.found
  }

  async isExpired(id: string): Promise<boolean> {
    return this.#expired.has(id)
  }

  async enter(run: RunRecord, limits: Limits): Promise<Entry> {
    const { id, key } = run
    const known = key !== undefined && this.#runs.get(this.#idsByKey.get(key) ?? '')
    if (known) return { isNew: false, known: known.found }
    if (this.#runs.size >= limits.runs && !this.#forgetOldest()) throw tooFull()
    // Count the question, too: a thousand long questions take more space than their answers.
    const bytes = byteLength(JSON.stringify(run.question))
    if (!this.#makeSpace(bytes, limits)) throw tooFull()
    const found = { ...run, isLost: false }
    this.#runs.set(id, { found, limits, connections: 0, bytes, ended: false })
    this.#bytes += bytes
    if (key !== undefined) this.#idsByKey.set(key, id)
    return { isNew: true }
  }

  async live(owner?: string): Promise<readonly FoundRun[]> {
    return [...this.#runs.values()]
      .filter((run) => !run.ended && (owner === undefined || run.found.owner === owner))
      .map(({ found }) => found)
  }

  async countConnection(id: string): Promise<number> {
    const run = this.#runs.get(id)
    if (!run) return 0
    run.connections += 1
    return run.connections
  }

  wrote(id: string, bytes: number): boolean {
    const run = this.#runs.get(id)
    if (!run) return true
    const hasSpace = this.#makeSpace(bytes, run.limits, run)
    run.bytes += bytes
    this.#bytes += bytes
    return hasSpace
  }

  ended(id: string): void {
    const run = this.#runs.get(id)
    if (!run) return
    run.ended = true
    run.expiry = unreferenced(startTimer(() => this.#forget(run), run.limits.keepTime))
  }

  /** Clears all timers, so that none outlives the server. */
  close(): void {
    for (const { expiry } of this.#runs.values()) clearTimeout(expiry)
  }

  /** Forgets ended runs until there is space for more bytes. @returns false if there is none */
  #makeSpace(bytes: number, { totalBytes }: Limits, writer?: HeldRun): boolean {
    while (this.#bytes + bytes > totalBytes && this.#forgetOldest(writer)) {
      // Each call of #forgetOldest frees space.
    }
    return this.#bytes + bytes <= totalBytes
  }

  /** Frees space by forgetting the oldest ended run, but never the run that needs the space. */
  #forgetOldest(writer?: HeldRun): boolean {
    for (const run of this.#runs.values()) {
      if (!run.ended || run === writer) continue
      this.#forget(run)
      return true
    }
    return false
  }

  #forget({ found: { id, key }, bytes, expiry }: HeldRun): void {
    clearTimeout(expiry)
    this.#runs.delete(id)
    if (key !== undefined) this.#idsByKey.delete(key)
    this.#bytes -= bytes
    this.#expired.add(id)
    const [oldest] = this.#expired
    if (this.#expired.size > MAX_EXPIRED_IDS && oldest !== undefined) this.#expired.delete(oldest)
    this.#log
      .remove(id)
      .catch((error: unknown) => console.error(`The log of run ${id} could not be removed:`, error))
  }
}
