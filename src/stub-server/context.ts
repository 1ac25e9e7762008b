import type { Admission } from './runs/admission.ts'
import type { Attempts } from './scenarios/attempts.ts'
import type { EventStreamContext } from './http/eventStream.ts'
import type { Model, Question } from './model.ts'
import type { StubSettings } from './options.ts'
import type { Runs } from './runs/runs.ts'
import type { RunStore } from './runs/runStore.ts'
import type { StubState } from './state.ts'

/** What every endpoint works with. */
export interface StubContext extends EventStreamContext {
  readonly settings: StubSettings
  readonly store: RunStore
  readonly runs: Runs
  readonly admission: Admission
  readonly attempts: Attempts
  /** The model that answers a question. */
  modelOf(question: Question): Model
  /** Of all processes that share the store. */
  sharedState(): Promise<StubState>
}

/** One request on its way through the handler. */
export interface Exchange {
  readonly request: Request
  readonly url: URL
  /** Whose request it is: an address. */
  readonly client: string
}
