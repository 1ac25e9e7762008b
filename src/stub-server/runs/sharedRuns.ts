import type { RunRecord } from './runRegister.ts'

/** Who drives a run, and for the how manieth time it changed hands. */
export interface Claim {
  readonly id: string
  /** Greater each time: a log refuses the drivers of earlier epochs. */
  readonly epoch: number
}

/** A run that this process took from another. */
export interface TakenRun extends RunRecord, Claim {
  /** How long ago it began, in milliseconds. */
  readonly age: number
  /** Whether it was told to stop: nothing but its end is to be written. */
  readonly isStopped: boolean
  /** How often its process died or hung, this time included. A run that a process gave up is not counted. */
  readonly takeovers: number
}

/** What a driver learns when it says that it is alive. */
export interface Beat {
  /** Its runs that are somebody else's now. */
  readonly lost: readonly string[]
  /** Runs of whichever process whose lease lapsed, a bounded number of them. */
  readonly lapsed: readonly string[]
}

/** Counts over all processes. */
export interface SharedCounts {
  readonly runs: number
  readonly takeovers: number
  readonly liveRuns: number
  readonly sessions: number
}

/**
 * What a store adds that several processes share. Every live run has a lease, which its driver renews;
 * a run whose lease lapsed may be taken over, by one process alone.
 */
export interface SharedRuns {
  /** How often `beat` is to be called, in milliseconds. */
  readonly renewInterval: number
  /** Renews the leases of the runs that this process drives. */
  beat(claims: readonly Claim[]): Promise<Beat>
  /**
   * Takes a run over whose lease lapsed.
   *
   * @returns undefined where it is not to be had: it is driven, it ended, or another process was faster
   */
  takeOver(id: string): Promise<TakenRun | undefined>
  /**
   * Takes a live run from whoever drives it, to end it.
   *
   * @returns undefined where it ended or never was
   */
  takeToStop(id: string): Promise<TakenRun | undefined>
  /** Gives runs up, so that another process need not wait for their leases to lapse. */
  release(claims: readonly Claim[]): Promise<void>
  /** Counts a model that ran without a run of the register, as the OpenAI endpoint's do. */
  countModel(): Promise<void>
  counts(): Promise<SharedCounts>
}
