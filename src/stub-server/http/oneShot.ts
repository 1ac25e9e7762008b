import { ask } from './ask.ts'
import type { Exchange, StubContext } from '../context.ts'
import { eventStream, STREAM_HEADERS } from './eventStream.ts'
import { Problem } from './problem.ts'
import { scenarioOfRequest } from '../scenarios/readScenario.ts'

/** `<sessionId>:<seq>`, as this endpoint numbers its events. */
const EVENT_ID = /^([\w-]{32}):(\d{1,15})$/

/**
 * `GET …?message=`: question and answer in one request, for `EventSource` and curl. A native
 * `EventSource` comes back by itself after every end, with the last id it saw: an id therefore never
 * starts a run, known or not.
 */
export async function oneShot(exchange: Exchange, context: StubContext): Promise<Response> {
  const { request, url } = exchange
  const lastEventId =
    request.headers.get('Last-Event-ID') || url.searchParams.get('lastEventId') || undefined
  if (lastEventId !== undefined) return resume(lastEventId, exchange, context)

  const message = url.searchParams.get('message') ?? undefined
  if (message?.trim() === '') {
    throw new Problem(400, 'The message is empty. Leave "message" out to be told a story.')
  }
  if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  const key = url.searchParams.get('key') ?? undefined
  const run = await ask({ message, key }, exchange, context)
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
  // 204 is what makes an EventSource give up.
  if (!head || (head.isEnded && after >= head.seq)) return new Response(null, { status: 204 })
  if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  const scenario = scenarioOfRequest(request, url) ?? run.question.scenario
  return eventStream({ run, after, idPrefix: `${id}:`, announces: false, scenario }, context)
}
