import type { Transport } from '../types.ts'
import { withQuestion } from './address.ts'
import { request, streamOf } from './request.ts'

/**
 * Sends `GET url?message=…` with `fetch`. Note that servers log URLs, and the URL contains the question. A
 * resumable answer is resumed with `Last-Event-ID`, as by a native `EventSource`.
 */
export const getTransport: Transport = async function* (question, context) {
  const { resumption } = context
  const address = withQuestion(question, context)
  const headers = resumption && { 'last-event-id': `${resumption.sessionId}:${resumption.last}` }
  yield* streamOf(await request(address, context, { headers: { ...headers } }), context)
}
