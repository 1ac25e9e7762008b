import type { Scenario } from './scenarios/scenarios.ts'

/** One message of a conversation, as far as a model needs it. */
export interface Turn {
  readonly role: string
  readonly content: string
}

/** What a model is asked. */
export interface Question {
  /** The last question's text; absent where nobody asked anything, which tells a story. */
  readonly message?: string
  /** The whole conversation, the question last. */
  readonly messages: readonly Turn[]
  /**
   * Names of the tools that the asker runs and sends the output of, which may be none.
   * @default the server runs tools of its own, and tells what came of them
   */
  readonly tools?: readonly string[]
  /** What shall go wrong, or be unusual, while it is answered. */
  readonly scenario?: Scenario
}

/** A piece of an answer. Each rides in a `data:` line as it is. */
export type ModelDelta =
  | { readonly content: string }
  | { readonly reasoning: string }
  | { readonly tool: ToolDelta }
  | { readonly source: ModelSource }
  | { readonly usage: ModelUsage }

export interface ToolDelta {
  readonly id: string
  readonly name: string
  readonly args?: string
  readonly output?: unknown
  /**
   * Set where the asker runs the tool: the answer ends, and the next question brings the output.
   * @default the server runs it, and its output follows
   */
  readonly runBy?: 'asker'
}

/** A page that an answer refers to. */
export interface ModelSource {
  readonly url: string
  readonly title: string
}

export interface ModelUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/**
 * Answers a question piece by piece. It should end soon after `signal` is aborted, by returning or
 * by throwing; whatever it still says then is thrown away.
 */
export interface Model {
  (question: Question, signal: AbortSignal): AsyncIterable<ModelDelta>
  /**
   * Goes on with an answer behind what was written of it, for a run whose process died: only where
   * several processes share a store. `written` joined with what comes must be one answer.
   * @default a lost run ends with the error `run_lost`
   */
  resume?(
    question: Question,
    written: readonly ModelDelta[],
    signal: AbortSignal,
  ): AsyncIterable<ModelDelta>
}

/** A model's failure in words that the asker may read. Any other error is told as a bare `internal_error`. */
export class ModelError extends Error {
  override readonly name: string = 'ModelError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** A model that will not answer, or a filter that stopped it; the words are for the asker. */
export class ModelRefusal extends ModelError {
  override readonly name = 'ModelRefusal'

  constructor(message: string) {
    super('refused', message)
  }
}
