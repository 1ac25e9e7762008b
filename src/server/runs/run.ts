import type { AnswerPart } from '../types.ts'
import { byteLength } from './byteLength.ts'
import { toParts, type PartSource } from './parts.ts'
import { FIRST_EPOCH, SequenceError, type RunEvent, type RunLog } from './runLog.ts'
import { StoreUnavailable } from './storeUnavailable.ts'
import { NO_TEXT_YET, type UnfinishedAnswer } from './unfinishedAnswer.ts'
import { Unconfirmed } from './unconfirmed.ts'
import { startTimer } from './wait.ts'

/** Longest code and message of an error, in characters: they may quote what another server sent. */
const MAX_CODE_LENGTH = 100
const MAX_MESSAGE_LENGTH = 2_000

export interface RunBounds {
  readonly runTime: number
  readonly runBytes: number
  readonly runEntries: number
}

/** An error as the reader of an answer learns it. */
export interface AnswerFailure {
  readonly code: string
  readonly message: string
}

/** How a run ended. */
export interface RunEnding {
  readonly reason: 'done' | 'stopped' | 'error'
  /** Length of the text, in UTF-16 units. */
  readonly length: number
  readonly code?: string
}

/** Receives notifications from a run. */
export interface RunListener {
  /** Describes an error of the model. @returns undefined to hide it from the reader */
  describe(error: unknown): AnswerFailure | undefined
  onBytes(run: Run, bytes: number): void
  /** The run no longer runs a model. `ending` is absent if another process may continue the run. */
  onEnd(run: Run, ending?: RunEnding): void
  onError(run: Run, error: unknown): void
}

/** Identifies the run to drive, and the point to continue from. */
export interface RunStart {
  readonly id: string
  /** Which driver of the run this is; a takeover increases it. @default 1 */
  readonly epoch?: number
  /** How long ago the run began, in milliseconds. @default 0 */
  readonly age?: number
  /** The part of the answer that an earlier driver wrote. @default nothing */
  readonly written?: UnfinishedAnswer
}

/** Thrown by a model to end its log with an event of its own instead of `close`. */
export class LastEvent extends Error {
  override readonly name = 'LastEvent'
  readonly event: RunEvent

  constructor(event: RunEvent) {
    super(event.data)
    this.event = event
  }
}

/**
 * Drives one model and writes its parts to the log, whether or not a reader is connected. The run
 * numbers its entries itself, before the log confirms them, so that it can append the end while the
 * model hangs.
 */
export class Run {
  readonly id: string
  readonly epoch: number
  ended = false
  /** Resolves when the last entry is written (`true`) or could not be (`false`). It never rejects. */
  readonly settled: Promise<boolean>

  readonly #log: RunLog
  readonly #bounds: RunBounds
  readonly #listener: RunListener
  readonly #abort = new AbortController()
  readonly #age: number
  readonly #unconfirmed = new Unconfirmed((error) => this.#failBy(error))
  #settle: (isWritten: boolean) => void = () => {}
  #bytes: number
  /** Number of the last entry. */
  #seq: number
  #length: number

  constructor(
    { id, epoch = FIRST_EPOCH, age = 0, written = NO_TEXT_YET }: RunStart,
    log: RunLog,
    bounds: RunBounds,
    listener: RunListener,
  ) {
    this.id = id
    this.epoch = epoch
    this.settled = new Promise((resolve) => (this.#settle = resolve))
    this.#log = log
    this.#bounds = bounds
    this.#listener = listener
    this.#age = age
    this.#seq = written.parts.length
    this.#bytes = written.bytes
    this.#length = written.length
  }

  /** Writes the model's parts until it finishes, fails, is stopped or reaches a bound. It never throws. */
  async drive(answer: (signal: AbortSignal) => PartSource): Promise<void> {
    const { runTime } = this.#bounds
    const timeLeft = Math.max(0, runTime - this.#age)
    const timer = startTimer(() => this.#failByTime(), timeLeft)
    try {
      for await (const part of toParts(answer, this.#abort.signal)) {
        if (this.ended) return
        await this.#write(part)
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

  async #write(part: AnswerPart): Promise<void> {
    const { runBytes, runEntries } = this.#bounds
    const data = JSON.stringify(part)
    const bytes = byteLength(data)
    if (this.#bytes + bytes > runBytes || this.#seq + 1 >= runEntries) {
      this.#fail(
        'run_size_limit',
        'The answer is longer than this server stores (runBytes, runEntries).',
      )
      return
    }
    if ('content' in part) this.#length += part.content.length
    this.#unconfirmed.add(this.#append({ data }, bytes), bytes)
    await this.#unconfirmed.room()
  }

  #end(reason: 'done' | 'stopped'): void {
    this.#close({ reason, length: this.#length })
  }

  #fail(code: string, message: string): void {
    this.#close({ reason: 'error', length: this.#length, code }, { message })
  }

  #failByTime(): void {
    const seconds = this.#bounds.runTime / 1000
    this.#fail('run_time_limit', `The answer took longer than ${seconds} seconds.`)
  }

  #failBy(error: unknown): void {
    // Another process drives the run now, or the log cannot be written: this process must not end the run.
    if (error instanceof SequenceError || error instanceof StoreUnavailable) {
      this.abandon()
      return
    }
    if (this.ended) return
    if (error instanceof LastEvent) {
      this.#finish(error.event, { reason: 'error', length: this.#length })
      return
    }
    const failure = this.#listener.describe(error)
    // The message may contain private details: report it to the operator, but don't send it.
    if (!failure) this.#listener.onError(this, error)
    const { code, message } = failure ?? { code: 'internal_error', message: 'The model failed.' }
    this.#fail(code.slice(0, MAX_CODE_LENGTH), message.slice(0, MAX_MESSAGE_LENGTH))
  }

  #close(ending: RunEnding, more: object = {}): void {
    this.#finish({ event: 'close', data: JSON.stringify({ ...ending, ...more }) }, ending)
  }

  #finish(event: RunEvent, ending: RunEnding): void {
    if (this.ended) return
    this.ended = true
    this.#append(event, byteLength(event.data)).then(
      () => this.#settle(true),
      (error: unknown) => {
        // A sequence error means that another process ended this run or drives it now.
        if (!(error instanceof SequenceError)) this.#listener.onError(this, error)
        this.#settle(false)
      },
    )
    this.#abort.abort()
    this.#listener.onEnd(this, ending)
  }

  #append(event: RunEvent, bytes: number): Promise<void> {
    this.#seq += 1
    this.#bytes += bytes
    const appended = this.#log.append(this.id, this.#seq, event, this.epoch)
    this.#listener.onBytes(this, bytes)
    return appended
  }
}
