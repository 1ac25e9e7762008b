import type { Admission } from './admission.ts'
import type { Limits } from '../limits.ts'
import type { Answer, AnswerPart, RunContext } from '../types.ts'
import { Run, type AnswerFailure, type RunEnding, type RunStart } from './run.ts'
import type { RunRecord, StoredQuestion } from './runRegister.ts'
import type { RunStore } from './runStore.ts'
import { createSessionId } from './sessionId.ts'
import type { Claim, TakenRun } from './sharedRuns.ts'
import { wait } from './wait.ts'
import { readUnfinishedAnswer } from './unfinishedAnswer.ts'

/** A question to answer, and its owner. */
export type RunRequest = Omit<RunRecord, 'id'>

/** Answers questions. */
export interface Model {
  answer(question: StoredQuestion, run: RunContext): Answer
  /** Returns whether an answer can be continued by `resume`; otherwise the run ends with the error `run_lost`. */
  canResume(question: StoredQuestion): boolean
  /** Continues an answer after the parts that an earlier process wrote before it died. */
  resume(question: StoredQuestion, written: readonly AnswerPart[], run: RunContext): Answer
}

/** What a server does when its runs begin, fail and end. */
export interface RunsListener {
  /** Describes an error of the model. @returns undefined to hide it from the reader */
  describe(error: unknown): AnswerFailure | undefined
  onStart(run: RunRecord): void
  /** Called when this process takes over a run, before it continues or ends it. */
  onTakeOver?(run: TakenRun): void
  /** Called once per run over all processes, after its end is written. */
  onEnd(run: RunRecord, ending: RunEnding): void
  /** Called with an error that no reader learns. */
  onError(run: RunRecord, error: unknown): void
}

/** The runs that this process drives: starts them, takes them over and stops them. */
export class Runs {
  readonly #model: Model
  readonly #store: RunStore
  readonly #limits: Limits
  readonly #admission: Admission
  readonly #listener: RunsListener
  readonly #drivers = new Map<string, Run>()
  /** Runs being entered, by key: a question that arrives twice at once must be admitted only once. */
  readonly #entering = new Map<string, Promise<RunRecord>>()

  constructor(
    model: Model,
    store: RunStore,
    limits: Limits,
    admission: Admission,
    listener: RunsListener,
  ) {
    this.#model = model
    this.#store = store
    this.#limits = limits
    this.#admission = admission
    this.#listener = listener
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

  /** Returns a promise that resolves when a run needs this process no longer. */
  async finished(id: string): Promise<void> {
    await this.#drivers.get(id)?.settled
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
    const { key, question, owner } = request
    const known = key === undefined ? undefined : await register.findByKey(key)
    if (known) return known
    const leave = this.#admission.enter(owner)
    const record: RunRecord = { id: createSessionId(), key, question, owner }
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
    const run = this.#driverOf(record, record, leave)
    this.#listener.onStart(record)
    const context = (signal: AbortSignal) => ({ signal, sessionId: record.id })
    void run.drive((signal) => this.#model.answer(question, context(signal)))
    return record
  }

  async #adopt(taken: TakenRun): Promise<void> {
    const { id, question, owner, isStopped, takeovers } = taken
    const written = await readUnfinishedAnswer(this.#store.log, id)
    if (!written) return
    const run = this.#driverOf({ ...taken, written }, taken, this.#admission.admit(owner))
    this.#listener.onTakeOver?.(taken)
    const model = this.#model
    if (isStopped) run.stop()
    else if (takeovers > this.#limits.takeovers) run.giveUp(takeovers)
    else if (model.canResume(question)) {
      void run.drive((signal) => model.resume(question, written.parts, { signal, sessionId: id }))
    } else run.lose()
    if (run.ended) await run.settled
  }

  #driverOf(start: RunStart, record: RunRecord, leave: () => void): Run {
    const { register, log } = this.#store
    const listener = this.#listener
    const run = new Run(start, log, this.#limits, {
      describe: (error) => listener.describe(error),
      onError: (_, error) => listener.onError(record, error),
      onBytes: ({ id }, bytes) => {
        if (!register.wrote(id, bytes)) run.evict()
      },
      onEnd: (_, ending) => {
        leave()
        register.ended(run.id)
        if (!ending) return
        // The whole answer can be read only after its end is written.
        void run.settled.then((isWritten) => isWritten && listener.onEnd(record, ending))
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
