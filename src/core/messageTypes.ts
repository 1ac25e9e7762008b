import type { ChatTypes, DataPartOf, MetadataOf, ToolPartOf } from './chatTypes.ts'
import type { ChatMessageError } from './errors.ts'

/** The author of a message. */
export type Role = 'user' | 'assistant' | 'system'

/** One piece of a message. Parts are listed in order of arrival. */
export type MessagePart<Chat extends ChatTypes = ChatTypes> =
  TextPart | ReasoningPart | ToolPartOf<Chat> | SourcePart | FilePart | DataPartOf<Chat>

export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

/** The model's reasoning before its answer, if the server sends it. */
export interface ReasoningPart {
  readonly type: 'reasoning'
  readonly text: string
}

/**
 * How far a tool call is.
 *
 * - `input-streaming`: its arguments are still arriving
 * - `input-available`: its arguments are complete; its result is not known yet
 * - `approval-requested`: the call waits for `approveTool` before its tool runs
 * - `approval-answered`: the server requested the approval, and gets the answer with the next request
 * - `executing`: the tool runs in the page, or it ran when the page was closed
 * - `output-available`: its result is in `output`
 * - `output-error`: the tool failed; `error` says why
 */
export type ToolState =
  | 'input-streaming'
  | 'input-available'
  | 'approval-requested'
  | 'approval-answered'
  | 'executing'
  | 'output-available'
  | 'output-error'

/** A tool call. An answer keeps at most 1,000: see `ChatMessage.omitted`. */
export interface ToolPart {
  readonly type: 'tool'
  /** Differs from the ids of all other calls of the answer, even if the server repeats its ids. */
  readonly id: string
  readonly name: string
  /** JSON text that grows while `state` is `input-streaming`. Parse it when the state has changed. */
  readonly args: string
  /**
   * The arguments as a value, with the option `tools`: as far as they arrived while `state` is `input-streaming`, and
   * as the model sent them afterwards. Absent in messages that were received without the option.
   */
  readonly input?: unknown
  readonly output?: unknown
  /** Absent in messages that an earlier version stored. */
  readonly state?: ToolState | undefined
  /** Why the tool failed, if `state` is `output-error`. */
  readonly error?: string | undefined
  /** The server's id of the approval that it requested, if it is not the id of the call. */
  readonly approvalId?: string | undefined
  /** The server's signature of the call, which it gets back with the result: Gemini's `thoughtSignature`. */
  readonly signature?: string | undefined
  /** What `approveTool` answered. */
  readonly approved?: boolean | undefined
  /** The reason that was passed to `approveTool`. */
  readonly reason?: string | undefined
}

/** A page or document that the answer cites. An answer keeps at most 1,000: see `ChatMessage.omitted`. */
export interface SourcePart {
  readonly type: 'source'
  readonly url: string
  readonly title?: string | undefined
}

export interface FilePart {
  readonly type: 'file'
  /** @example 'image/png' */
  readonly mediaType: string
  /** An `https:` or `data:` URL of the file. */
  readonly url: string
  readonly name?: string | undefined
}

/** Any other data that a server sends besides the text. */
export interface DataPart {
  readonly type: 'data'
  readonly name: string
  readonly data: unknown
  /** A later part with the same `name` and `id` replaces this one. */
  readonly id?: string | undefined
}

/** How many parts of an answer arrived but were not kept, by the type of the part. */
export type OmittedParts = {
  readonly [Type in 'tool' | 'source' | 'file' | 'data']?: number | undefined
}

/** Tokens that an answer used, as counted by the server. `raw` is the server's own object. */
export interface Usage {
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly totalTokens?: number | undefined
  /** The model that answered, if the dialect reports it: those of this package leave it in `raw`. */
  readonly model?: string | undefined
  readonly raw?: unknown
}

/**
 * How an answer ended.
 *
 * - `complete`: the server proved that it was done.
 * - `stopped`: the user (or the unmounted component) stopped it.
 * - `truncated`: the stream ended without that proof; the text that arrived is kept.
 * - `failed`: an error occurred; see `error`.
 * - `refused`: the model or its filter refused.
 */
export type Outcome = 'complete' | 'stopped' | 'truncated' | 'failed' | 'refused'

/**
 * Measurements of one answer. Times are in milliseconds since the question was sent; time in the queue does
 * not count.
 */
export interface AnswerMetrics {
  /** Time to the first byte of the answer's body. */
  readonly timeToFirstByte?: number | undefined
  /** Time to the first text, reasoning or tool delta. */
  readonly timeToFirstToken?: number | undefined
  /** Time to the last byte. */
  readonly duration?: number | undefined
  /** Output tokens per second after the first token; only if the server reports its usage. */
  readonly tokensPerSecond?: number | undefined
  /** UTF-16 units of text and reasoning per second after the first token. */
  readonly charactersPerSecond?: number | undefined
  /** Number of pauses of more than a second between two pieces of the body. */
  readonly stalls: number
  /** Bytes of the body, including comments and field names. Unknown (0) with a native `EventSource`. */
  readonly bytes: number
  /** Number of requests: 1, plus 1 for each retry. */
  readonly attempts: number
  /** The whole answer arrived in one burst: a proxy between the client and the server is buffering. */
  readonly buffered: boolean
}

/** One message of a chat. A message is never changed in place: each change creates a new object. */
// An alias, so that the compiler compares the parts: a message of a typed chat is a message of any chat.
export type ChatMessage<Chat extends ChatTypes = ChatTypes> = ChatMessageOf<
  MessagePart<Chat>,
  MetadataOf<Chat>
>

/**
 * A message whose error is certain if it `failed`: what `send` resolves to.
 *
 * @example
 * const answer = await send('Tell me a story')
 * if (answer.outcome === 'failed') showError(answer.error.message)
 */
export type ChatAnswer<Chat extends ChatTypes = ChatTypes> = ChatMessage<Chat> &
  (
    | { readonly outcome: 'failed'; readonly error: ChatMessageError }
    | { readonly outcome?: Exclude<Outcome, 'failed'> | undefined }
  )

/** A message with these types of parts and metadata: see {@link ChatMessage}. */
export interface ChatMessageOf<Part, Metadata> {
  readonly id: string
  readonly role: Role
  /**
   * At most 2,000 parts, and one more of text and of reasoning. Text and reasoning beyond that are appended to
   * the last part of their type, so that none is lost; other parts are counted in `omitted`.
   */
  readonly parts: readonly Part[]
  /** Parts that arrived but were not kept. @default none */
  readonly omitted?: OmittedParts | undefined
  /** Milliseconds since 1970, as `Date.now()`. */
  readonly createdAt: number
  /** How the answer ended; absent while it streams, and on messages that were not streamed. */
  readonly outcome?: Outcome | undefined
  /** Why the answer `failed` or was `truncated`, as plain data. */
  readonly error?: ChatMessageError | undefined
  /** The text of the model's refusal, if the server sends it separately from the answer's text. */
  readonly refusal?: string | undefined
  /** The server's own finish reason, such as `stop`, `length` or `tool_calls`. */
  readonly finishReason?: string | undefined
  readonly usage?: Usage | undefined
  /** The server's own id of this message, if it sends one. `id` stays the same. */
  readonly serverId?: string | undefined
  /** Data about the message as a whole, as sent by the server, such as AI SDK's message metadata. */
  readonly metadata?: Metadata | undefined
  readonly metrics?: AnswerMetrics | undefined
  /**
   * Where to get the rest of an incomplete answer. Save it with the message, so that `resume` finds the run
   * again after a reload.
   */
  readonly run?: RunReference | undefined
}

/** Reference to the run at the server that produces an answer. */
export interface RunReference {
  /** Identifies the question. A server that supports keys never starts a second run for the same key. */
  readonly key: string
  /**
   * The server's handle of the run, to get the rest of the answer or all of it again. Set only after the
   * server has proved that it can resume.
   */
  readonly sessionId?: string | undefined
  /** The cursor of the last record in the message, if the transport gives its records cursors. */
  readonly cursor?: string | number | undefined
}

/** What a user sends: text, files, tool results, or several of them. */
export interface ChatInput {
  readonly text?: string
  /**
   * Sent with the text. The server's format decides how, and which file types are accepted. See
   * `toFilePart`.
   */
  readonly files?: readonly FilePart[]
  /**
   * Results of the tool calls of earlier answers. Without text or files, the model continues its answer
   * with them.
   */
  readonly toolResults?: readonly ToolResult[]
}

/** Result of a tool call. */
export interface ToolResult {
  /** The id of the call, as in its {@link ToolPart}. */
  readonly id: string
  /** Any value that JSON can represent. */
  readonly output: unknown
}
