import type { Runs } from './runs.ts'
import type { SharedRuns } from './sharedRuns.ts'
import { StoreUnavailable } from './storeUnavailable.ts'
import { unreferenced } from './wait.ts'

/**
 * Renews the leases of this process's runs at an interval, drops the runs that another process drives
 * now, and takes over the runs whose process died.
 */
export class LeaseKeeper {
  readonly #shared: SharedRuns
  readonly #runs: Runs
  readonly #timer: ReturnType<typeof setInterval>
  #takesOver = true
  #isBeating = false

  constructor(shared: SharedRuns, runs: Runs) {
    this.#shared = shared
    this.#runs = runs
    this.#timer = unreferenced(setInterval(() => void this.#beat(), shared.renewInterval))
  }

  /** Keeps renewing leases but takes over no more runs: this process is about to end. */
  stopTakingOver(): void {
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
      // Not awaited: this process's own leases must not lapse while a takeover is in progress.
      for (const id of lapsed) if (this.#takesOver) this.#runs.takeOver(id).catch(logFailure)
    } catch (error) {
      logFailure(error)
    } finally {
      this.#isBeating = false
    }
  }
}

/**
 * Logs a failure, except that the store is unavailable: every request reports that already, so don't
 * repeat it every second.
 */
function logFailure(error: unknown): void {
  if (!(error instanceof StoreUnavailable))
    console.error('The leases of runs could not be renewed:', error)
}
