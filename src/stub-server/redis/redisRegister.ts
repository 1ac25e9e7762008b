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

/** How long a run may be there beyond its time and its keep time, in milliseconds, until Redis forgets it. */
const MARGIN = 60_000

/** How long a run's name is remembered, in milliseconds, to say 410 rather than 404. */
const REMEMBRANCE = 24 * 60 * 60_000

/** Keeps the register in Redis, for all processes. Bytes in all are Redis's own affair: its `maxmemory`. */
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
          // It may have expired since, and its key with it.
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

  /** Its last entry told Redis; see the script that appends. */
  ended(id: string): void {
    this.#mine.delete(id)
  }

  #tryToEnter({ id, key = '', client, question }: RunRecord, limits: Limits) {
    const { runTime, keepTime, liveRunsPerClient, runs } = limits
    return ENTER.run(
      this.#connection,
      this.#prefix,
      ...[id, key, client, writeQuestion(question)],
      ...[keepTime, runTime + keepTime + MARGIN, this.#leaseTime, REMEMBRANCE],
      ...[liveRunsPerClient, runs],
    )
  }
}
