/** Bounds on what a chat server holds and does. A request beyond a bound gets an error; the server keeps running. */
export interface Limits {
  /** Longest duration of a run, in milliseconds. @default 600_000 */
  readonly runTime: number
  /** How long a log is kept after the end of its run, in milliseconds. @default 300_000 */
  readonly keepTime: number
  /** Largest size of one run's data, in bytes. @default 4 MiB */
  readonly runBytes: number
  /** Highest number of entries in a run's log, including its end. @default 100_000 */
  readonly runEntries: number
  /** Highest number of logs held. A new one replaces the oldest one that ended. @default 1_000 */
  readonly runs: number
  /** Largest size of all logs together, in bytes; a store outside this process has its own bound. @default 256 MiB */
  readonly totalBytes: number
  /** Highest number of live runs per owner; `Infinity` for any number. @default 3 */
  readonly liveRunsPerOwner: number
  /**
   * Highest number of streams of one run that are open at the same time in a process. More get 503, and their clients
   * try again. @default 100
   */
  readonly readersPerRun: number
  /**
   * How often another process takes over a run whose process died; 0 or more. After that, the run ends
   * with the error `run_lost`, because its answer may be the reason why the processes die. Used only
   * with a shared store. @default 2
   */
  readonly takeovers: number
  /** Largest request body, in bytes. @default 1 MiB */
  readonly bodyBytes: number
}

export const DEFAULT_LIMITS: Limits = {
  runTime: 10 * 60_000,
  keepTime: 5 * 60_000,
  runBytes: 4 * 1024 * 1024,
  runEntries: 100_000,
  runs: 1_000,
  totalBytes: 256 * 1024 * 1024,
  liveRunsPerOwner: 3,
  readersPerRun: 100,
  takeovers: 2,
  bodyBytes: 1024 * 1024,
}

/**
 * Checks that every bound is a number above 0 (`takeovers`: 0 or more).
 *
 * @throws RangeError that names the bound
 */
export function checkBounds(bounds: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(bounds)) {
    if (typeof value === 'number' && (value > 0 || (name === 'takeovers' && value === 0))) continue
    const least = name === 'takeovers' ? '0 or more' : 'above 0'
    throw new RangeError(`Option ${name} must be a number ${least}, not ${String(value)}.`)
  }
}
