/** Output of a model: the next piece of an answer. On the wire, each piece is the data of one event. */
export type AnswerPart =
  | { readonly content: string }
  | { readonly reasoning: string }
  | { readonly tool: AnswerTool }
  | { readonly source: AnswerSource }
  | { readonly file: AnswerFile }
  | { readonly data: AnswerData }
  | { readonly usage: AnswerUsage }

/** A tool call, or its output. Parts with the same `id` belong to one call. */
export interface AnswerTool {
  readonly id: string
  readonly name: string
  /** The arguments, or their next piece, as JSON text. */
  readonly args?: string
  /** The output of the tool, as JSON. */
  readonly output?: unknown
  /**
   * Set if the client runs the tool: the answer ends, and the next question carries the output.
   * @default the server runs the tool, and its output follows
   */
  readonly runBy?: 'asker'
}

/** A page that an answer refers to. */
export interface AnswerSource {
  readonly url: string
  readonly title?: string
}

/** A file that the model made. */
export interface AnswerFile {
  /** The media type, such as `image/png`. */
  readonly mediaType: string
  /** An `https:` or `data:` URL. */
  readonly url: string
  readonly name?: string
}

/** Data for the application, such as a status. */
export interface AnswerData {
  readonly name: string
  /** A JSON value. */
  readonly value: unknown
}

export interface AnswerUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** One message of the chat, as the client sent it. */
export interface ChatTurn {
  readonly role: string
  /** The text, or parts in the form of the client, such as `[{ type: 'text', text: 'Hello' }]`. */
  readonly content: unknown
}

/** A file that a question carries. */
export interface QuestionFile {
  /** The media type, such as `image/png`. */
  readonly mediaType: string
  /** An `https:` or `data:` URL. */
  readonly url: string
  readonly name?: string
}

/** The body of a question, unless the option `body` describes another one. More fields are passed through. */
export interface ChatBody {
  readonly message: string
  readonly messages?: readonly ChatTurn[]
  readonly files?: readonly QuestionFile[]
  readonly [field: string]: unknown
}

/** A question to answer. */
export interface Question<Owner = unknown, Body = ChatBody> {
  /** The text of the question: `message` of the body, or else the text of the last message of the user. */
  readonly message: string
  /** All messages of the chat. Without `messages` in the body: only the question. */
  readonly messages: readonly ChatTurn[]
  /** The body, as the client sent it or as the option `body` transformed it. */
  readonly body: Body
  /** The value that the option `owner` returned for the requester. */
  readonly owner: Owner
}

/** What an answer needs to know about its run. */
export interface RunContext {
  /** Aborted when the run is stopped, reaches a bound, or is handed over. Pass it to the model. */
  readonly signal: AbortSignal
  readonly sessionId: string
}

/** What `answer` and `resume` may return. A string is text. */
export type Answer =
  | AsyncIterable<string | AnswerPart>
  | ReadableStream<string | AnswerPart>
  | Promise<AsyncIterable<string | AnswerPart> | ReadableStream<string | AnswerPart>>

/** A run, as `runs` and the hooks describe it. */
export interface RunInfo<Owner = unknown> {
  readonly sessionId: string
  readonly owner: Owner
  /** The body of the question. */
  readonly body: unknown
}

/** How a run ended, as `onRunEnd` learns it. */
export interface RunEnd {
  readonly reason: 'done' | 'stopped' | 'error'
  /** Length of the answer's text, in UTF-16 units. */
  readonly length: number
  /** The code of the error, such as `internal_error` or `run_time_limit`. */
  readonly code?: string
}

/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>
