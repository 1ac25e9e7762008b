import type { StreamRecord, TransportContext } from '../types.ts'
import { below } from './address.ts'

/** 24 random bytes in base64url, and not 16 in hexadecimal, which other servers use. */
const SESSION_ID = /^(?![0-9a-f]{32}$)[A-Za-z0-9_-]{32}$/

/** Tells whether a session id has the form that only the exactly-once protocol gives it. */
export function isProtocolSession(sessionId: string): boolean {
  return SESSION_ID.test(sessionId)
}

/**
 * Tells the context what the exactly-once protocol lets a client do with a session: stop its run, which
 * a closed connection does not, and distrust an end without `close`.
 */
export function announceSession(sessionId: string, context: TransportContext): void {
  if (!isProtocolSession(sessionId)) return
  context.onCloseRequired()
  context.onStoppable(() => stopRun(sessionId, context))
}

/**
 * Watches for the marks of the exactly-once protocol in the first record of an answer that was asked for
 * in one shot: ids of the form `<sessionId>:<seq>` that begin at 0. Ids alone prove nothing, as NestJS
 * numbers the events of every connection anew.
 */
export async function* withProtocolMarks(
  records: AsyncIterable<StreamRecord>,
  context: TransportContext,
): AsyncGenerator<StreamRecord, void, undefined> {
  let isFirst = true
  for await (const record of records) {
    if (isFirst && record.id.endsWith(':0')) announceSession(record.id.slice(0, -2), context)
    isFirst = false
    yield record
  }
}

function stopRun(sessionId: string, context: TransportContext): void {
  const address = below(context.url, sessionId)
  // It outlives the answer's own signal, and the page: a run that nobody stops goes on and costs.
  const init = { method: 'DELETE', keepalive: true, credentials: context.credentials }
  context
    .headers()
    .then((headers) => context.fetch(address.href, { ...init, headers }))
    .then((response) => response.body?.cancel())
    // The answer is stopped for its reader either way; the server's own bounds end the run.
    .catch(() => undefined)
}
