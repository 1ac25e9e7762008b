import type { Model } from './model.ts'
import { DEFAULT_PACE, type Pace } from './scenarios/pacing.ts'
import type { RunStore } from './runs/runStore.ts'

/** What the stub is willing to hold and to do. At a bound it says so; it does not fall over. */
export interface Limits {
  /** How long a run may last, in milliseconds. @default 600_000 */
  readonly runTime: number
  /** How long a log is kept after its run's end, in milliseconds. @default 300_000 */
  readonly keepTime: number
  /** Bytes of a run's data. @default 4 MiB */
  readonly runBytes: number
  /** Entries of a run's log, its end included. @default 100_000 */
  readonly runEntries: number
  /** Logs held. A new one takes the place of the oldest that ended. @default 1_000 */
  readonly runs: number
  /** Bytes of all logs together. @default 256 MiB */
  readonly totalBytes: number
  /** Live runs of one client, which is an address: all processes of a machine share one. @default 3 */
  readonly liveRunsPerClient: number
  /**
   * How often a run is taken over whose process died, from 0. After that it ends with the error `run_lost`: its
   * answer may be what ends the processes. Only with a shared store. @default 2
   */
  readonly takeovers: number
  /** Bytes of a request's body. @default 64 KiB */
  readonly bodyBytes: number
  /** The same in the formats of models, whose questions carry pictures. @default 24 MiB */
  readonly modelBodyBytes: number
}

const DEFAULT_LIMITS: Limits = {
  runTime: 10 * 60_000,
  keepTime: 5 * 60_000,
  runBytes: 4 * 1024 * 1024,
  runEntries: 100_000,
  runs: 1_000,
  totalBytes: 256 * 1024 * 1024,
  liveRunsPerClient: 3,
  takeovers: 2,
  bodyBytes: 64 * 1024,
  modelBodyBytes: 24 * 1024 * 1024,
}

/** Options of the stub's handler. */
export interface StubOptions {
  /** How fast the embedded model answers. @default { min: 15, max: 40 } */
  readonly pace?: Pace
  /** Answers in place of the embedded model; a question with a scenario still goes to the embedded one. */
  readonly model?: Model
  /** What `GET /v1/models` lists. @default 'stub' */
  readonly modelName?: string
  /**
   * Origins whose pages may ask, such as `https://app.example`. `loopback` stands for `localhost`,
   * `127.0.0.1` and `[::1]` at every port.
   * @default ['loopback']
   */
  readonly origins?: readonly string[]
  /** Bounds that differ from the defaults. */
  readonly limits?: Partial<Limits>
  /** Milliseconds without a byte until a comment is sent. @default 15_000 */
  readonly heartbeatInterval?: number
  /** Where runs are kept; closed with the handler. @default this process's memory */
  readonly store?: RunStore
  /**
   * How long runs may go on once the handler closes, in milliseconds, where a shared store keeps what
   * they write. What does not end in time is left to the other processes.
   * @default 25_000
   */
  readonly drainTime?: number
}

/** The options with every default filled in. */
export interface StubSettings {
  readonly pace: Pace
  readonly model: Model | undefined
  readonly modelName: string
  readonly origins: readonly string[]
  readonly limits: Limits
  readonly heartbeatInterval: number
  readonly store: RunStore | undefined
  readonly drainTime: number
}

/** @throws RangeError for a limit that is not a number above 0 (of `takeovers`: from 0), naming it */
export function settingsOf(options: StubOptions): StubSettings {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const { heartbeatInterval = 15_000, drainTime = 25_000 } = options
  for (const [name, value] of Object.entries({ ...limits, heartbeatInterval, drainTime })) {
    if (value > 0 || (name === 'takeovers' && value === 0)) continue
    throw new RangeError(`${name} must be a number above 0, not ${value}.`)
  }
  return {
    pace: options.pace ?? DEFAULT_PACE,
    model: options.model,
    modelName: options.modelName ?? 'stub',
    origins: options.origins ?? ['loopback'],
    limits,
    heartbeatInterval,
    store: options.store,
    drainTime,
  }
}
