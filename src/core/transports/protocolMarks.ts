import type { TransportContext } from '../types.ts'
import { childUrl } from './endpointUrl.ts'
import { sendStop } from './request.ts'

/** 24 random bytes in base64url. Excludes 16 bytes in hexadecimal, the form that other servers use. */
const SESSION_ID = /^(?![0-9a-f]{32}$)[\w-]{32}$/

/**
 * Enables for a session what the exactly-once protocol allows: to resume it, to stop its run (which closing
 * the connection does not), and to distrust an end without `close`.
 *
 * @param sessionId as returned by the server, or from the first event's id, `<sessionId>:0`. Ignored if it
 *   has another form: that does not prove this protocol. Ids of events do not either: NestJS numbers the
 *   events of every connection from the start.
 */
export function registerSession(sessionId: string, context: TransportContext): void {
  if (!SESSION_ID.test(sessionId)) return
  context.onResumable(sessionId)
  context.onStoppable(() =>
    sendStop(childUrl(context.url, sessionId), context, { method: 'DELETE' }),
  )
}

/**
 * Returns the number of an event within its run: 7 for the id `7`, or for `<sessionId>:7` in the one-shot
 * form.
 *
 * @returns undefined for an id of any other form, and if there is no session
 */
export function sequenceOf(id: string, sessionId: string | undefined): number | undefined {
  const prefix = `${sessionId}:`
  const digits = id.startsWith(prefix) ? id.slice(prefix.length) : id
  return sessionId && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined
}
