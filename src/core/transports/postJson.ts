import type { ChatRequest, TransportContext } from '../types.ts'
import { request } from './request.ts'

/** Posts JSON, with the key by which the server knows a question that it already has. */
export function postJson(
  address: URL,
  question: ChatRequest,
  context: TransportContext,
): Promise<Response> {
  const { idempotencyKey } = context
  const sendsKey =
    idempotencyKey === 'auto' ? globalThis.location?.origin === address.origin : idempotencyKey
  return request(address, context, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(sendsKey ? { 'idempotency-key': question.id } : {}),
    },
    body: JSON.stringify(context.body()),
  })
}
