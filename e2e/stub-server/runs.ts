import { Admission } from './admission.ts'
import type { Model, Question } from './model.ts'
import type { Limits } from './options.ts'
import { Problem } from './problem.ts'
import { Run } from './run.ts'
import type { RunLog } from './runLog.ts'

/** How many ended sessions are remembered by name, to say 410 rather than 404. */
const REMEMBERED = 10_000

/** What somebody asks for. */
export interface RunRequest {
  readonly question: Question
  /** Names the question: the same key is the same run. */
  readonly key?: string | undefined
  /** Whose run it is, for the bound on live ones. */
  readonly client: string
}

/** All runs that are held: the live ones, and those that ended a short while ago. */
export class Runs {
  readonly admission: Admission
  readonly #model: Model
  readonly #log: RunLog
  readonly #limits: Limits
  /** In order of their start. */
  readonly #runs = new Map<string, Run>()
  readonly #idsByKey = new Map<string, string>()
  readonly #releases = new Map<string, () => void>()
  readonly #expiries = new Map<string, NodeJS.Timeout>()
  readonly #expired = new Set<string>()
  #bytes = 0

  constructor(model: Model, log: RunLog, limits: Limits) {
    this.#model = model
    this.#log = log
    this.#limits = limits
    this.admission = new Admission(limits.liveRunsPerClient)
  }

  get held(): number {
    return this.#runs.size
  }

  find(id: string): Run | undefined {
    return this.#runs.get(id)
  }

  findByKey(key: string | undefined): Run | undefined {
    return this.#runs.get((key !== undefined && this.#idsByKey.get(key)) || '')
  }

  isExpired(id: string): boolean {
    return this.#expired.has(id)
  }

  /**
   * Starts a model, or finds the run that has the same key.
   *
   * @throws Problem 429 or 503 at a bound
   */
  start({ question, key, client }: RunRequest): Run {
    const known = this.findByKey(key)
    if (known) return known
    if (this.#runs.size >= this.#limits.runs && !this.#forgetOldest()) {
      throw new Problem(503, 'The server runs as many models as it may. Try again shortly.', {
        'Retry-After': '1',
      })
    }
    const release = this.admission.enter(client)
    const run = new Run(createSessionId(), key, question, this.#log, this.#limits, {
      onBytes: (writer, bytes) => this.#onBytes(writer, bytes),
      onEnd: (ended) => this.#onEnd(ended),
    })
    this.#runs.set(run.id, run)
    this.#releases.set(run.id, release)
    if (key !== undefined) this.#idsByKey.set(key, run.id)
    void this.#log.create(run.id).then(() => run.drive(this.#model))
    return run
  }

  /** Ends every model without a word in its log. */
  abandonAll(): void {
    for (const run of [...this.#runs.values()]) run.abandon()
    for (const timer of this.#expiries.values()) clearTimeout(timer)
    this.#expiries.clear()
  }

  #onBytes(writer: Run, bytes: number): void {
    this.#bytes += bytes
    while (this.#bytes > this.#limits.totalBytes && this.#forgetOldest(writer)) {
      // Each turn makes room.
    }
    if (this.#bytes > this.#limits.totalBytes) writer.evict()
  }

  #onEnd(run: Run): void {
    this.#releases.get(run.id)?.()
    this.#releases.delete(run.id)
    const timer = setTimeout(() => this.#forget(run), this.#limits.keepTime)
    timer.unref()
    this.#expiries.set(run.id, timer)
  }

  /** Makes room by the log that is least likely to be read again, but not by the one that needs it. */
  #forgetOldest(writer?: Run): boolean {
    for (const run of this.#runs.values()) {
      if (!run.ended || run === writer) continue
      this.#forget(run)
      return true
    }
    return false
  }

  #forget(run: Run): void {
    clearTimeout(this.#expiries.get(run.id))
    this.#expiries.delete(run.id)
    this.#runs.delete(run.id)
    if (run.key !== undefined) this.#idsByKey.delete(run.key)
    this.#bytes -= run.bytes
    this.#expired.add(run.id)
    const [oldest] = this.#expired
    if (this.#expired.size > REMEMBERED && oldest !== undefined) this.#expired.delete(oldest)
    this.#log
      .remove(run.id)
      .catch((error: unknown) => console.error('A log could not be removed:', error))
  }
}

/** 192 random bits: nobody reads a stranger's session by guessing. */
function createSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
