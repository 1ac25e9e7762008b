import { startRun } from './startRun.ts'
import type { Exchange, StubContext } from '../context.ts'
import { eventStream, STREAM_HEADERS } from './eventStream.ts'
import { Problem } from './problem.ts'
import { scenarioOfRequest } from '../scenarios/readScenario.ts'

/** `<sessionId>:<seq>`: the event ids of this endpoint. */
const EVENT_ID = /^([\w-]{32}):(\d{1,15})$/

/**
 * Answers `GET …?message=`: question and answer in one request, for `EventSource` and curl. A native
 * `EventSource` reconnects automatically after every end and sends the last id it received. Therefore a
 * request with an id never starts a run, even if the id is unknown.
 */
export async function oneShot(exchange: Exchange, context: StubContext): Promise<Response> {
  const { request, url } = exchange
  const lastEventId =
    request.headers.get('Last-Event-ID') || url.searchParams.get('lastEventId') || undefined
  if (lastEventId !== undefined) return resume(lastEventId, exchange, context)

  const message = url.searchParams.get('message') ?? undefined
  if (message?.trim() === '') {
    throw new Problem(400, 'The message is empty. Omit the parameter "message" to get a story.')
  }
  if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  const key = url.searchParams.get('key') ?? undefined
  const run = await startRun({ message, key }, exchange, context)
  if (run instanceof Response) return run
  return eventStream(
    {
      run,
      after: 0,
      idPrefix: `${run.id}:`,
      announces: true,
      scenario: scenarioOfRequest(request, url) ?? run.question.scenario,
    },
    context,
  )
}

async function resume(
  lastEventId: string,
  { request, url }: Exchange,
  context: StubContext,
): Promise<Response> {
  const [, id = '', seq] = EVENT_ID.exec(lastEventId) ?? []
  const run = await context.store.register.find(id)
  if (run?.isLost) await context.runs.takeOver(id)
  const head = run && (await context.store.log.head(id))
  const after = Number(seq)
  // Only a 204 makes an EventSource stop reconnecting.
  if (!head || (head.isEnded && after >= head.seq)) return new Response(null, { status: 204 })
  if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  const scenario = scenarioOfRequest(request, url) ?? run.question.scenario
  return eventStream({ run, after, idPrefix: `${id}:`, announces: false, scenario }, context)
}
