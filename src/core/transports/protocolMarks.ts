import type { TransportContext } from '../types.ts'
import { below } from './address.ts'
import { request } from './request.ts'

/** 24 random bytes in base64url, and not 16 in hexadecimal, which other servers use. */
const SESSION_ID = /^(?![0-9a-f]{32}$)[\w-]{32}$/

/**
 * Tells the context what the exactly-once protocol lets a client do with a session: resume it, stop its
 * run, which a closed connection does not, and distrust an end without `close`.
 *
 * @param sessionId as a server gave it, or as it stands in the first event's id, `<sessionId>:0`. One of
 *   another form proves no such protocol, nor do ids alone: NestJS numbers the events of every
 *   connection anew.
 */
export function announceSession(sessionId: string, context: TransportContext): void {
  if (!SESSION_ID.test(sessionId)) return
  context.onResumable(sessionId)
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
 * The number of an event within its run: `7`, or `<sessionId>:7` as the one-shot form has it.
 *
 * @returns undefined for an id of any other form, and where there is no session
 */
export function sequenceOf(id: string, sessionId: string | undefined): number | undefined {
  const prefix = `${sessionId}:`
  const digits = id.startsWith(prefix) ? id.slice(prefix.length) : id
  return sessionId && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined
}
