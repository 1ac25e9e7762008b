import type { ChatRequest, TransportContext } from '../types.ts'
import { questionKey } from './questionKey.ts'
import { request } from './request.ts'

/** Posts JSON, with the key by which the server knows a question that it already has. */
export function postJson(
  address: URL,
  question: ChatRequest,
  context: TransportContext,
): Promise<Response> {
  const key = questionKey(address, question, context)
  return request(address, context, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(context.body()),
  })
}
