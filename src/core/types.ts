import type { ChatMessageError } from './errors.ts'

/** Who speaks in a message. */
export type Role = 'user' | 'assistant' | 'system'

/** One piece of a message. Every list of parts is in the order in which the pieces arrived. */
export type MessagePart = TextPart | ReasoningPart | ToolPart | SourcePart | FilePart | DataPart

export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

/** What the model thought before it answered, where its server tells. */
export interface ReasoningPart {
  readonly type: 'reasoning'
  readonly text: string
}

/** A call of a tool. `args` is JSON text and grows while it streams: parse it once the answer ended. */
export interface ToolPart {
  readonly type: 'tool'
  readonly id: string
  readonly name: string
  readonly args: string
  readonly output?: unknown
}

/** A page or document that the answer refers to. */
export interface SourcePart {
  readonly type: 'source'
  readonly url: string
  readonly title?: string | undefined
}

export interface FilePart {
  readonly type: 'file'
  /** @example 'image/png' */
  readonly mediaType: string
  /** Where the file is: an `https:` or `data:` URL. */
  readonly url: string
  readonly name?: string | undefined
}

/** Anything else that a server sends beside the text. */
export interface DataPart {
  readonly type: 'data'
  readonly name: string
  readonly data: unknown
}

/** What an answer cost, in tokens, as the server counted it. `raw` is the server's own object. */
export interface Usage {
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly totalTokens?: number | undefined
  /** Which model answered, where the dialect tells: those of this package leave it to `raw`. */
  readonly model?: string | undefined
  readonly raw?: unknown
}

/**
 * How an answer ended.
 *
 * - `complete`: the server proved that it was done.
 * - `stopped`: the user (or the end of the component) stopped it.
 * - `truncated`: the stream ended without that proof; the text that came is kept.
 * - `failed`: an error; `error` says which.
 * - `refused`: the model or its filter refused.
 */
export type Outcome = 'complete' | 'stopped' | 'truncated' | 'failed' | 'refused'

/**
 * What was measured while an answer streamed. Times are in milliseconds since `send`'s turn came.
 */
export interface AnswerMetrics {
  /** Until the first byte of the answer's body. */
  readonly timeToFirstByte?: number | undefined
  /** Until the first text, reasoning or tool delta. */
  readonly timeToFirstToken?: number | undefined
  /** Until the last byte. */
  readonly duration?: number | undefined
  /** Output tokens per second after the first token; only where the server tells its usage. */
  readonly tokensPerSecond?: number | undefined
  /** UTF-16 units of text and reasoning per second after the first token. */
  readonly charactersPerSecond?: number | undefined
  /** How many times more than a second went by between two pieces of the body. */
  readonly stalls: number
  /** Bytes of the body, comments and field names included. Unknown (0) to a native `EventSource`. */
  readonly bytes: number
  /** How many requests were made: 1, and 1 more for each retry. */
  readonly attempts: number
  /** The whole answer came in one burst: a proxy between here and the server is buffering. */
  readonly buffered: boolean
}

/** One message of a conversation. A message is never changed in place: a change makes a new object. */
export interface ChatMessage {
  readonly id: string
  readonly role: Role
  readonly parts: readonly MessagePart[]
  /** Milliseconds since 1970, as `Date.now()`. */
  readonly createdAt: number
  /** How it ended; absent while it streams, and on messages that were not streamed. */
  readonly outcome?: Outcome | undefined
  /** Why it `failed` or was `truncated`, as plain data. */
  readonly error?: ChatMessageError | undefined
  /** The words in which the model refused, where they came apart from the text. */
  readonly refusal?: string | undefined
  /** The server's own word for the end, such as `stop`, `length` or `tool_calls`. */
  readonly finishReason?: string | undefined
  readonly usage?: Usage | undefined
  readonly metrics?: AnswerMetrics | undefined
  /**
   * Where the rest of an answer can be had, as long as it is not whole: keep it with the message, so
   * that `resume` finds the run again after a reload.
   */
  readonly run?: RunReference | undefined
}

/** The run of a model behind an answer, as its server knows it. */
export interface RunReference {
  /** Names the question: the same key never starts a second run, at a server that knows keys. */
  readonly key: string
  /** By this the server gives the answer again, and what is missing of it. It is proved that it can. */
  readonly sessionId?: string | undefined
}

/** What a user sends: a text, files, results of tools, or several of them. */
export interface ChatInput {
  readonly text?: string
  /** Sent with the text. How, and which kinds, is for the server's format to say. See `toFilePart`. */
  readonly files?: readonly FilePart[]
  /** What the tools brought that answers called. By itself, the answer goes on with that. */
  readonly toolResults?: readonly ToolResult[]
}

/** What a call of a tool brought. */
export interface ToolResult {
  /** The call's, as in its {@link ToolPart}. */
  readonly id: string
  /** Anything that JSON can hold. */
  readonly output: unknown
}

/** One question as the transports and dialects see it. */
export interface ChatRequest {
  /** Names this question; the same for all its attempts, so that a server can know a repeated one. */
  readonly id: string
  /** The question's text; empty where the results of tools are all that is sent. */
  readonly message: string
  /**
   * The whole conversation without the answer that is to come: the question last, or the answer whose
   * tools were run.
   */
  readonly messages: readonly ChatMessage[]
}

/** One event of an SSE stream (`message` by default, sticky id), or one line of NDJSON. */
export interface StreamRecord {
  readonly event: string
  readonly data: string
  readonly id: string
  /**
   * The data with the spaces that follow the colons of its lines, which the specification takes away:
   * where a server adds none, they belong to the text. Absent where each line has one, as is usual, and
   * where nobody knows of them, as with a native `EventSource`.
   */
  readonly rawData?: string | undefined
}

/** What a dialect makes of a record. */
export type StreamEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  /** The words in which the model refuses, where they come apart from the text. */
  | { readonly type: 'refusal-delta'; readonly text: string }
  /** The server corrects what it sent: the last `replaced` UTF-16 units give way to `text`. */
  | {
      readonly type: 'correction'
      readonly of: 'text' | 'reasoning' | 'refusal'
      readonly replaced: number
      readonly text: string
    }
  /** A new call (`name` given) or more of the arguments or the output of the call with that `id`. */
  | {
      readonly type: 'tool-delta'
      readonly id: string
      readonly name?: string | undefined
      /** The next piece of the arguments. */
      readonly args?: string | undefined
      /** The arguments as a whole, in place of the pieces that came. */
      readonly allArgs?: string | undefined
      readonly output?: unknown
    }
  | { readonly type: 'source'; readonly url: string; readonly title?: string | undefined }
  | {
      readonly type: 'file'
      readonly mediaType: string
      readonly url: string
      readonly name?: string | undefined
    }
  | { readonly type: 'data'; readonly name: string; readonly data: unknown }
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The server's own word for the end, which is no proof of it yet. */
  | { readonly type: 'finish-reason'; readonly reason: string }
  /** The proof that the answer ended, and how. More records may follow (usage, a last marker). */
  | {
      readonly type: 'finish'
      readonly outcome: 'complete' | 'stopped' | 'refused'
      /** The server's own word for it. */
      readonly reason?: string | undefined
      /** UTF-16 units of the whole text as the server counted them. */
      readonly length?: number | undefined
    }
  /** An error that the server tells of inside its stream. Ends the answer as `failed`. */
  | { readonly type: 'error'; readonly message: string; readonly code?: string | undefined }
  /** Nothing follows: the connection can be closed without waiting for the body's end. */
  | { readonly type: 'stream-end' }

/** A dialect's own notes, fresh for each answer. */
export interface DialectState {
  /** The head of the answer's response, where the transport has one. */
  readonly headers?: Headers | undefined
  [note: string]: unknown
}

/**
 * A wire format: how a question is written and how records are read.
 *
 * @example
 * const mine: Dialect = {
 *   name: 'mine',
 *   decode: (record) =>
 *     record.event === 'bye'
 *       ? [{ type: 'finish', outcome: 'complete' }, { type: 'stream-end' }]
 *       : [{ type: 'text-delta', text: record.data }],
 * }
 */
export interface Dialect {
  readonly name: string
  /** Names of SSE events beside `message` that this format uses: a native `EventSource` must ask for each. */
  readonly events?: readonly string[]
  /**
   * The body to send, before the `body` option's fields are added.
   * @default { message } with the question's text
   */
  encode?(request: ChatRequest): unknown
  /** Reads one record. It may keep what it needs in `state`. */
  decode(record: StreamRecord, state: DialectState): readonly StreamEvent[]
  /** A clean end of the body: returns a `finish` event where that is a proof, or whatever was held back. */
  end?(state: DialectState): readonly StreamEvent[]
}

/** What a transport gets beside the question. */
export interface TransportContext {
  /** Absolute, or relative to the page. */
  readonly url: string
  /** Aborted when the answer is stopped, times out or is no longer wanted. */
  readonly signal: AbortSignal
  /** The `fetch` to use. */
  readonly fetch: typeof globalThis.fetch
  readonly credentials: RequestCredentials
  /** Reads the `headers` option afresh. */
  headers(): Promise<Headers>
  /** The body by dialect and the `body` option. */
  body(): unknown
  /** Names of SSE events that the dialect wants to see (for a native `EventSource`). */
  readonly events: readonly string[]
  /** Whether a request carries the question's key; `auto` is same-origin only. */
  readonly idempotencyKey: 'auto' | boolean
  /** Names of further headers that carry a secret (the option of this name). @default none */
  readonly secretHeaders?: readonly string[]
  /**
   * Call this just before a request is sent that carries the question's key, and only then. A server that
   * proved to speak the exactly-once protocol may then get the same request again.
   */
  onKeySent?(): void
  /** To be called when the head of the answer's response is there: ends the connect timeout. */
  onOpen(headers?: Headers): void
  /** To be called for each piece of the body, with its size in bytes: restarts the idle timeout. */
  onBytes(count: number): void
  /**
   * The session is known under which this answer can be stopped at its server.
   * `stop` is called at most once, when the answer is stopped here, before `signal` is aborted.
   */
  onStoppable(stop: () => void): void
  /**
   * Set where this request must not ask anything, but go on with a run: the events after `last` are
   * wanted. 0 for all of them.
   */
  readonly resumption?: { readonly sessionId: string; readonly last: number } | undefined
  /**
   * The server has proved that it speaks the exactly-once protocol, and under which name it knows this
   * run: a connection that breaks will be followed by one with `resumption`, and only the event `close`
   * proves the end.
   */
  onResumable(sessionId: string): void
  /** The server asked for so many milliseconds before another connection (`retry:`). */
  onRetryDelay(delay: number): void
  /**
   * The connection broke and will be opened again by the platform itself, as a native `EventSource` does.
   * @returns whether that is wanted; otherwise the transport has to end
   */
  onReconnect(): boolean
}

/**
 * Carries a question to a server and brings the records of its answer.
 *
 * It ends when the body ended cleanly, and throws a `ChatStreamError` (or anything else)
 * when it did not.
 *
 * @example
 * const canned: Transport = async function* () {
 *   yield { event: 'message', data: '{"content":"Hello"}', id: '' }
 * }
 */
export type Transport = (
  request: ChatRequest,
  context: TransportContext,
) => AsyncIterable<StreamRecord>
