import { Attempts } from './scenarios/attempts.ts'
import {
  Cors,
  createEngine,
  methodNotAllowed,
  Problem,
  problemResponse,
  type Exchange,
} from '../server/internal.ts'
import type { StubContext } from './context.ts'
import { createEmbeddedModel } from './embeddedModel.ts'
import type { Question } from './model.ts'
import { settingsOf, type StubOptions } from './options.ts'
import { ENDPOINT_PATHS, findRoute } from './http/routes.ts'
import { createScenarioHooks } from './scenarios/scenarioHooks.ts'
import type { StubState } from './state.ts'
import { describeModelError, toEngineModel } from './toEngineModel.ts'

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
  const { limits, heartbeatInterval, drainTime, store } = settings
  const embedded = createEmbeddedModel(settings.pace)
  // A scenario promises the same answer every time; a real model cannot keep that promise.
  const modelOf = ({ scenario }: Question) => (scenario ? embedded : (settings.model ?? embedded))
  const attempts = new Attempts()
  const engine = createEngine({
    model: toEngineModel(modelOf),
    limits: { ...limits, liveRunsPerOwner: limits.liveRunsPerClient },
    store,
    heartbeatInterval,
    drainTime,
    hooks: createScenarioHooks(attempts, settings.scenarios),
    listener: {
      describe: describeModelError,
      onStart() {},
      onEnd() {},
      onError: ({ id }, error) => console.error(`The answer of run ${id} failed:`, error),
    },
  })
  const cors = new Cors(settings.origins, true)
  const context: StubContext = {
    settings,
    engine,
    modelOf,
    attempts,
    sharedState: async () => ({ ...engine.state(), ...(await engine.store.shared?.counts()) }),
  }

  return {
    state: () => engine.state(),
    async fetch(request, client = 'local') {
      const url = new URL(request.url)
      const response = await answer(
        { request, url, owner: ownerOf(client), ownerValue: client },
        context,
        cors,
      )
      response.headers.set('X-Content-Type-Options', 'nosniff')
      return cors.expose(response, request, url)
    },
    close: () => engine.close(),
  }
}

/** Returns one name for all addresses of this machine: a browser may use one of them now and another one later. */
function ownerOf(client: string): string {
  const address = client.replace(/^::ffff:/, '')
  return /^(?:127\.[\d.]+|::1)$/.test(address) ? 'loopback' : address
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
