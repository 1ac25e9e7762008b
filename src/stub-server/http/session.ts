import { ask } from './ask.ts'
import type { Exchange, StubContext } from '../context.ts'
import { eventStream, STREAM_HEADERS } from './eventStream.ts'
import { scenarioObstacle } from '../scenarios/scenarioObstacle.ts'
import { Problem } from './problem.ts'
import { readJson, type JsonObject } from './readJson.ts'
import { lastQuestion, readTurns } from './readTurns.ts'
import { scenarioOfRequest } from '../scenarios/readScenario.ts'
import type { FoundRun } from '../runs/runRegister.ts'

const SESSION_ID = /^[\w-]{32}$/

/** `POST …/init`: starts a run, once for each `Idempotency-Key`, and tells its name. */
export async function initSession(exchange: Exchange, context: StubContext): Promise<Response> {
  const { request } = exchange
  const body = await readJson(request, context.settings.limits.bodyBytes)
  const { message, turns } = readQuestion(body)
  const key = request.headers.get('Idempotency-Key') ?? undefined
  const answer = await ask({ message, turns, key }, exchange, context)
  if (answer instanceof Response) return answer
  return Response.json(
    { sessionId: answer.id },
    { status: 201, headers: { 'Cache-Control': 'no-store' } },
  )
}

/** `GET …/:sessionId`: everything after the reader's last entry, then what comes. */
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
      const response = await scenarioObstacle(scenario, request.signal)
      if (response) return response
    }
  }
  return eventStream({ run, after, idPrefix: '', announces: false, scenario }, context)
}

/** `DELETE …/:sessionId`: the only way to stop a run. What is not there needs no stopping. */
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
  return new Problem(410, 'Session expired: its answer is no longer kept. Ask again.')
}

function checkId(id: string): void {
  if (SESSION_ID.test(id)) return
  throw new Problem(400, 'This is not a session id: those are 32 characters of base64url.')
}

function readLastId(text: string): number {
  if (text === '') return 0
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Problem(400, 'The last event id of a session is a whole number.')
}

/** What a body asks, of `message` or of `messages`. @throws Problem 400 */
export function readQuestion({ message, messages }: JsonObject) {
  const turns = messages === undefined ? undefined : readTurns(messages)
  if (messages !== undefined && !turns) {
    throw new Problem(400, '"messages" is a list of { "role": …, "content": … }.')
  }
  if (message !== undefined && typeof message !== 'string') {
    throw new Problem(400, '"message" is a text.')
  }
  const text = message ?? lastQuestion(turns ?? [])
  if (text.trim() === '') throw new Problem(400, 'The body has no "message" with a text in it.')
  return { message: text, turns: turns ?? [{ role: 'user', content: text }] }
}
