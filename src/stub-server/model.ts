import type { Scenario } from './scenarios/scenarios.ts'

/** One message of a chat, reduced to the fields that a model needs. */
export interface Turn {
  readonly role: string
  readonly content: string
}

/** The input of a model: a question, its history and the options that affect the answer. */
export interface Question {
  /** The last question's text; absent if the request contains no question: the model then tells a story. */
  readonly message?: string
  /** All messages of the chat, with the question as the last one. */
  readonly messages: readonly Turn[]
  /**
   * Names of the tools that the client runs itself, sending their output with the next question; may be
   * empty.
   * @default the server runs its own tools and reports their output
   */
  readonly tools?: readonly string[]
  /** The failure or unusual behavior to simulate in the answer. */
  readonly scenario?: Scenario
}

/** The next piece of an answer. A `data:` line carries it unchanged, as JSON. */
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
   * Set if the client runs the tool: the answer ends, and the next question carries the output.
   * @default the server runs the tool, and its output follows
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
 * Answers a question piece by piece. After `signal` is aborted, it should end soon, by returning or by
 * throwing; anything it still yields is discarded.
 */
export interface Model {
  (question: Question, signal: AbortSignal): AsyncIterable<ModelDelta>
  /**
   * Continues an answer after the deltas that an earlier process wrote before it died. Used only if
   * several processes share a store. `written`, followed by the yielded deltas, must form one answer.
   * @default a lost run ends with the error `run_lost`
   */
  resume?(
    question: Question,
    written: readonly ModelDelta[],
    signal: AbortSignal,
  ): AsyncIterable<ModelDelta>
}

/**
 * A failure of the model with a message that the client may read. Any other error is reported as
 * `internal_error`, without its message.
 */
export class ModelError extends Error {
  override readonly name: string = 'ModelError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Reports that the model declined to answer, or that a filter stopped it. The client reads the message. */
export class ModelRefusal extends ModelError {
  override readonly name = 'ModelRefusal'

  constructor(message: string) {
    super('refused', message)
  }
}
