import type { Runs } from './runs.ts'
import type { SharedRuns } from './sharedRuns.ts'
import { StoreUnavailable } from './storeUnavailable.ts'

/**
 * Says again and again that this process is alive, learns which of its runs are others' now, and takes
 * over those whose process died.
 */
export class LeaseKeeper {
  readonly #shared: SharedRuns
  readonly #runs: Runs
  readonly #timer: NodeJS.Timeout
  #takesOver = true
  #isBeating = false

  constructor(shared: SharedRuns, runs: Runs) {
    this.#shared = shared
    this.#runs = runs
    this.#timer = setInterval(() => void this.#beat(), shared.renewInterval)
    this.#timer.unref()
  }

  /** Renews on, but takes nothing over any more: this process ends. */
  takeNothingMore(): void {
    this.#takesOver = false
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #beat(): Promise<void> {
    if (this.#isBeating) return
    this.#isBeating = true
    try {
      const { lost, lapsed } = await this.#shared.beat(this.#runs.claims)
      for (const id of lost) this.#runs.lose(id)
      // Not waited for: our own leases must not lapse meanwhile.
      for (const id of lapsed) if (this.#takesOver) this.#runs.takeOver(id).catch(logFailure)
    } catch (error) {
      logFailure(error)
    } finally {
      this.#isBeating = false
    }
  }
}

/** Of a store that is away each request tells; it need not be told every second. */
function logFailure(error: unknown): void {
  if (!(error instanceof StoreUnavailable)) console.error('A lease could not be kept:', error)
}
