import type { Limits } from './limits.ts'
import type { RunStore } from './runs/runStore.ts'
import type { StandardSchema } from './standardSchema.ts'
import type {
  Answer,
  AnswerPart,
  Awaitable,
  ChatBody,
  Question,
  RunContext,
  RunEnd,
  RunInfo,
} from './types.ts'

/** Options of `createChatServer`. */
export interface ChatServerOptions<Owner = undefined, Body = ChatBody> {
  /**
   * Answers a question: an `async function*` that yields text and parts, or a stream of them. It runs once per question,
   * however often clients connect. Pass `run.signal` to the model, so that Stop ends it.
   */
  answer(question: Question<Owner, Body>, run: RunContext): Answer
  /**
   * Continues an answer whose process died. `written`, followed by the parts that this yields, must form one answer.
   * Used only with a store that several processes share.
   * @default the answer ends with the error `run_lost`
   */
  resume?(question: Question<Owner, Body>, written: readonly AnswerPart[], run: RunContext): Answer
  /**
   * Identifies the requester, for example by a session cookie. Runs, idempotency keys and limits belong to the owner.
   * Two owners are the same if their JSON is the same: return an id rather than a record that changes. Return a
   * `Response` to refuse the request.
   * @param native what the framework or adapter passes to `fetch`, such as the `IncomingMessage` of Node
   * @default all requesters are one anonymous owner without a limit on live runs: whoever knows a session id may read it
   */
  owner?(request: Request, native?: unknown): Awaitable<Owner | Response>
  /** Decides who may read a run. Others get 404. @default the same owner */
  mayRead?(run: RunInfo<Owner>, owner: Owner): Awaitable<boolean>
  /**
   * Validates and types the JSON body of a question, by any library with Standard Schema. Invalid bodies get 400.
   * A one-shot GET has the body `{ message }`.
   * @default a non-empty `message`, or `messages` with a question; other fields are passed through
   */
  readonly body?: StandardSchema<Body>
  /** Stores runs. It is closed with the server. @default `memoryStore()` */
  readonly store?: RunStore
  /** Overrides individual bounds. */
  readonly limits?: Partial<Limits>
  /**
   * Decides what the client learns about an error of `answer`. Without a description it gets `internal_error` with the
   * text "The model failed.", because messages of errors may contain keys and addresses.
   * @default only an `AnswerError` is described
   */
  describeError?(error: unknown): { readonly code: string; readonly message: string } | undefined
  /**
   * Origins whose pages may send requests, such as `https://app.example`. `loopback` stands for `localhost`,
   * `127.0.0.1` and `[::1]` on every port.
   * @default false: the framework sends CORS headers, or page and server have one origin
   */
  readonly cors?: false | { readonly origins: readonly string[] }
  /** Called when a run starts. It may not break the run: its errors go to `onError`. */
  onRunStart?(run: RunInfo<Owner>): void
  /**
   * Called once per run, in the process that wrote its end. `runs.result(run.sessionId)` then returns the whole answer.
   * It may not break the server: its errors go to `onError`.
   */
  onRunEnd?(run: RunInfo<Owner>, end: RunEnd): unknown
  /** Called with errors that no client learns. @default they are written to the console */
  onError?(error: unknown, run?: RunInfo<Owner>): void
  /** How long a stream stays silent before a comment is sent, in milliseconds. @default 15_000 */
  readonly heartbeat?: number
  /**
   * How long runs may continue after `close`, in milliseconds. Used only with a shared store; other processes take over
   * what does not end in time.
   * @default 25_000
   */
  readonly drainTime?: number
  /**
   * Receives a promise for each run that a request starts. On platforms that stop a process after its last response,
   * pass it to their `waitUntil`.
   * @param native what was passed to `fetch`
   * @default nothing: a server process lives longer than its responses
   */
  waitUntil?(work: Promise<unknown>, native?: unknown): void
}
