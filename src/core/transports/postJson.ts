import type { ChatRequest, TransportContext } from '../types.ts'
import { questionKey } from './questionKey.ts'
import { request } from './request.ts'

/** Posts the question as JSON, with its key, so that the server can recognize a repeated question. */
export function postJson(
  url: URL,
  question: ChatRequest,
  context: TransportContext,
): Promise<Response> {
  const key = questionKey(url, question, context)
  return request(url, context, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(context.body()),
  })
}
