import type { Limits } from '../options.ts'
import type { RunLog } from '../runs/runLog.ts'
import {
  tooFull,
  type Entry,
  type FoundRun,
  type RunRecord,
  type RunRegister,
} from '../runs/runRegister.ts'

/** How many ended sessions are remembered by name, to say 410 rather than 404. */
const REMEMBERED = 10_000

interface HeldRun {
  readonly found: FoundRun
  readonly limits: Limits
  connections: number
  bytes: number
  ended: boolean
  expiry?: NodeJS.Timeout
}

/** Keeps the register in this process: the live runs, and those that ended a short while ago. */
export class MemoryRegister implements RunRegister {
  readonly #log: RunLog
  /** In order of their start. */
  readonly #runs = new Map<string, HeldRun>()
  readonly #idsByKey = new Map<string, string>()
  readonly #expired = new Set<string>()
  #bytes = 0

  /** @param log from which runs are removed that are held no more */
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
    const found = { ...run, isLost: false }
    this.#runs.set(id, { found, limits, connections: 0, bytes: 0, ended: false })
    if (key !== undefined) this.#idsByKey.set(key, id)
    return { isNew: true }
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
    run.bytes += bytes
    this.#bytes += bytes
    const { totalBytes } = run.limits
    while (this.#bytes > totalBytes && this.#forgetOldest(run)) {
      // Each turn makes room.
    }
    return this.#bytes <= totalBytes
  }

  ended(id: string): void {
    const run = this.#runs.get(id)
    if (!run) return
    run.ended = true
    run.expiry = setTimeout(() => this.#forget(run), run.limits.keepTime)
    run.expiry.unref()
  }

  /** Lets no timer outlive its server. */
  close(): void {
    for (const { expiry } of this.#runs.values()) clearTimeout(expiry)
  }

  /** Makes room by the log that is least likely to be read again, but not by the one that needs it. */
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
    if (this.#expired.size > REMEMBERED && oldest !== undefined) this.#expired.delete(oldest)
    this.#log
      .remove(id)
      .catch((error: unknown) => console.error('A log could not be removed:', error))
  }
}
