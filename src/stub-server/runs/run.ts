import { ModelError, type ModelDelta, type Question } from '../model.ts'
import { FIRST_EPOCH, SequenceError, type RunEvent, type RunLog } from './runLog.ts'
import { StoreUnavailable } from './storeUnavailable.ts'
import { NO_TEXT_YET, type UnfinishedAnswer } from './unfinishedAnswer.ts'

export interface RunBounds {
  readonly runTime: number
  readonly runBytes: number
  readonly runEntries: number
}

/** Told by a run of itself. */
export interface RunListener {
  onBytes(run: Run, bytes: number): void
  onEnd(run: Run): void
}

/** Which run is driven, and from where on. */
export interface RunStart {
  readonly id: string
  readonly question: Question
  /** @default 1 */
  readonly epoch?: number
  /** How long ago it began, in milliseconds. @default 0 */
  readonly age?: number
  /** What an earlier driver wrote. @default nothing */
  readonly written?: UnfinishedAnswer
}

/**
 * One model at work: it writes into its log, whoever reads and whether anyone does. Its entries are
 * numbered here, before the log is awaited, so that the end can be appended while a model hangs.
 */
export class Run {
  readonly id: string
  readonly epoch: number
  readonly question: Question
  ended = false
  /** Resolves when the last word about this run is written, or could not be. Tells which. Never rejects. */
  readonly settled: Promise<boolean>

  readonly #log: RunLog
  readonly #bounds: RunBounds
  readonly #listener: RunListener
  readonly #abort = new AbortController()
  readonly #age: number
  #settle: (isWritten: boolean) => void = () => {}
  #bytes: number
  /** The number of the last entry. */
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

  /** Lets the model write until it is done, fails, is stopped or meets a bound. Never throws. */
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

  /** Ends the run at once; the model's own end is not waited for. */
  stop(): void {
    this.#end('stopped')
  }

  /** Ends a run whose process died, and whose model cannot continue. */
  lose(): void {
    this.#fail(
      'run_lost',
      'The process that made this answer died, and no other can continue it. Ask again.',
    )
  }

  /**
   * Ends a run that may end this process, too.
   *
   * @param deaths how many processes died while they drove it
   */
  giveUp(deaths: number): void {
    const times = deaths === 1 ? 'once' : `${deaths} times`
    this.#fail(
      'run_lost',
      `The process that made this answer died ${times}, so the answer was given up. Ask something else.`,
    )
  }

  /** Ends the model without a word in the log, as a server's end does: readers shall resume. */
  abandon(): void {
    if (this.ended) return
    this.ended = true
    this.#settle(false)
    this.#abort.abort()
    this.#listener.onEnd(this)
  }

  /** A bound that is not this run's own: the process is full. */
  evict(): void {
    this.#fail('server_full', 'The server holds as much as it may. Ask again later.')
  }

  async #write(delta: ModelDelta): Promise<void> {
    const { runBytes, runEntries } = this.#bounds
    const data = JSON.stringify(delta)
    const bytes = Buffer.byteLength(data)
    if (this.#bytes + bytes > runBytes || this.#seq + 1 >= runEntries) {
      this.#fail('run_size_limit', 'The answer became longer than this server keeps.')
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
    // Another process has the run now, or nobody's log can be written: no end of it is ours to tell.
    if (error instanceof SequenceError || error instanceof StoreUnavailable) this.abandon()
    else if (this.question.scenario?.name === 'nest-error') {
      this.#finish({ event: 'error', data: 'Internal server error' })
    } else if (error instanceof ModelError) this.#fail(error.code, error.message)
    else {
      // Its words may hold what is nobody's business: they go to the operator alone.
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
        // A sequence error is the word of another process, which ended this run or has it now.
        if (!(error instanceof SequenceError)) {
          console.error('The end of a run could not be written:', error)
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
