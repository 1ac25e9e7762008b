import type { Attempts } from './attempts.ts'
import type { EventStreamContext } from './eventStream.ts'
import type { Model } from './model.ts'
import type { StubSettings } from './options.ts'
import type { Runs } from './runs.ts'
import type { StubState } from './state.ts'

/** What every endpoint works with. */
export interface StubContext extends EventStreamContext {
  readonly settings: StubSettings
  readonly model: Model
  readonly runs: Runs
  readonly attempts: Attempts
  state(): StubState
}

/** One request on its way through the handler. */
export interface Exchange {
  readonly request: Request
  readonly url: URL
  /** Whose request it is: an address. */
  readonly client: string
}
