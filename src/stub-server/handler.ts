import { Admission } from './runs/admission.ts'
import { Attempts } from './scenarios/attempts.ts'
import type { Exchange, StubContext } from './context.ts'
import { Cors } from './http/cors.ts'
import { createEmbeddedModel } from './embeddedModel.ts'
import { LeaseKeeper } from './runs/leaseKeeper.ts'
import { createMemoryStore } from './memory/memoryStore.ts'
import type { Question } from './model.ts'
import { OpenStreams } from './http/openStreams.ts'
import { settingsOf, type StubOptions } from './options.ts'
import { methodNotAllowed, Problem, problemResponse } from './http/problem.ts'
import { Runs } from './runs/runs.ts'
import { ENDPOINT_PATHS, findRoute } from './http/routes.ts'
import type { StubState } from './state.ts'

export interface StubHandler {
  /**
   * Answers one request. It never rejects.
   *
   * @param client identifies the client, for example by its IP address: some bounds apply per client
   */
  fetch(request: Request, client?: string): Promise<Response>
  /**
   * Returns the counts of this process only; `GET /__stub/state` returns those of all processes that
   * share the store.
   */
  state(): StubState
  /**
   * Ends all streams without a `close` event, so that their readers resume, and then ends all runs. With
   * a shared store, runs get up to `drainTime` to finish first. It never rejects.
   */
  close(): Promise<void>
}

/**
 * Creates the stub as a fetch handler: every endpoint serves the same answers, each in its own wire
 * format. It holds its runs until `close` is called.
 */
export function createStubHandler(options: StubOptions = {}): StubHandler {
  const settings = settingsOf(options)
  const { limits, heartbeatInterval, drainTime } = settings
  const store = settings.store ?? createMemoryStore()
  const { shared } = store
  const embedded = createEmbeddedModel(settings.pace)
  // A scenario promises the same answer every time; a real model cannot keep that promise.
  const modelOf = ({ scenario }: Question) => (scenario ? embedded : (settings.model ?? embedded))
  const admission = new Admission(limits.liveRunsPerClient)
  const runs = new Runs(modelOf, store, limits, admission)
  const keeper = shared && new LeaseKeeper(shared, runs)
  const openStreams = new OpenStreams()
  const cors = new Cors(settings.origins)
  const state = (): StubState => ({
    runs: admission.started,
    openStreams: openStreams.count,
    sessions: store.register.held,
    liveRuns: admission.live,
  })
  const context: StubContext = {
    settings,
    runs,
    admission,
    modelOf,
    openStreams,
    store,
    heartbeatInterval,
    attempts: new Attempts(),
    sharedState: async () => ({ ...state(), ...(await shared?.counts()) }),
  }

  return {
    state,
    async fetch(request, client = 'local') {
      const url = new URL(request.url)
      const response = await answer({ request, url, client }, context, cors)
      response.headers.set('X-Content-Type-Options', 'nosniff')
      return cors.expose(response, request, url)
    },
    async close() {
      openStreams.endAll()
      keeper?.stopTakingOver()
      if (shared) await runs.drain(drainTime).catch(logFailure)
      else runs.abandonAll()
      keeper?.stop()
      await store.close().catch(logFailure)
    },
  }
}

async function answer(exchange: Exchange, context: StubContext, cors: Cors): Promise<Response> {
  const { request, url } = exchange
  const route = findRoute(url.pathname)
  try {
    cors.check(request, url)
    if (!route) throw notFound(url.pathname)
    if (request.method === 'OPTIONS') return cors.preflight(request, route.methods)
    if (!route.methods.includes(request.method)) throw methodNotAllowed(route.methods)
    return await route.answer(exchange, context)
  } catch (error) {
    const problem = asProblem(error, request)
    return route?.explain?.(problem) ?? problemResponse(problem)
  }
}

function logFailure(error: unknown): void {
  console.error('The stub did not close cleanly:', error)
}

function notFound(path: string): Problem {
  return new Problem(
    404,
    `There is no endpoint at ${path}. Use one of ${ENDPOINT_PATHS.join(', ')}.`,
  )
}

function asProblem(error: unknown, request: Request): Problem {
  if (error instanceof Problem) return error
  // A client that left before the answer reads no answer, and aborting is not a failure of the stub.
  if (!request.signal.aborted) {
    console.error(
      `The stub failed to answer ${request.method} ${new URL(request.url).pathname}:`,
      error,
    )
  }
  return new Problem(500, 'The stub server itself failed. Its log shows the cause.')
}
