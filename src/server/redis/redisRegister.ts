import { tooManyRuns } from '../runs/admission.ts'
import type { Limits } from '../limits.ts'
import {
  tooFull,
  type Entry,
  type FoundRun,
  type RunRecord,
  type RunRegister,
  type StoredQuestion,
} from '../runs/runRegister.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import type { RedisConnection } from './connection.ts'
import { listOf } from './readEntries.ts'
import { ENTER, UNDO_ENTER } from './scripts/enter.ts'
import { CONNECT, FIND, FIND_KEY, IS_KNOWN, LIVE } from './scripts/find.ts'
import { REMEMBRANCE } from './scripts/library.ts'

/** How long a run stays in Redis beyond its run time and its keep time, in milliseconds. */
const MARGIN = 60_000

/** How long to try to undo an entry, in milliseconds. */
const OUTAGE_TOLERANCE = 15_000

/** Stands for an infinite time, which Redis does not know: ten years in milliseconds. */
const LONGEST_TIME = 10 * 365 * 24 * 60 * 60_000

/** Most live runs that are listed. */
const MAX_LIVE_RUNS = 1_000

/** Stores the register in Redis, for all processes. Redis itself bounds the total bytes: its `maxmemory`. */
export class RedisRegister implements RunRegister {
  readonly #connection: RedisConnection
  readonly #prefix: string
  readonly #leaseTime: number
  readonly #mine = new Set<string>()

  constructor(connection: RedisConnection, prefix: string, leaseTime: number) {
    this.#connection = connection
    this.#prefix = prefix
    this.#leaseTime = leaseTime
  }

  get held(): number {
    return this.#mine.size
  }

  async find(id: string): Promise<FoundRun | undefined> {
    const reply = listOf(await FIND.run(this.#connection, this.#prefix, id))
    if (reply.length === 0) return undefined
    const [question, owner, key, isLost] = reply.map(String)
    return {
      id,
      key: key === '' ? undefined : key,
      question: JSON.parse(question ?? '') as StoredQuestion,
      owner: owner ?? '',
      isLost: isLost === '1',
    }
  }

  async findByKey(key: string): Promise<FoundRun | undefined> {
    const id = await FIND_KEY.run(this.#connection, this.#prefix, key)
    return id === null ? undefined : this.find(String(id))
  }

  async isExpired(id: string): Promise<boolean> {
    return Number(await IS_KNOWN.run(this.#connection, this.#prefix, id)) === 1
  }

  async enter(run: RunRecord, limits: Limits): Promise<Entry> {
    const undo = (error: unknown) => {
      if (error instanceof StoreUnavailable) void this.#undoEnter(run.id)
      throw error
    }
    for (;;) {
      const [outcome, value] = listOf(await this.#tryToEnter(run, limits).catch(undo))
      switch (outcome) {
        case 'new':
          this.#mine.add(run.id)
          return { isNew: true }
        case 'known': {
          const known = await this.find(String(value))
          // The run may have expired since then, and its key with it: try again.
          if (known) return { isNew: false, known }
          break
        }
        case 'client':
          throw tooManyRuns(Number(value))
        default:
          throw tooFull()
      }
    }
  }

  async live(owner?: string): Promise<readonly FoundRun[]> {
    const ids = listOf(await LIVE.run(this.#connection, this.#prefix, owner ?? '', MAX_LIVE_RUNS))
    const runs = await Promise.all(ids.map((id) => this.find(String(id))))
    return runs.filter((run) => run !== undefined)
  }

  async countConnection(id: string): Promise<number> {
    return Number(await CONNECT.run(this.#connection, this.#prefix, id))
  }

  wrote(): boolean {
    return true
  }

  /** Redis marks the run as ended when its last entry is appended; see scripts/append.ts. */
  ended(id: string): void {
    this.#mine.delete(id)
  }

  /**
   * Removes a run that may have been entered although its reply was lost: the requester is refused and asks again, so
   * another process must not take this run over and answer the question a second time.
   */
  async #undoEnter(id: string): Promise<void> {
    try {
      if (await this.#connection.isBack(OUTAGE_TOLERANCE)) {
        await UNDO_ENTER.run(this.#connection, this.#prefix, id)
      }
    } catch {
      // Redis is unreachable again.
    }
  }

  #tryToEnter({ id, key = '', owner, question }: RunRecord, limits: Limits) {
    const { liveRunsPerOwner, runs } = limits
    const keepTime = Math.min(limits.keepTime, LONGEST_TIME)
    const lifetime = Math.min(limits.runTime, LONGEST_TIME) + keepTime + MARGIN
    return ENTER.run(
      this.#connection,
      this.#prefix,
      ...[id, key, owner, JSON.stringify(question)],
      // The id is remembered to answer 410 rather than 404.
      ...[keepTime, lifetime, this.#leaseTime, Math.max(lifetime, REMEMBRANCE)],
      ...[liveRunsPerOwner, runs],
    )
  }
}
