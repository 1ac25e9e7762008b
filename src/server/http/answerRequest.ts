import type { Engine } from '../createEngine.ts'
import { ownerKey } from '../ownerKey.ts'
import type { Exchange } from './context.ts'
import { checkPage, type Cors } from './cors.ts'
import { oneShot, postOneShot } from './oneShot.ts'
import { methodNotAllowed, Problem, problemResponse } from './problem.ts'
import { deleteSession, initSession, isSessionId, readSession } from './session.ts'

/** What a chat server needs to answer requests. */
export interface RequestContext {
  readonly engine: Engine
  readonly cors: Cors | undefined
  /** Returns the owner of a request, or a response that refuses it. */
  ownerOf(request: Request, native: unknown): unknown
  /** Converts an error to the problem to send, and reports errors that the client must not learn. */
  asProblem(error: unknown, request: Request): Problem
  /** Remembers what a request was passed with. */
  onExchange(exchange: Exchange, native: unknown): void
}

/** Answers one request to a chat server. It never rejects. */
export async function answerRequest(
  request: Request,
  native: unknown,
  context: RequestContext,
): Promise<Response> {
  const url = new URL(request.url)
  const { cors } = context
  const response = await answer(request, url, native, context).catch((error: unknown) =>
    problemResponse(context.asProblem(error, request)),
  )
  // The headers of a response that the option `owner` returned may be immutable.
  const sent = new Response(response.body, response)
  sent.headers.set('X-Content-Type-Options', 'nosniff')
  return cors ? cors.expose(sent, request, url) : sent
}

async function answer(
  request: Request,
  url: URL,
  native: unknown,
  context: RequestContext,
): Promise<Response> {
  const { cors, engine } = context
  if (cors) cors.check(request, url)
  // Whether pages of other origins may read the answer is decided by the headers of the framework.
  else checkPage(request, url, () => false)
  const last = url.pathname.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const route = routeOf(last)
  if (request.method === 'OPTIONS') {
    if (cors) return cors.preflight(request, route.methods)
    return new Response(null, { status: 204, headers: { Allow: route.methods.join(', ') } })
  }
  if (!route.methods.includes(request.method)) throw methodNotAllowed(route.methods)
  const owner = await context.ownerOf(request, native)
  if (owner instanceof Response) return owner
  const exchange = { request, url, owner: ownerKey(owner), ownerValue: owner }
  context.onExchange(exchange, native)
  return route.answer(exchange, engine)
}

interface Route {
  readonly methods: readonly string[]
  answer(exchange: Exchange, engine: Engine): Promise<Response>
}

const INIT: Route = { methods: ['POST', 'OPTIONS'], answer: initSession }

const ONE_SHOT: Route = {
  methods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  answer: (exchange, engine) =>
    exchange.request.method === 'POST' ? postOneShot(exchange, engine) : oneShot(exchange, engine),
}

/** Returns the route of the last segment of a path. */
function routeOf(segment: string): Route {
  if (segment === 'init') return INIT
  if (!isSessionId(segment)) return ONE_SHOT
  return {
    methods: ['GET', 'HEAD', 'DELETE', 'OPTIONS'],
    answer: (exchange, engine) =>
      exchange.request.method === 'DELETE'
        ? deleteSession(segment, exchange, engine)
        : readSession(segment, exchange, engine),
  }
}
