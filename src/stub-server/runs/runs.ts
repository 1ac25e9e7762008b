import type { Admission } from './admission.ts'
import type { Model, Question } from '../model.ts'
import type { Limits } from '../options.ts'
import { Run, type RunStart } from './run.ts'
import type { RunRecord } from './runRegister.ts'
import type { RunStore } from './runStore.ts'
import { createSessionId } from './sessionId.ts'
import type { Claim, TakenRun } from './sharedRuns.ts'
import { wait } from './wait.ts'
import { readUnfinishedAnswer } from './unfinishedAnswer.ts'

/** A question to answer, and the client that sent it. */
export type RunRequest = Omit<RunRecord, 'id'>

/** The runs that this process drives: starts them, takes them over and stops them. */
export class Runs {
  readonly #modelOf: (question: Question) => Model
  readonly #store: RunStore
  readonly #limits: Limits
  readonly #admission: Admission
  readonly #drivers = new Map<string, Run>()
  /** Runs being entered, by key: a question that arrives twice at once must be admitted only once. */
  readonly #entering = new Map<string, Promise<RunRecord>>()

  constructor(
    modelOf: (question: Question) => Model,
    store: RunStore,
    limits: Limits,
    admission: Admission,
  ) {
    this.#modelOf = modelOf
    this.#store = store
    this.#limits = limits
    this.#admission = admission
  }

  /** The runs that this process drives and whose leases it must renew. */
  get claims(): Claim[] {
    return [...this.#drivers.values()].map(({ id, epoch }) => ({ id, epoch }))
  }

  /**
   * Starts a model, or returns the run that already has the same key.
   *
   * @throws Problem 429 or 503 at a bound
   */
  start(request: RunRequest): Promise<RunRecord> {
    const { key } = request
    if (key === undefined) return this.#enter(request)
    const entering = this.#entering.get(key)
    if (entering) return entering
    const entered = this.#enter(request).finally(() => this.#entering.delete(key))
    this.#entering.set(key, entered)
    return entered
  }

  /** Stops a run, whichever process drives it. Does nothing if the run does not exist or has ended. */
  async stop(id: string): Promise<void> {
    const run = this.#drivers.get(id)
    run?.stop()
    if (run && (await run.settled)) return
    const taken = await this.#store.shared?.takeToStop(id)
    if (taken) await this.#adopt(taken)
  }

  /**
   * Takes over a run whose process died, unless another process is faster. Ends the run instead if too
   * many processes died while they drove it.
   */
  async takeOver(id: string): Promise<void> {
    if (this.#drivers.has(id)) return
    const taken = await this.#store.shared?.takeOver(id)
    if (taken) await this.#adopt(taken)
  }

  /** Stops the model of a run that another process drives now. */
  lose(id: string): void {
    this.#drivers.get(id)?.abandon()
  }

  /** Stops every model without writing an end to its log. */
  abandonAll(): void {
    for (const run of [...this.#drivers.values()]) run.abandon()
  }

  /**
   * Lets the runs finish, and hands those that did not finish in time over to other processes.
   *
   * @param drainTime how long to wait, in milliseconds
   */
  async drain(drainTime: number): Promise<void> {
    const drained = new AbortController()
    const ends = [...this.#drivers.values()].map(({ settled }) => settled)
    void Promise.all(ends).then(() => drained.abort())
    await wait(drainTime, drained.signal)
    const { claims } = this
    this.abandonAll()
    if (claims.length > 0) await this.#store.shared?.release(claims)
  }

  async #enter(request: RunRequest): Promise<RunRecord> {
    const { register, log } = this.#store
    const { key, question, client } = request
    const known = key === undefined ? undefined : await register.findByKey(key)
    if (known) return known
    const leave = this.#admission.enter(client)
    const record: RunRecord = { id: createSessionId(), key, question, client }
    try {
      const entry = await register.enter(record, this.#limits)
      if (!entry.isNew) {
        leave()
        return entry.known
      }
      await log.create(record.id)
    } catch (error) {
      leave()
      register.ended(record.id)
      throw error
    }
    this.#admission.countStart()
    const run = this.#driverOf(record, leave)
    void run.drive((signal) => this.#modelOf(question)(question, signal))
    return record
  }

  async #adopt(taken: TakenRun): Promise<void> {
    const { id, question, client, isStopped, takeovers } = taken
    const written = await readUnfinishedAnswer(this.#store.log, id)
    if (!written) return
    const run = this.#driverOf({ ...taken, written }, this.#admission.admit(client))
    const model = this.#modelOf(question)
    if (isStopped) run.stop()
    else if (takeovers > this.#limits.takeovers) run.giveUp(takeovers)
    else if (model.resume) {
      const resume = model.resume.bind(model)
      void run.drive((signal) => resume(question, written.deltas, signal))
    } else run.lose()
    if (run.ended) await run.settled
  }

  #driverOf(start: RunStart, leave: () => void): Run {
    const { register, log } = this.#store
    const run = new Run(start, log, this.#limits, {
      onBytes: ({ id }, bytes) => {
        if (!register.wrote(id, bytes)) run.evict()
      },
      onEnd: () => {
        leave()
        register.ended(run.id)
      },
    })
    this.#drivers.set(run.id, run)
    // Keep the claim until the end is written: another process must not take the run over, and the
    // register must not forget it before.
    void run.settled.then(() => {
      // A run that was lost and taken back has a driver of a later epoch by now: keep that one.
      if (this.#drivers.get(run.id) === run) this.#drivers.delete(run.id)
    })
    return run
  }
}
