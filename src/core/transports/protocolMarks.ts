import type { StreamRecord, TransportContext } from '../types.ts'
import { below } from './address.ts'
import { request } from './request.ts'

/** 24 random bytes in base64url, and not 16 in hexadecimal, which other servers use. */
const SESSION_ID = /^(?![0-9a-f]{32}$)[\w-]{32}$/

/**
 * Tells the context what the exactly-once protocol lets a client do with a session: stop its run, which
 * a closed connection does not, and distrust an end without `close`. A session id of another form
 * proves no such protocol.
 */
export function announceSession(sessionId: string, context: TransportContext): void {
  if (!SESSION_ID.test(sessionId)) return
  context.onCloseRequired()
  context.onStoppable(() => {
    // It outlives the answer's own signal, and the page: a run that nobody stops goes on and costs.
    const init = { method: 'DELETE', keepalive: true, signal: null }
    request(below(context.url, sessionId), context, init)
      .then((response) => response.body?.cancel())
      // The answer is stopped for its reader either way; the server's own bounds end the run.
      .catch(() => undefined)
  })
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
