import type { Engine, Exchange } from '../server/internal.ts'
import type { Attempts } from './scenarios/attempts.ts'
import type { Model, Question } from './model.ts'
import type { StubSettings } from './options.ts'
import type { StubState } from './state.ts'

export type { Exchange }

/** The services that every endpoint uses. */
export interface StubContext {
  readonly settings: StubSettings
  /** The runs of the stream protocol, and their endpoints. */
  readonly engine: Engine
  readonly attempts: Attempts
  /** Returns the model that answers a question. */
  modelOf(question: Question): Model
  /** Returns the counts of all processes that share the store. */
  sharedState(): Promise<StubState>
}
