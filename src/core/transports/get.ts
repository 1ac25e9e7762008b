import type { Transport } from '../types.ts'
import { questionUrl } from './endpointUrl.ts'
import { request, readResponse } from './request.ts'

/**
 * Sends `GET url?message=…` with `fetch`. Note that servers log URLs, and the URL contains the question. A
 * resumable answer is resumed with `Last-Event-ID`, as by a native `EventSource`.
 */
export const getTransport: Transport = async function* (question, context) {
  const { resumption } = context
  const endpoint = questionUrl(question, context)
  const headers = resumption && { 'last-event-id': `${resumption.sessionId}:${resumption.last}` }
  yield* readResponse(await request(endpoint, context, { headers: { ...headers } }), context)
}
