import { ModelError, type Model, type Question } from './model.ts'
import type { RunEvent, RunLog } from './runLog.ts'

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

/**
 * One model at work: it writes into its log, whoever reads and whether anyone does. Its entries are
 * numbered here, before the log is awaited, so that the end can be appended while a model hangs.
 */
export class Run {
  readonly id: string
  readonly key: string | undefined
  readonly question: Question
  /** How many readers came; scenarios of the stream meet the first ones alone. */
  connections = 0
  bytes = 0
  /** The number of the last entry. */
  seq = 0
  ended = false

  readonly #log: RunLog
  readonly #bounds: RunBounds
  readonly #listener: RunListener
  readonly #abort = new AbortController()
  #length = 0

  constructor(
    id: string,
    key: string | undefined,
    question: Question,
    log: RunLog,
    bounds: RunBounds,
    listener: RunListener,
  ) {
    this.id = id
    this.key = key
    this.question = question
    this.#log = log
    this.#bounds = bounds
    this.#listener = listener
  }

  /** Lets the model write until it is done, fails, is stopped or meets a bound. Never throws. */
  async drive(model: Model): Promise<void> {
    const { runTime } = this.#bounds
    const timer = setTimeout(
      () => this.#fail('run_time_limit', `The answer took longer than ${runTime / 1000} seconds.`),
      runTime,
    )
    try {
      for await (const delta of model(this.question, this.#abort.signal)) {
        if (this.ended) return
        if ('content' in delta) this.#length += delta.content.length
        await this.#write({ data: JSON.stringify(delta) })
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

  /** Ends the model without a word in the log, as a server's end does: readers shall resume. */
  abandon(): void {
    if (this.ended) return
    this.ended = true
    this.#abort.abort()
    this.#listener.onEnd(this)
  }

  /** A bound that is not this run's own: the process is full. */
  evict(): void {
    this.#fail('server_full', 'The server holds as much as it may. Ask again later.')
  }

  async #write(event: RunEvent): Promise<void> {
    const { runBytes, runEntries } = this.#bounds
    const bytes = Buffer.byteLength(event.data)
    if (this.bytes + bytes > runBytes || this.seq + 1 >= runEntries) {
      this.#fail('run_size_limit', 'The answer became longer than this server keeps.')
      return
    }
    await this.#append(event, bytes)
  }

  #end(reason: 'done' | 'stopped', more: object = {}): void {
    this.#close({ reason, length: this.#length, ...more })
  }

  #fail(code: string, message: string): void {
    this.#close({ reason: 'error', length: this.#length, code, message })
  }

  #failBy(error: unknown): void {
    if (this.question.scenario?.name === 'nest-error') {
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
    this.#append(event, Buffer.byteLength(event.data)).catch((error: unknown) =>
      console.error('The end of a run could not be written:', error),
    )
    this.#abort.abort()
    this.#listener.onEnd(this)
  }

  #append(event: RunEvent, bytes: number): Promise<void> {
    this.seq += 1
    this.bytes += bytes
    const appended = this.#log.append(this.id, this.seq, event)
    this.#listener.onBytes(this, bytes)
    return appended
  }
}
