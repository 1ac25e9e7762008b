import type { EndpointContext, EndpointHooks } from './http/context.ts'
import { OpenStreams } from './http/openStreams.ts'
import type { Limits } from './limits.ts'
import { createMemoryStore } from './memory/memoryStore.ts'
import { Admission } from './runs/admission.ts'
import { LeaseKeeper } from './runs/leaseKeeper.ts'
import { Runs, type Model, type RunsListener } from './runs/runs.ts'
import type { RunStore } from './runs/runStore.ts'

export interface EngineOptions {
  readonly model: Model
  readonly limits: Limits
  readonly store: RunStore | undefined
  readonly heartbeatInterval: number
  /** How long runs may continue after `close`, in milliseconds; used only with a shared store. */
  readonly drainTime: number
  readonly hooks: EndpointHooks
  readonly listener: RunsListener
}

/** Counts of one process. */
export interface EngineState {
  /** Models started since the process started. */
  readonly runs: number
  readonly liveRuns: number
  readonly openStreams: number
  /** Logs held. */
  readonly sessions: number
}

/** The runs of a server and all that its endpoints need. */
export interface Engine extends EndpointContext {
  state(): EngineState
  /**
   * Ends all streams without a `close` event, so that their readers resume, then all runs. With a shared store, runs
   * get up to `drainTime` to finish. It never rejects.
   */
  close(): Promise<void>
}

export function createEngine(options: EngineOptions): Engine {
  const { model, limits, heartbeatInterval, drainTime, hooks, listener } = options
  const store = options.store ?? createMemoryStore()
  const { shared } = store
  const admission = new Admission(limits.liveRunsPerOwner)
  const runs = new Runs(model, store, limits, admission, listener)
  const keeper = shared && new LeaseKeeper(shared, runs)
  const openStreams = new OpenStreams()
  return {
    limits,
    store,
    runs,
    admission,
    openStreams,
    heartbeatInterval,
    hooks,
    state: () => ({
      runs: admission.started,
      openStreams: openStreams.count,
      sessions: store.register.held,
      liveRuns: admission.live,
    }),
    async close() {
      openStreams.endAll()
      keeper?.stopTakingOver()
      if (shared) await runs.drain(drainTime).catch(logFailure)
      else runs.abandonAll()
      keeper?.stop()
      await store.close().catch(logFailure)
    },
  }
}

function logFailure(error: unknown): void {
  console.error('The server did not close cleanly:', error)
}
