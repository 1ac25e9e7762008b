import type { FoundRun } from '../runs/runRegister.ts'
import type { EndpointContext, Exchange } from './context.ts'
import { eventStream, STREAM_HEADERS } from './eventStream.ts'
import { Problem } from './problem.ts'
import { readJson } from './readJson.ts'
import { startRun } from './startRun.ts'

const SESSION_ID = /^[\w-]{32}$/

/** Answers `POST …/init`: starts a run, once per `Idempotency-Key`, and returns its id. */
export async function initSession(exchange: Exchange, context: EndpointContext): Promise<Response> {
  const fields = await readJson(exchange.request, context.limits.bodyBytes)
  const run = await startRun({ fields, key: keyOf(exchange) }, exchange, context)
  if (run instanceof Response) return run
  return Response.json(
    { sessionId: run.id },
    { status: 201, headers: { 'Cache-Control': 'no-store' } },
  )
}

/** Returns the idempotency key of a request: of its header, or of `?key=`, which needs no CORS preflight. */
export function keyOf({ request, url }: Exchange): string | undefined {
  return request.headers.get('Idempotency-Key') ?? url.searchParams.get('key') ?? undefined
}

/** Answers `GET …/:sessionId`: sends all entries after the reader's last one, then new ones as they arrive. */
export async function readSession(
  id: string,
  exchange: Exchange,
  context: EndpointContext,
): Promise<Response> {
  const { request, url } = exchange
  const run = await findSession(id, exchange, context)
  const after = readLastId(
    request.headers.get('Last-Event-ID') ?? url.searchParams.get('lastEventId') ?? '',
  )
  if (run.isLost) await context.runs.takeOver(id)
  const head = await context.store.log.head(id)
  if (!head) throw expired()
  if (head.isEnded && after >= head.seq) return new Response(null, { status: 204 })
  if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  const response = await context.hooks.beforeStream?.(run, exchange)
  if (response) return response
  return eventStream({ run, after, idPrefix: '', announces: false }, exchange, context)
}

/** Answers `DELETE …/:sessionId`, the only way to stop a run. Unknown and ended sessions get 204, too. */
export async function deleteSession(
  id: string,
  exchange: Exchange,
  context: EndpointContext,
): Promise<Response> {
  checkId(id)
  const { register } = context.store
  const run = await register.find(id)
  const done = new Response(null, { status: 204 })
  if (run && !context.hooks.mayStop(run, exchange)) {
    // A run that the requester may not read does not exist for it.
    if (!(await context.hooks.mayRead(run, exchange))) return done
    throw new Problem(403, 'You may read this answer, but only its owner may stop it.')
  }
  // A run of a shared store may be known to another process only.
  if (run || context.store.shared) await context.runs.stop(id)
  return done
}

/** @throws Problem 400 for an invalid id, 404 for an unknown one, 410 for an expired one */
async function findSession(
  id: string,
  exchange: Exchange,
  { store, hooks }: EndpointContext,
): Promise<FoundRun> {
  checkId(id)
  const run = await store.register.find(id)
  if (run && (await hooks.mayRead(run, exchange))) return run
  if (!run && (await store.register.isExpired(id))) throw expired()
  throw new Problem(404, 'Session not found: no answer has this id.')
}

function expired(): Problem {
  return new Problem(
    410,
    'Session expired: its answer is no longer stored. Start a new session with POST …/init.',
  )
}

export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text)
}

function checkId(id: string): void {
  if (!isSessionId(id)) throw invalidSessionId()
}

export function invalidSessionId(): Problem {
  return new Problem(400, 'The session id is invalid: it must be 32 characters of base64url.')
}

function readLastId(text: string): number {
  if (text === '') return 0
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Problem(400, 'The last event id of a session must be a whole number.')
}
