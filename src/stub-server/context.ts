import type { Admission } from './runs/admission.ts'
import type { Attempts } from './scenarios/attempts.ts'
import type { EventStreamContext } from './http/eventStream.ts'
import type { Model, Question } from './model.ts'
import type { StubSettings } from './options.ts'
import type { Runs } from './runs/runs.ts'
import type { RunStore } from './runs/runStore.ts'
import type { StubState } from './state.ts'

/** The services that every endpoint uses. */
export interface StubContext extends EventStreamContext {
  readonly settings: StubSettings
  readonly store: RunStore
  readonly runs: Runs
  readonly admission: Admission
  readonly attempts: Attempts
  /** Returns the model that answers a question. */
  modelOf(question: Question): Model
  /** Returns the counts of all processes that share the store. */
  sharedState(): Promise<StubState>
}

/** One HTTP request that the handler is answering. */
export interface Exchange {
  readonly request: Request
  readonly url: URL
  /** Identifies the client that sent the request: its IP address. */
  readonly client: string
}
