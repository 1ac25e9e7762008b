import { startRun } from './startRun.ts'
import type { Exchange, StubContext } from '../context.ts'
import { eventStream, STREAM_HEADERS } from './eventStream.ts'
import { scenarioResponse } from '../scenarios/scenarioResponse.ts'
import { Problem } from './problem.ts'
import { readJson, type JsonObject } from './readJson.ts'
import { lastQuestion, readTurns } from './readTurns.ts'
import { scenarioOfRequest } from '../scenarios/readScenario.ts'
import type { FoundRun } from '../runs/runRegister.ts'

const SESSION_ID = /^[\w-]{32}$/

/** Answers `POST …/init`: starts a run, once per `Idempotency-Key`, and returns its id. */
export async function initSession(exchange: Exchange, context: StubContext): Promise<Response> {
  const { request } = exchange
  const body = await readJson(request, context.settings.limits.bodyBytes)
  const { message, turns } = readQuestion(body)
  const key = request.headers.get('Idempotency-Key') ?? undefined
  const answer = await startRun({ message, turns, key }, exchange, context)
  if (answer instanceof Response) return answer
  return Response.json(
    { sessionId: answer.id },
    { status: 201, headers: { 'Cache-Control': 'no-store' } },
  )
}

/** Answers `GET …/:sessionId`: sends all entries after the reader's last one, then new ones as they arrive. */
export async function readSession(
  id: string,
  exchange: Exchange,
  context: StubContext,
): Promise<Response> {
  const { request, url } = exchange
  const { log, register } = context.store
  const run = await findSession(id, context)
  const after = readLastId(
    request.headers.get('Last-Event-ID') ?? url.searchParams.get('lastEventId') ?? '',
  )
  const scenario = scenarioOfRequest(request, url) ?? run.question.scenario
  if (run.isLost) await context.runs.takeOver(id)
  const head = await log.head(id)
  if (!head) throw expired()
  if (head.isEnded && after >= head.seq) return new Response(null, { status: 204 })
  if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  if (scenario?.layer === 'response' && scenario.on === 'stream') {
    if ((await register.countConnection(id)) <= scenario.times) {
      const response = await scenarioResponse(scenario, request.signal)
      if (response) return response
    }
  }
  return eventStream({ run, after, idPrefix: '', announces: false, scenario }, context)
}

/** Answers `DELETE …/:sessionId`, the only way to stop a run. Unknown and ended sessions get 204, too. */
export async function deleteSession(id: string, context: StubContext): Promise<Response> {
  checkId(id)
  await context.runs.stop(id)
  return new Response(null, { status: 204 })
}

async function findSession(id: string, { store }: StubContext): Promise<FoundRun> {
  checkId(id)
  const run = await store.register.find(id)
  if (run) return run
  if (await store.register.isExpired(id)) throw expired()
  throw new Problem(404, 'Session not found: no answer has this id.')
}

function expired(): Problem {
  return new Problem(
    410,
    'Session expired: its answer is no longer stored. Start a new session with POST …/init.',
  )
}

function checkId(id: string): void {
  if (SESSION_ID.test(id)) return
  throw new Problem(400, 'The session id is invalid: it must be 32 characters of base64url.')
}

function readLastId(text: string): number {
  if (text === '') return 0
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Problem(400, 'The last event id of a session must be a whole number.')
}

/** Reads the question from `message` or `messages` in a body. @throws Problem 400 if neither has a text */
export function readQuestion({ message, messages }: JsonObject) {
  const turns = messages === undefined ? undefined : readTurns(messages)
  if (messages !== undefined && !turns) {
    throw new Problem(400, '"messages" must be an array of { "role": …, "content": … }.')
  }
  if (message !== undefined && typeof message !== 'string') {
    throw new Problem(400, '"message" must be a string.')
  }
  const text = message ?? lastQuestion(turns ?? [])
  if (text.trim() === '') {
    throw new Problem(
      400,
      'The body must contain a non-empty "message", or "messages" with a question.',
    )
  }
  return { message: text, turns: turns ?? [{ role: 'user', content: text }] }
}
