import { byteLength } from '../runs/byteLength.ts'
import type { EndpointContext, Exchange, IncomingQuestion } from './context.ts'
import { eventStream, STREAM_HEADERS } from './eventStream.ts'
import { Problem } from './problem.ts'
import { readJson } from './readJson.ts'
import { keyOf } from './session.ts'
import { startRun } from './startRun.ts'

/** `<sessionId>:<seq>`: the event ids of this endpoint. */
const EVENT_ID = /^([\w-]{32}):(\d{1,15})$/

/**
 * Answers `GET …?message=`: question and answer in one request, for `EventSource` and curl. A native
 * `EventSource` reconnects automatically after every end and sends the last id it received. Therefore a
 * request with an id never starts a run, even if the id is unknown.
 */
export async function oneShot(exchange: Exchange, context: EndpointContext): Promise<Response> {
  const { request, url } = exchange
  const lastEventId = lastEventIdOf(exchange)
  if (lastEventId !== undefined) return resume(lastEventId, exchange, context)

  const message = url.searchParams.get('message')
  if (message?.trim() === '') {
    throw new Problem(400, 'The message is empty. Send a question: ?message=Hello')
  }
  const { bodyBytes } = context.limits
  if (message !== null && byteLength(message) > bodyBytes) {
    throw new Problem(414, `The message is longer than ${bodyBytes} bytes. Send it by POST …/init.`)
  }
  if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  const fields = message === null ? {} : { message }
  return answer({ fields, key: keyOf(exchange) }, exchange, context)
}

/** Answers `POST …` with a JSON body: like `oneShot`, for questions that a URL cannot carry. */
export async function postOneShot(exchange: Exchange, context: EndpointContext): Promise<Response> {
  const fields = await readJson(exchange.request, context.limits.bodyBytes)
  const lastEventId = lastEventIdOf(exchange)
  if (lastEventId !== undefined) return resume(lastEventId, exchange, context)
  return answer({ fields, key: keyOf(exchange) }, exchange, context)
}

async function answer(
  incoming: IncomingQuestion,
  exchange: Exchange,
  context: EndpointContext,
): Promise<Response> {
  const run = await startRun(incoming, exchange, context)
  if (run instanceof Response) return run
  const reading = { run, after: 0, idPrefix: `${run.id}:`, announces: true }
  return eventStream(reading, exchange, context)
}

function lastEventIdOf({ request, url }: Exchange): string | undefined {
  return request.headers.get('Last-Event-ID') || url.searchParams.get('lastEventId') || undefined
}

async function resume(
  lastEventId: string,
  exchange: Exchange,
  context: EndpointContext,
): Promise<Response> {
  const { store, runs, hooks } = context
  const [, id = '', seq] = EVENT_ID.exec(lastEventId) ?? []
  const found = await store.register.find(id)
  const run = found && (await hooks.mayRead(found, exchange)) ? found : undefined
  if (run?.isLost) await runs.takeOver(id)
  const head = run && (await store.log.head(id))
  const after = Number(seq)
  // Only a 204 makes an EventSource stop reconnecting.
  if (!head || (head.isEnded && after >= head.seq)) return new Response(null, { status: 204 })
  if (exchange.request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
  return eventStream({ run, after, idPrefix: `${id}:`, announces: false }, exchange, context)
}
