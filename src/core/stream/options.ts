import type { ChatTypes, DataOf, MetadataOf, ToolPartOf, ToolsOf } from '../chatTypes.ts'
import type { ChatStreamError } from '../errors.ts'
import type { StandardSchema } from '../schema.ts'
import type { RetryOptions } from './retry.ts'
import type { TransportName } from '../transports/index.ts'
import type { DialectName } from '../dialects/index.ts'
import type {
  ChatAnswer,
  ChatMessage,
  ChatRequest,
  Dialect,
  StreamEvent,
  Transport,
} from '../types.ts'

/** Selects the wire format by its name (the default). */
export interface DialectOption {
  /**
   * The wire format. `auto` recognizes it from the response headers and the first payloads; a name or an
   * object pins it.
   * @default 'auto'
   */
  dialect?: 'auto' | DialectName | Dialect
  pick?: undefined
}

/** Selects the text of a wire format that no dialect knows. */
export interface PickOption {
  /**
   * Path to the text in each payload: names and indexes separated by dots. Use it instead of a `dialect`
   * for a server that sends its own JSON. An answer ends at an event named `close`, `done`, `end` or
   * `complete`, at `[DONE]`, or at the clean end of the body.
   * @default none
   * @example 'choices.0.delta.content'
   */
  pick: string
  dialect?: undefined
}

/** All options of a chat stream. `useChatStream` also accepts refs for `url` and `headers`. */
export type ChatStreamOptions<Chat extends ChatTypes = ChatTypes> = ChatStreamBaseOptions<Chat> &
  (DialectOption | PickOption)

/**
 * The options of a chat stream whose transport and dialect are given as values, so that a bundle contains
 * no others.
 */
export interface PinnedChatStreamOptions<Chat extends ChatTypes = ChatTypes> extends Omit<
  ChatStreamBaseOptions<Chat>,
  'transport'
> {
  /** How the question is sent, such as `getTransport`, or a custom transport. */
  transport: Transport
  /** The wire format, such as `contentDialect`, or a custom dialect. */
  dialect: Dialect
}

/** The options from which the types of a chat are inferred. */
export interface ChatTypeOptions<Tools, Metadata, Data> {
  /**
   * The tools that the model may call, as `defineTools` returns them. They run in the page, and their results are sent
   * back until the model answers without a call.
   * @default none
   */
  tools?: Tools
  /**
   * The schema of `message.metadata`. Metadata that does not match is not kept: see `onInvalid`. Metadata that arrives
   * in pieces is checked as a whole at each piece.
   * @default any object
   */
  metadataSchema?: StandardSchema<Metadata>
  /**
   * The schemas of the data parts, by their names. A part that does not match its schema, or has none, is not kept: see
   * `onInvalid`.
   * @default data of any name and type
   */
  dataSchemas?: { readonly [Name in keyof Data]: StandardSchema<Data[Name]> }
}

/** Data from the server that does not match its schema. */
export interface InvalidData {
  readonly type: 'metadata' | 'data'
  /** The name of the data part. */
  readonly name?: string | undefined
  /** What arrived. */
  readonly data: unknown
  /** What is wrong. */
  readonly message: string
}

/** The options besides the wire format. */
export interface ChatStreamBaseOptions<Chat extends ChatTypes = ChatTypes> extends ChatTypeOptions<
  ToolsOf<Chat>,
  MetadataOf<Chat>,
  DataOf<Chat>
> {
  /**
   * The server's endpoint; a relative URL is resolved against the page. A function is called for every
   * request.
   * @example 'http://localhost:8866/ai/chat/stream'
   */
  url: string | URL | (() => string | URL)
  /** The first messages. @default none */
  messages?: readonly ChatMessage[]
  /**
   * How the question is sent.
   *
   * - `get`: in the query string, as `?message=…`, by `fetch`
   * - `post`: as a JSON body, by `fetch`
   * - `session`: `POST url/init`, then `GET url/:sessionId`
   * - `eventsource`: in the query string, by the browser's own `EventSource` (no headers, no status codes)
   * - a custom {@link Transport}
   * @default 'get'
   */
  transport?: TransportName | Transport
  /** Request headers, or a function (which may be async) that is called before every request. @default none */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit> | undefined)
  /**
   * As in `fetch`; a native `EventSource` only distinguishes `include` from the others.
   * @default 'same-origin'
   */
  credentials?: RequestCredentials
  /** A custom `fetch`. @default globalThis.fetch */
  fetch?: typeof globalThis.fetch
  /**
   * Fields to add to the body that the dialect creates (`model`, `temperature`, …), or a function that
   * returns the whole body. It is read once for each question: all its attempts have the same body, unless
   * your code changes an object inside of it. The dialect `openai` creates `messages` and `stream`, the other
   * dialects of this package only `message`: use a preset, such as `anthropic`, to create the bodies for their
   * servers. With `get` and `eventsource` the fields are added to the query string.
   * @default nothing is added
   */
  body?: Readonly<Record<string, unknown>> | ((request: ChatRequest) => unknown)
  /**
   * When to reconnect; `false` never does. A question is sent again only if the server refused the work for
   * now, or if a second request cannot start a second run (see `idempotencyKey`). Once an event of the
   * answer arrived, the question is never sent again; if the server has proved that it can resume, only the
   * rest is requested.
   * @default { maxAttempts: 5, baseDelay: 500, maxDelay: 30_000 }
   */
  retry?: Partial<RetryOptions> | false
  /**
   * How long to wait for the response headers, in milliseconds; 0 waits forever. A function is called for
   * every request; undefined selects the default.
   * @default 15_000
   */
  connectTimeout?: number | (() => number | undefined)
  /**
   * How long to wait for the next byte (comments and pings count), in milliseconds; 0 waits forever.
   * @default 45_000
   */
  idleTimeout?: number
  /**
   * What `send` does while an answer streams: `queue` sends the question when the answer has ended;
   * `refuse` resolves immediately to a message with the outcome `failed` and an error of kind `busy`, and
   * leaves `messages` unchanged.
   * @default 'queue'
   */
  whenBusy?: 'queue' | 'refuse'
  /**
   * What happens to waiting questions when the streaming answer is stopped: `send` sends the next one; `hold`
   * keeps them in `queue`. Then `resume` sends them, and so does the next `send`, whose question is the last in
   * line. If `regenerate` or `edit` is called instead, they follow that answer.
   * @default 'send'
   */
  whenStopped?: 'send' | 'hold'
  /**
   * Whether a question carries a key, the same for all its attempts: as the header `Idempotency-Key` of a
   * POST, as `key` in the query string of a GET. A function is called for every request.
   *
   * - `'auto'`: to the page's own origin only, as the header forces a CORS preflight elsewhere
   * - `true`: always. It also states that the server never starts a second run for the same key: the
   *   question is then sent again after a network error, 500, 502 or 504, and after response headers that
   *   no event followed
   * - `false`: never
   * @default 'auto'
   */
  idempotencyKey?: 'auto' | boolean | (() => 'auto' | boolean)
  /**
   * Names of request headers that carry a secret, such as an API key. A request with such a header does not
   * follow redirects, as the browser would send the header to any other origin. Headers whose names contain
   * `key`, `token`, `secret` or `auth` count without being listed; `Authorization` does not, as browsers
   * remove it.
   * @default none
   */
  secretHeaders?: readonly string[]
  /** Called for every event of an answer, before it is applied to the message. @default none */
  onEvent?: (event: StreamEvent, message: ChatMessage<Chat>) => void
  /** Called when an answer ended, no matter how. @default none */
  onFinish?: (message: ChatAnswer<Chat>) => void
  /** Called when an answer `failed` or was `truncated`. @default none */
  onError?: (error: ChatStreamError, message: ChatAnswer<Chat>) => void
  /**
   * Called once for each tool call of a complete answer whose arguments match the schema, before the tool runs or waits.
   * Needs the option `tools`.
   * @default none
   */
  onToolCall?: (call: ToolPartOf<Chat>) => void
  /** Called for metadata and data that do not match `metadataSchema` or `dataSchemas`. @default none */
  onInvalid?: (invalid: InvalidData) => void
  /**
   * How many answers in a row may call tools after one question, at least 1. The calls of the last one do not run:
   * they end as `output-error`, and the chat has an error of the kind `limit`. Needs the option `tools`.
   * @default 10
   */
  maxSteps?: number
}
