import type { ChatRequest, TransportContext } from '../types.ts'
import { questionKey } from './questionKey.ts'
import { request } from './request.ts'

/**
 * Posts the question as JSON, with its key, so that the server can recognize a repeated question.
 *
 * @param headers further headers. @default none
 */
export function postJson(
  url: URL,
  question: ChatRequest,
  context: TransportContext,
  headers: Record<string, string> = {},
): Promise<Response> {
  const key = questionKey(url, question, context)
  const init = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
      ...headers,
    },
    body: JSON.stringify(context.body()),
  }
  return request(url, context, init, (sent) => {
    // The option `headers` may have replaced the question's key.
    if (key && sent.get('idempotency-key') === key) context.onKeySent?.()
  })
}
