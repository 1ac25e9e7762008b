import { ModelError, type ModelDelta, type Question } from '../model.ts'
import { FIRST_EPOCH, SequenceError, type RunEvent, type RunLog } from './runLog.ts'
import { StoreUnavailable } from './storeUnavailable.ts'
import { NO_TEXT_YET, type UnfinishedAnswer } from './unfinishedAnswer.ts'

export interface RunBounds {
  readonly runTime: number
  readonly runBytes: number
  readonly runEntries: number
}

/** Receives notifications from a run. */
export interface RunListener {
  onBytes(run: Run, bytes: number): void
  onEnd(run: Run): void
}

/** Identifies the run to drive, and the point to continue from. */
export interface RunStart {
  readonly id: string
  readonly question: Question
  /** Which driver of the run this is; a takeover increases it. @default 1 */
  readonly epoch?: number
  /** How long ago the run began, in milliseconds. @default 0 */
  readonly age?: number
  /** The part of the answer that an earlier driver wrote. @default nothing */
  readonly written?: UnfinishedAnswer
}

/**
 * Drives one model and writes its deltas to the log, whether or not a reader is connected. The run
 * numbers its entries itself, before the log confirms them, so that it can append the end while the
 * model hangs.
 */
export class Run {
  readonly id: string
  readonly epoch: number
  readonly question: Question
  ended = false
  /** Resolves when the last entry is written (`true`) or could not be (`false`). It never rejects. */
  readonly settled: Promise<boolean>

  readonly #log: RunLog
  readonly #bounds: RunBounds
  readonly #listener: RunListener
  readonly #abort = new AbortController()
  readonly #age: number
  #settle: (isWritten: boolean) => void = () => {}
  #bytes: number
  /** Number of the last entry. */
  #seq: number
  #length: number

  constructor(
    { id, question, epoch = FIRST_EPOCH, age = 0, written = NO_TEXT_YET }: RunStart,
    log: RunLog,
    bounds: RunBounds,
    listener: RunListener,
  ) {
    this.id = id
    this.epoch = epoch
    this.question = question
    this.settled = new Promise((resolve) => (this.#settle = resolve))
    this.#log = log
    this.#bounds = bounds
    this.#listener = listener
    this.#age = age
    this.#seq = written.deltas.length
    this.#bytes = written.bytes
    this.#length = written.length
  }

  /** Writes the model's deltas until it finishes, fails, is stopped or reaches a bound. It never throws. */
  async drive(answer: (signal: AbortSignal) => AsyncIterable<ModelDelta>): Promise<void> {
    const { runTime } = this.#bounds
    const timer = setTimeout(
      () => this.#fail('run_time_limit', `The answer took longer than ${runTime / 1000} seconds.`),
      Math.max(0, runTime - this.#age),
    )
    try {
      for await (const delta of answer(this.#abort.signal)) {
        if (this.ended) return
        await this.#write(delta)
      }
      this.#end('done')
    } catch (error) {
      this.#failBy(error)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends the run immediately, without waiting for the model to end. */
  stop(): void {
    this.#end('stopped')
  }

  /** Ends a run whose process died and whose model cannot continue an answer. */
  lose(): void {
    this.#fail(
      'run_lost',
      'The server process that wrote this answer died, and no other can continue it. Send the question again.',
    )
  }

  /**
   * Ends a run because several processes died while they drove it: its answer may crash this process, too.
   *
   * @param deaths how many processes died while they drove the run
   */
  giveUp(deaths: number): void {
    const times = deaths === 1 ? 'once' : `${deaths} times`
    this.#fail(
      'run_lost',
      `The server process that wrote this answer died ${times}, so the server gave up. Change the question.`,
    )
  }

  /** Stops the model without writing an end, as when a server shuts down: readers must be able to resume. */
  abandon(): void {
    if (this.ended) return
    this.ended = true
    this.#settle(false)
    this.#abort.abort()
    this.#listener.onEnd(this)
  }

  /** Ends the run because the process is full, although the run itself reached no bound. */
  evict(): void {
    this.#fail('server_full', 'The server has no space for more of this answer. Try again later.')
  }

  async #write(delta: ModelDelta): Promise<void> {
    const { runBytes, runEntries } = this.#bounds
    const data = JSON.stringify(delta)
    const bytes = Buffer.byteLength(data)
    if (this.#bytes + bytes > runBytes || this.#seq + 1 >= runEntries) {
      this.#fail(
        'run_size_limit',
        'The answer is longer than this server stores (runBytes, runEntries).',
      )
      return
    }
    if ('content' in delta) this.#length += delta.content.length
    await this.#append({ data }, bytes)
  }

  #end(reason: 'done' | 'stopped', more: object = {}): void {
    this.#close({ reason, length: this.#length, ...more })
  }

  #fail(code: string, message: string): void {
    this.#close({ reason: 'error', length: this.#length, code, message })
  }

  #failBy(error: unknown): void {
    // Another process drives the run now, or the log cannot be written: this process must not end the run.
    if (error instanceof SequenceError || error instanceof StoreUnavailable) this.abandon()
    else if (this.question.scenario?.name === 'nest-error') {
      this.#finish({ event: 'error', data: 'Internal server error' })
    } else if (error instanceof ModelError) this.#fail(error.code, error.message)
    else {
      // The message may contain private details: log it for the operator, but don't send it.
      if (!this.ended) console.error('The model failed:', error)
      this.#fail('internal_error', 'The model failed.')
    }
  }

  #close(data: object): void {
    this.#finish({ event: 'close', data: JSON.stringify(data) })
  }

  #finish(event: RunEvent): void {
    if (this.ended) return
    this.ended = true
    this.#append(event, Buffer.byteLength(event.data)).then(
      () => this.#settle(true),
      (error: unknown) => {
        // A sequence error means that another process ended this run or drives it now.
        if (!(error instanceof SequenceError)) {
          console.error(`The end of run ${this.id} could not be written:`, error)
        }
        this.#settle(false)
      },
    )
    this.#abort.abort()
    this.#listener.onEnd(this)
  }

  #append(event: RunEvent, bytes: number): Promise<void> {
    this.#seq += 1
    this.#bytes += bytes
    const appended = this.#log.append(this.id, this.#seq, event, this.epoch)
    this.#listener.onBytes(this, bytes)
    return appended
  }
}
