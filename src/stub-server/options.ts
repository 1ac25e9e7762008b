import type { Model } from './model.ts'
import { DEFAULT_PACE, type Pace } from './scenarios/pacing.ts'
import { checkBounds, DEFAULT_LIMITS as SERVER_LIMITS, type RunStore } from '../server/internal.ts'

/** Bounds on what the stub holds and does. A request beyond a bound gets an error; the stub keeps running. */
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
  /** Largest size of all logs together, in bytes. @default 256 MiB */
  readonly totalBytes: number
  /**
   * Highest number of live runs per client. A client is an IP address, so all processes of a machine
   * share one limit. @default 3
   */
  readonly liveRunsPerClient: number
  /** Highest number of streams of one run that are open at the same time. More get 503. @default 100 */
  readonly readersPerRun: number
  /**
   * How often another process takes over a run whose process died; 0 or more. After that, the run ends
   * with the error `run_lost`, because its answer may be the reason why the processes die. Used only
   * with a shared store. @default 2
   */
  readonly takeovers: number
  /** Largest request body, in bytes. @default 64 KiB */
  readonly bodyBytes: number
  /** Largest request body on the vendors' endpoints, in bytes; their questions carry images. @default 24 MiB */
  readonly modelBodyBytes: number
}

const { liveRunsPerOwner, ...OTHER_LIMITS } = SERVER_LIMITS

const DEFAULT_LIMITS: Limits = {
  ...OTHER_LIMITS,
  liveRunsPerClient: liveRunsPerOwner,
  bodyBytes: 64 * 1024,
  modelBodyBytes: 24 * 1024 * 1024,
}

/** Options of `createStubHandler`. */
export interface StubOptions {
  /** How fast the embedded model answers, in milliseconds per token. @default { min: 15, max: 40 } */
  readonly pace?: Pace
  /** Replaces the embedded model, except for questions with a scenario: the embedded model answers those. */
  readonly model?: Model
  /**
   * Whether a message may begin with a scenario, such as `/drop 200`. Turn it off if users ask a real model. The header
   * `X-Stub-Scenario` and the query parameter `scenario` work in either case.
   * @default true
   */
  readonly scenarios?: boolean
  /** The model name that `GET /v1/models` lists. @default 'stub' */
  readonly modelName?: string
  /**
   * Origins whose pages may send requests, such as `https://app.example`. `loopback` means `localhost`,
   * `127.0.0.1` and `[::1]` on every port.
   * @default ['loopback']
   */
  readonly origins?: readonly string[]
  /** Overrides individual default bounds. */
  readonly limits?: Partial<Limits>
  /** How long a stream stays silent before a comment is sent, in milliseconds. @default 15_000 */
  readonly heartbeatInterval?: number
  /** Stores the runs; it is closed with the handler. @default this process's memory */
  readonly store?: RunStore
  /**
   * How long runs may continue after the handler begins to close, in milliseconds. Used only with a
   * shared store. The other processes take over the runs that do not end in time.
   * @default 25_000
   */
  readonly drainTime?: number
}

/** The options, with every default filled in. */
export interface StubSettings {
  readonly pace: Pace
  readonly model: Model | undefined
  readonly scenarios: boolean
  readonly modelName: string
  readonly origins: readonly string[]
  readonly limits: Limits
  readonly heartbeatInterval: number
  readonly store: RunStore | undefined
  readonly drainTime: number
}

/**
 * Fills in the defaults and checks every bound.
 *
 * @throws RangeError if a bound is not a number above 0 (`takeovers`: 0 or more); the message names it
 */
export function settingsOf(options: StubOptions): StubSettings {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const { heartbeatInterval = 15_000, drainTime = 25_000 } = options
  checkBounds({ ...limits, heartbeatInterval, drainTime })
  return {
    pace: options.pace ?? DEFAULT_PACE,
    model: options.model,
    scenarios: options.scenarios ?? true,
    modelName: options.modelName ?? 'stub',
    origins: options.origins ?? ['loopback'],
    limits,
    heartbeatInterval,
    store: options.store,
    drainTime,
  }
}
