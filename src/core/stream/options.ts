import type { ChatStreamError } from '../errors.ts'
import type { RetryOptions } from './retry.ts'
import type { TransportName } from '../transports/index.ts'
import type { DialectName } from '../dialects/index.ts'
import type { ChatMessage, ChatRequest, Dialect, StreamEvent, Transport } from '../types.ts'

/** The wire format by its name: the default. */
export interface DialectOption {
  /**
   * The wire format. `auto` recognises it by the response's headers and the first payloads; a name or an
   * object pins it.
   * @default 'auto'
   */
  dialect?: 'auto' | DialectName | Dialect
  pick?: undefined
}

/** The wire format of a server that no dialect knows. */
export interface PickOption {
  /**
   * Where in each payload the text stands: names and indexes with dots between them. In place of a
   * `dialect`, for a server that sends JSON of its own. An answer ends at an event named `close`, `done`,
   * `end` or `complete`, at `[DONE]`, or at the clean end of the body.
   * @default none
   * @example 'choices.0.delta.content'
   */
  pick: string
  dialect?: undefined
}

/** Every option of a chat stream, with its default. `useChatStream` also takes refs for `url` and `headers`. */
export type ChatStreamOptions = ChatStreamBaseOptions & (DialectOption | PickOption)

/** The options of a chat stream whose transport and dialect are given as values: no other one is in its bundle. */
export interface PinnedChatStreamOptions extends Omit<ChatStreamBaseOptions, 'transport'> {
  /** How the question travels, such as `getTransport`, or one of your own. */
  transport: Transport
  /** The wire format, such as `contentDialect`, or one of your own. */
  dialect: Dialect
}

/** The options beside the wire format. */
export interface ChatStreamBaseOptions {
  /**
   * The server's endpoint; relative addresses are relative to the page. Read afresh for every question.
   * @example 'http://localhost:8866/ai/chat/stream'
   */
  url: string | URL | (() => string | URL)
  /**
   * How the question travels.
   *
   * - `get`: in the address, as `?message=…`, by `fetch`
   * - `post`: as a JSON body, by `fetch`
   * - `session`: `POST url/init`, then `GET url/:sessionId`
   * - `eventsource`: in the address, by the browser's own `EventSource` (no headers, no status codes)
   * - a {@link Transport} of your own
   * @default 'get'
   */
  transport?: TransportName | Transport
  /** Request headers, or a function (which may be async) that is asked before every request. @default none */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>)
  /** As in `fetch`; a native `EventSource` knows only whether it is `include`. @default 'same-origin' */
  credentials?: RequestCredentials
  /** A `fetch` of your own. @default globalThis.fetch */
  fetch?: typeof globalThis.fetch
  /**
   * Fields to add to the body that the dialect makes (`model`, `temperature`, …), or a function that
   * returns the whole body. `openai` makes `messages` and `stream`, other dialects that come with this
   * package `message`: bodies for their servers are made by the presets, such as `anthropic`. For `get`
   * and `eventsource` the fields go into the query.
   * @default nothing is added
   */
  body?: Readonly<Record<string, unknown>> | ((request: ChatRequest) => unknown)
  /**
   * When to connect again, or `false` for never. A question is sent again only if the server refused the
   * work for now, or if a second request cannot start a second run (see `idempotencyKey`). Once an event
   * of the answer arrived, the question is never sent again; a server that has proved that it resumes is
   * asked for the rest.
   * @default { maxAttempts: 5, baseDelay: 500, maxDelay: 30_000 }
   */
  retry?: Partial<RetryOptions> | false
  /** How long to wait for the response's head, in milliseconds; 0 waits for ever. @default 15_000 */
  connectTimeout?: number
  /** How long to wait for the next byte (comments and pings count), in milliseconds; 0 waits for ever. @default 45_000 */
  idleTimeout?: number
  /**
   * What a `send` during an answer does: `queue` asks it when its turn comes; `refuse` resolves at once
   * to a message of outcome `failed` with an error of kind `busy`, and leaves `messages` as they are.
   * @default 'queue'
   */
  whenBusy?: 'queue' | 'refuse'
  /**
   * Whether a question carries a key, the same for all its attempts: as the header `Idempotency-Key` of a
   * POST, as `key` in the query string of a GET. A function is called for every request.
   *
   * - `'auto'`: to the page's own origin only, as the header forces a CORS preflight elsewhere
   * - `true`: always. It also says that the server never starts a second run for the same key: the question
   *   is then sent again after a network error, 500, 502 or 504, and after response headers that no event
   *   followed
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
  onEvent?: (event: StreamEvent, message: ChatMessage) => void
  /** Called when an answer ended, however it did. @default none */
  onFinish?: (message: ChatMessage) => void
  /** Called when an answer `failed` or was `truncated`. @default none */
  onError?: (error: ChatStreamError, message: ChatMessage) => void
}
