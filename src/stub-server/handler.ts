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
import { ADDRESSES, findRoute } from './http/routes.ts'
import type { StubState } from './state.ts'

export interface StubHandler {
  /**
   * Answers one request. It never rejects.
   *
   * @param client whose request it is, such as an address: bounds are counted for each
   */
  fetch(request: Request, client?: string): Promise<Response>
  /** Counts of this process alone; `GET /__stub/state` tells those of all that share the store. */
  state(): StubState
  /**
   * Ends all streams without a `close` event, so that their readers resume, and then all runs. With a
   * shared store the runs may come to their end before, for as long as `drainTime`. Never rejects.
   */
  close(): Promise<void>
}

/** Makes the stub: the same answers behind every door. It holds its runs until `close`. */
export function createStubHandler(options: StubOptions = {}): StubHandler {
  const settings = settingsOf(options)
  const { limits, heartbeatInterval, drainTime } = settings
  const store = settings.store ?? createMemoryStore()
  const { shared } = store
  const embedded = createEmbeddedModel(settings.pace)
  // A scenario promises the same answer every time, which a real model cannot.
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
      keeper?.takeNothingMore()
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
  return new Problem(404, `Nothing is at ${path}. There are ${ADDRESSES.join(', ')}.`)
}

function asProblem(error: unknown, request: Request): Problem {
  if (error instanceof Problem) return error
  // Who left before an answer reads no answer, and nothing went wrong here.
  if (!request.signal.aborted) console.error('The stub failed:', error)
  return new Problem(500, 'The stub itself failed; its log says why.')
}
