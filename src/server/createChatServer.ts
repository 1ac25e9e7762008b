import { createEngine } from './createEngine.ts'
import { createHooks, createListener, createModel, infoOf } from './createHooks.ts'
import { answerRequest, type RequestContext } from './http/answerRequest.ts'
import type { Exchange } from './http/context.ts'
import { Cors } from './http/cors.ts'
import { oneShot } from './http/oneShot.ts'
import { Problem, problemResponse } from './http/problem.ts'
import { isObject } from './http/readJson.ts'
import { deleteSession, readSession } from './http/session.ts'
import { startRun } from './http/startRun.ts'
import { checkBounds, DEFAULT_LIMITS } from './limits.ts'
import type { ChatServerOptions } from './options.ts'
import { ownerKey } from './ownerKey.ts'
import { readWritten } from './runs/unfinishedAnswer.ts'
import { withTracing } from './tracing.ts'
import type { AnswerPart, ChatBody, RunInfo } from './types.ts'

/** Who asks, for the methods of a `ChatServer` that a controller calls. */
export interface Requester<Owner> {
  /** The requester, as the option `owner` would return it. @default the anonymous owner */
  readonly owner?: Owner
}

export interface ChatServer<Owner = undefined> {
  /**
   * Answers one HTTP request. The last segments of its path decide, so that the server works below any path:
   * `POST …/init`, `GET …/:sessionId`, `DELETE …/:sessionId`, `GET …?message=` and `POST …`. It never rejects.
   *
   * @param native passed to the options `owner` and `waitUntil`
   */
  fetch(request: Request, native?: unknown): Promise<Response>
  /**
   * Starts a run, for controllers with routes of their own.
   *
   * @param body the body of the question
   * @throws Problem if the question is refused; its `status` is that of the response to send
   */
  init(
    body: unknown,
    requester?: Requester<Owner> & { readonly key?: string | undefined },
  ): Promise<{ sessionId: string }>
  /** Returns the event stream of a run, or an error response. It never rejects. */
  stream(sessionId: string, requester?: Requester<Owner> & ReadOptions): Promise<Response>
  /** Starts a run and returns its event stream, or an error response. It never rejects. */
  ask(
    message: string,
    requester?: Requester<Owner> & ReadOptions & { readonly key?: string | undefined },
  ): Promise<Response>
  /**
   * Stops a run, whichever process drives it. Does nothing if it has ended or never existed.
   *
   * @throws Problem 400 for an invalid id, 403 if the requester may only read the run
   */
  stop(sessionId: string, requester?: Requester<Owner>): Promise<void>
  readonly runs: {
    /** Returns a run, or undefined if it does not exist (anymore). */
    get(sessionId: string): Promise<RunInfo<Owner> | undefined>
    /** Returns the runs that have not ended. @default those of all owners */
    live(owner?: Owner): Promise<readonly RunInfo<Owner>[]>
    /**
     * Returns the parts of an answer, as far as they are written.
     *
     * @throws Problem 410 if the run does not exist (anymore)
     */
    result(sessionId: string): Promise<readonly AnswerPart[]>
  }
  /**
   * Ends all streams without a `close` event, so that their readers resume, then ends all runs and closes the store.
   * With a shared store, runs get up to `drainTime` to finish first. It never rejects.
   */
  close(): Promise<void>
}

export interface ReadOptions {
  /** The request's `Last-Event-ID`: only what follows is sent. */
  readonly lastEventId?: string | undefined
  /** Aborted when the client leaves. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Creates the server side of the stream protocol: every question runs once, and every reader gets the whole answer,
 * although connections break, pages reload and processes end.
 *
 * @throws RangeError if a bound or an origin is invalid; the message names it
 * @throws TypeError if `answer` is not a function
 * @example
 * const chat = createChatServer({
 *   async *answer({ message }, { signal }) {
 *     yield* askModel(message, signal)
 *   },
 * })
 * app.use('/ai/chat/stream', toNodeHandler(chat))
 */
export function createChatServer<Owner = undefined, Body = ChatBody>(
  options: ChatServerOptions<Owner, Body>,
): ChatServer<Owner> {
  const context = createContext(options)
  const { engine } = context
  const { register, log } = engine.store
  /** Returns the response of an endpoint, or that of its error. */
  const respond = (request: Request, answer: Promise<Response>) =>
    answer.catch((error: unknown) => problemResponse(context.asProblem(error, request)))

  return {
    fetch: (request, native) => answerRequest(request, native, context),
    async init(body, { key, owner } = {}) {
      if (!isObject(body)) throw new Problem(400, 'The body must be a JSON object.')
      const run = await startRun({ fields: body, key }, exchangeOf(localRequest(), owner), engine)
      // Only the stub answers a question with a response.
      if (run instanceof Response) throw new Problem(500, 'The question was not accepted.')
      return { sessionId: run.id }
    },
    stream(sessionId, { owner, ...reading } = {}) {
      const request = localRequest(reading)
      return respond(request, readSession(sessionId, exchangeOf(request, owner), engine))
    },
    ask(message, { owner, key, ...reading } = {}) {
      const request = localRequest(reading, { message, ...(key === undefined ? {} : { key }) })
      return respond(request, oneShot(exchangeOf(request, owner), engine))
    },
    async stop(sessionId, { owner } = {}) {
      await deleteSession(sessionId, exchangeOf(localRequest(), owner), engine)
    },
    runs: {
      async get(sessionId) {
        const run = await register.find(sessionId)
        return run && infoOf<Owner>(run)
      },
      async live(owner) {
        const found = await register.live(owner === undefined ? undefined : ownerKey(owner))
        return found.map((run) => infoOf<Owner>(run))
      },
      async result(sessionId) {
        const written = await readWritten(log, sessionId)
        if (written) return written.parts
        throw new Problem(410, 'This answer is no longer stored (limits.keepTime).')
      },
    },
    close: () => engine.close(),
  }
}

function createContext<Owner, Body>(options: ChatServerOptions<Owner, Body>): RequestContext {
  if (typeof options?.answer !== 'function') {
    throw new TypeError('Option answer is missing: pass a function that answers a question.')
  }
  const { heartbeat = 15_000, drainTime = 25_000, cors = false } = options
  // Without `owner`, a limit per owner would be one for all requesters together.
  const perOwner = options.owner ? {} : { liveRunsPerOwner: Infinity }
  const limits = { ...DEFAULT_LIMITS, ...perOwner, ...options.limits }
  checkBounds({ ...limits, heartbeat, drainTime })
  const natives = new WeakMap<Exchange, unknown>()
  const listener = withTracing(createListener(options))
  const engine = createEngine({
    model: createModel(options),
    limits,
    store: options.store,
    heartbeatInterval: heartbeat,
    drainTime,
    hooks: createHooks(options, (exchange) => natives.get(exchange)),
    listener,
  })
  return {
    engine,
    cors: cors ? new Cors(cors.origins) : undefined,
    ownerOf: (request, native) => options.owner?.(request, native),
    onExchange: (exchange, native) => natives.set(exchange, native),
    asProblem(error, request) {
      if (error instanceof Problem) return error
      // A client that left before the answer reads no answer, and aborting is not a failure of the server.
      const { aborted, reason } = request.signal
      if (!aborted || error !== reason) listener.report(error)
      return new Problem(500, 'The server failed. Its log shows the cause.')
    },
  }
}

function exchangeOf(request: Request, owner: unknown): Exchange {
  return { request, url: new URL(request.url), owner: ownerKey(owner), ownerValue: owner }
}

/** Creates a request that never travels, for calls from within the process. */
function localRequest(
  { lastEventId, signal }: ReadOptions = {},
  query: Record<string, string> = {},
) {
  return new Request(`http://localhost/?${new URLSearchParams(query)}`, {
    headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
    ...(signal ? { signal } : {}),
  })
}
