import type { Transport } from '../types.ts'
import { withQuestion } from './address.ts'
import { request, streamOf } from './request.ts'

/**
 * `GET url?message=…` by `fetch`. The question stands in the address, which servers log. Where the answer
 * proves to be resumable, `Last-Event-ID` goes on with it, as a native `EventSource` would.
 */
export const getTransport: Transport = async function* (question, context) {
  const { resumption } = context
  const address = withQuestion(question, context)
  const headers = resumption && { 'last-event-id': `${resumption.sessionId}:${resumption.last}` }
  yield* streamOf(await request(address, context, { headers: { ...headers } }), context)
}
