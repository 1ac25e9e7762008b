import { tooManyRuns } from '../runs/admission.ts'
import type { Limits } from '../options.ts'
import {
  tooFull,
  type Entry,
  type FoundRun,
  type RunRecord,
  type RunRegister,
} from '../runs/runRegister.ts'
import type { RedisConnection } from './connection.ts'
import { readQuestion, writeQuestion } from './questionText.ts'
import { listOf } from './readEntries.ts'
import { ENTER } from './scripts/enter.ts'
import { CONNECT, FIND, FIND_KEY, IS_KNOWN } from './scripts/find.ts'

/** How long a run stays in Redis beyond its run time and its keep time, in milliseconds. */
const MARGIN = 60_000

/** How long the id of a run is remembered, in milliseconds, to answer 410 rather than 404. */
const EXPIRED_ID_TIME = 24 * 60 * 60_000

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
    const [question, client, key, isLost] = reply.map(String)
    return {
      id,
      key: key === '' ? undefined : key,
      question: readQuestion(question ?? ''),
      client: client ?? '',
      isLost: isLost === '1',
    }
  }

  async findByKey(key: string): Promise<FoundRun | undefined> {
    const id = await FIND_KEY.run(this.#connection, this.#prefix, key)
    return id === null ? undefined : this.find(String(id))
  }

  async isExpired(id: string): Promise<boolean> {
    return (await IS_KNOWN.run(this.#connection, this.#prefix, id)) === 1
  }

  async enter(run: RunRecord, limits: Limits): Promise<Entry> {
    for (;;) {
      const [outcome, value] = listOf(await this.#tryToEnter(run, limits))
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

  #tryToEnter({ id, key = '', client, question }: RunRecord, limits: Limits) {
    const { runTime, keepTime, liveRunsPerClient, runs } = limits
    return ENTER.run(
      this.#connection,
      this.#prefix,
      ...[id, key, client, writeQuestion(question)],
      ...[keepTime, runTime + keepTime + MARGIN, this.#leaseTime, EXPIRED_ID_TIME],
      ...[liveRunsPerClient, runs],
    )
  }
}
