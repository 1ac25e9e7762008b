import type { Beat, Claim, SharedCounts, SharedRuns, TakenRun } from '../runs/sharedRuns.ts'
import type { RedisConnection } from './connection.ts'
import type { StoredQuestion } from '../runs/runRegister.ts'
import { listOf } from './readEntries.ts'
import { COUNT_MODEL, COUNTS } from './scripts/counts.ts'
import { BEAT, RELEASE, TAKE } from './scripts/leases.ts'

/** How many runs one process takes over at a time, so that the runs of a dead process spread over the others. */
const MAX_TAKEOVERS_PER_BEAT = 20

export interface LeaseTimes {
  readonly leaseTime: number
  readonly renewInterval: number
}

/** Stores leases as scores in a sorted set, by the clock of Redis, and epochs with their runs. */
export class RedisSharedRuns implements SharedRuns {
  readonly renewInterval: number
  readonly #connection: RedisConnection
  readonly #prefix: string
  readonly #leaseTime: number

  constructor(
    connection: RedisConnection,
    prefix: string,
    { leaseTime, renewInterval }: LeaseTimes,
  ) {
    this.renewInterval = renewInterval
    this.#connection = connection
    this.#prefix = prefix
    this.#leaseTime = leaseTime
  }

  async beat(claims: readonly Claim[]): Promise<Beat> {
    const most = this.#isPatient() ? 0 : MAX_TAKEOVERS_PER_BEAT
    const reply = await BEAT.run(
      this.#connection,
      this.#prefix,
      this.#leaseTime,
      most,
      ...listed(claims),
    )
    const [lost, lapsed] = listOf(reply)
    return { lost: listOf(lost).map(String), lapsed: listOf(lapsed).map(String) }
  }

  takeOver(id: string): Promise<TakenRun | undefined> {
    return this.#take(id, false)
  }

  takeToStop(id: string): Promise<TakenRun | undefined> {
    return this.#take(id, true)
  }

  async release(claims: readonly Claim[]): Promise<void> {
    await RELEASE.run(this.#connection, this.#prefix, ...listed(claims))
  }

  async countModel(): Promise<void> {
    await COUNT_MODEL.run(this.#connection, this.#prefix)
  }

  async counts(): Promise<SharedCounts> {
    const reply = listOf(await COUNTS.run(this.#connection, this.#prefix))
    const [runs = 0, takeovers = 0, liveRuns = 0, sessions = 0] = reply.map(Number)
    return { runs, takeovers, liveRuns, sessions }
  }

  async #take(id: string, stops: boolean): Promise<TakenRun | undefined> {
    const reply = listOf(
      await TAKE.run(
        this.#connection,
        this.#prefix,
        ...[id, this.#leaseTime, stops ? 1 : 0, crypto.randomUUID()],
      ),
    )
    if (reply.length === 0) return undefined
    const [epoch, question, owner, key, age, isStopped, lapses] = reply.map(String)
    return {
      id,
      epoch: Number(epoch),
      question: JSON.parse(question ?? '') as StoredQuestion,
      owner: owner ?? '',
      key: key === '' ? undefined : key,
      age: Number(age),
      isStopped: isStopped === '1',
      takeovers: Number(lapses),
    }
  }

  /**
   * Returns whether to wait before taking runs over. After an outage of Redis, every lease may have
   * lapsed although every driver lives, so give each driver one lease time to renew.
   */
  #isPatient(): boolean {
    return this.#connection.timeSinceFailure < this.#leaseTime
  }
}

function listed(claims: readonly Claim[]): (string | number)[] {
  return claims.flatMap(({ id, epoch }) => [id, epoch])
}
