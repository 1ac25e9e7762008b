import type { RunRecord } from './runRegister.ts'

/** The right to drive a run. The epoch counts how often the run changed hands. */
export interface Claim {
  readonly id: string
  /** Increases with each driver: a log rejects the drivers of earlier epochs. */
  readonly epoch: number
}

/** A run that this process took over from another. */
export interface TakenRun extends RunRecord, Claim {
  /** How long ago the run began, in milliseconds. */
  readonly age: number
  /** Whether the run was stopped, so that its new driver may only write the end. */
  readonly isStopped: boolean
  /** How often its process died or hung, including this time. A run released by its process is not counted. */
  readonly takeovers: number
}

/** What a driver learns when it renews its leases. */
export interface Beat {
  /** Ids of its runs that another process drives now. */
  readonly lost: readonly string[]
  /** Ids of runs of any process whose lease lapsed, up to a bound. */
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
 * The part of a store that several processes share. Every live run has a lease that its driver renews.
 * If the lease lapses, exactly one other process may take the run over.
 */
export interface SharedRuns {
  /** Interval at which to call `beat`, in milliseconds. */
  readonly renewInterval: number
  /** Renews the leases of the runs that this process drives. */
  beat(claims: readonly Claim[]): Promise<Beat>
  /**
   * Takes over a run whose lease lapsed.
   *
   * @returns undefined if the run is driven, has ended, or another process was faster
   */
  takeOver(id: string): Promise<TakenRun | undefined>
  /**
   * Takes a live run from its driver in order to end it.
   *
   * @returns undefined if the run ended or never existed
   */
  takeToStop(id: string): Promise<TakenRun | undefined>
  /** Releases runs, so that another process need not wait for their leases to lapse. */
  release(claims: readonly Claim[]): Promise<void>
  /** Counts a model that ran without a registered run, as on the OpenAI endpoint. */
  countModel(): Promise<void>
  counts(): Promise<SharedCounts>
}
