import type { ChatMessage, OmittedParts, ToolState, Usage } from './messageTypes.ts'
import type { ToolDescription } from './tools/toolSet.ts'

export type * from './messageTypes.ts'
export type { ChatTypes, PartialInput, ToolOutput, TypedToolPart } from './chatTypes.ts'

/** One question, as passed to transports and dialects. */
export interface ChatRequest {
  /**
   * Identifies this question. It is the same for all attempts, so that a server can recognize a repeated
   * question.
   */
  readonly id: string
  /** The question's text; empty if only tool results are sent. */
  readonly message: string
  /**
   * The whole chat without the new answer: the last message is the question, or the answer whose tool calls
   * were executed.
   */
  readonly messages: readonly ChatMessage[]
  /** The tools that the model may call, from the option `tools`. @default none */
  readonly tools?: readonly ToolDescription[]
}

/** One event of an SSE stream (`message` by default, sticky id), or one line of NDJSON. */
export interface StreamRecord {
  readonly event: string
  readonly data: string
  readonly id: string
  /**
   * The data including the space after the colon of each line, which the specification removes: if the
   * server adds no space there, it belongs to the text. Absent if every line has that space, as usual, and
   * if the spaces are unknown, as with a native `EventSource`.
   */
  readonly rawData?: string | undefined
  /**
   * The body ended without the blank line after this event. The event looks whole, but a session that can
   * resume requests it again.
   */
  readonly isUnterminated?: boolean | undefined
  /**
   * Where the records after this one begin, for a server with its own way to resume: it comes back as
   * `resumption.cursor`, and is stored in `message.run`. The data may then be anything, such as `[DONE]`, a
   * list or text.
   */
  readonly cursor?: string | number | undefined
  /** The events of this record: the dialect does not decode it. */
  readonly events?: readonly StreamEvent[] | undefined
}

/** What a dialect makes of a record. */
export type StreamEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  /** The next piece of the model's refusal, if the server sends it separately from the text. */
  | { readonly type: 'refusal-delta'; readonly text: string }
  /** The server corrects what it sent: `text` replaces the last `replaced` UTF-16 units. */
  | {
      readonly type: 'correction'
      readonly of: 'text' | 'reasoning' | 'refusal'
      readonly replaced: number
      readonly text: string
    }
  /** A new call (if `name` is given), or more of the arguments or the output of the call with that `id`. */
  | {
      readonly type: 'tool-delta'
      readonly id: string
      readonly name?: string | undefined
      /** The next piece of the arguments. */
      readonly args?: string | undefined
      /** The complete arguments, which replace the pieces received so far. */
      readonly allArgs?: string | undefined
      readonly output?: unknown
      /**
       * How far the call is.
       * @default follows from `error`, `output` and `allArgs`; the proof of the answer's end completes all
       *   arguments
       */
      readonly state?: ToolState | undefined
      /** Why the tool failed. */
      readonly error?: string | undefined
      /** The server's id of the approval that it requests. */
      readonly approvalId?: string | undefined
      /** The server's signature of the call. */
      readonly signature?: string | undefined
    }
  | { readonly type: 'source'; readonly url: string; readonly title?: string | undefined }
  | {
      readonly type: 'file'
      readonly mediaType: string
      readonly url: string
      readonly name?: string | undefined
    }
  | {
      readonly type: 'data'
      readonly name: string
      readonly data: unknown
      /** Replaces the former part with this name and id. */
      readonly id?: string | undefined
      /** The message does not keep it: only `onEvent` receives it. */
      readonly transient?: boolean | undefined
    }
  /** The dialect dropped this many parts, because the message would not keep them. */
  | { readonly type: 'omitted'; readonly part: keyof OmittedParts; readonly count: number }
  /** Data about the message as a whole. Fields of `metadata` replace the former ones of the same name. */
  | {
      readonly type: 'metadata'
      readonly serverId?: string | undefined
      readonly metadata?: Readonly<Record<string, unknown>> | undefined
    }
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The server's own finish reason, which does not prove the end yet. */
  | { readonly type: 'finish-reason'; readonly reason: string }
  /** The proof that the answer ended, and how. More records may follow (usage, an end mark). */
  | {
      readonly type: 'finish'
      readonly outcome: 'complete' | 'stopped' | 'refused'
      /** The server's own finish reason. */
      readonly reason?: string | undefined
      /** UTF-16 units of the whole text, as counted by the server. */
      readonly length?: number | undefined
    }
  /** An error that the server reports inside its stream. Ends the answer as `failed`. */
  | { readonly type: 'error'; readonly message: string; readonly code?: string | undefined }
  /** Nothing follows: the connection can be closed without waiting for the body's end. */
  | { readonly type: 'stream-end' }
  /**
   * What follows repeats the answer from its start. What arrived before stays visible until the repetition
   * is at least as long.
   */
  | { readonly type: 'restart' }

/** Notes that a dialect keeps while it reads an answer; empty at the start of each answer. */
export interface DialectState {
  /** The response headers of the answer, if the transport has them. */
  readonly headers?: Headers | undefined
  [note: string]: unknown
}

/**
 * A wire format: how a question is encoded and how records are decoded.
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
  /**
   * Names of the SSE events besides `message` that this format uses: a native `EventSource` must subscribe
   * to each of them.
   */
  readonly events?: readonly string[]
  /**
   * Returns the body to send, before the fields of the `body` option are added.
   * @default { message } with the question's text
   */
  encode?(request: ChatRequest): unknown
  /**
   * Called with each record before `decode`, for a dialect that loads its code when an answer needs it. If
   * it returns a promise, `decode` and all further records wait for it.
   */
  prepare?(record: StreamRecord, state: DialectState): Promise<unknown> | undefined
  /** Decodes one record. It may keep notes in `state`. */
  decode(record: StreamRecord, state: DialectState): readonly StreamEvent[]
  /**
   * Called at a clean end of the body. Returns a `finish` event if a clean end proves that the answer is
   * complete, and any events that were held back.
   */
  end?(state: DialectState): readonly StreamEvent[]
}

/** A run whose answer is requested again, or the rest of it. */
export interface Resumption {
  /** As passed to `onResumable`. */
  readonly sessionId: string
  /** The number of the last event that was applied, in the exactly-once protocol. */
  readonly last: number
  /** The cursor of the last record that was applied. */
  readonly cursor?: string | number | undefined
}

/** What a transport receives besides the question. */
export interface TransportContext {
  /** The `url` option: absolute, or relative to the page. */
  readonly url: string
  /** Aborted when the answer is stopped, times out or is not needed any more. */
  readonly signal: AbortSignal
  /** The `fetch` function to use. */
  readonly fetch: typeof globalThis.fetch
  readonly credentials: RequestCredentials
  /** Evaluates the `headers` option; call it for every request. */
  headers(): Promise<Headers>
  /** Returns the body as encoded by the dialect and the `body` option. */
  body(): unknown
  /** Names of the SSE events that the dialect reads (for a native `EventSource`). */
  readonly events: readonly string[]
  /** Whether a request carries the question's key; `auto` sends it to the page's own origin only. */
  readonly idempotencyKey: 'auto' | boolean
  /** Names of further headers that carry a secret (the option of this name). @default none */
  readonly secretHeaders?: readonly string[]
  /**
   * Call this just before sending a request that carries the question's key, and only then. If the server
   * has proved that it speaks the exactly-once protocol, the same request may then be sent again.
   */
  onKeySent?(): void
  /** Call this when the response headers of the answer arrive: ends the connect timeout. */
  onOpen(headers?: Headers): void
  /** Call this for each piece of the body, with its size in bytes: restarts the idle timeout. */
  onBytes(count: number): void
  /**
   * Call this when the session is known by which this answer can be stopped at its server. `stop` is called
   * at most once: when the answer is stopped here, before `signal` is aborted. Use `requestStop` in it: its
   * request has the method that you choose, and the headers and credentials of the chat.
   */
  onStoppable(stop: () => void): void
  /**
   * Set if this request must not ask a new question, but resume a run: request the events after number
   * `last` (0 requests all of them), or those after `cursor` if the records have cursors (undefined
   * requests all of them).
   */
  readonly resumption?: Resumption | undefined
  /**
   * Call this when the server has proved that it can resume, with the session of this run. A broken
   * connection is then followed by one with `resumption`.
   *
   * @param sessionId stored in `message.run`. An empty string takes a session back: the server refused the
   *   question, so that no run has this session
   * @param order how the records of this run are ordered. `numbered`: by the ids of the exactly-once
   *   protocol, and only the event `close` proves the end. `cursors`: by the transport, which skips what it
   *   yielded before; call this on every connection then, before the first record. @default 'numbered'
   */
  onResumable(sessionId: string, order?: 'numbered' | 'cursors'): void
  /** Call this when the server asks for a delay before the next connection (`retry:`), in milliseconds. */
  onRetryDelay(delay: number): void
  /**
   * Call this when the connection broke and the platform is about to reopen it, as a native `EventSource`
   * does.
   * @returns whether it may reopen the connection; if not, the transport must end
   */
  onReconnect(): boolean
}

/**
 * Sends a question to a server and yields the records of its answer.
 *
 * It returns when the body ended cleanly, and throws a `ChatStreamError` (or anything else) when it did
 * not.
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
