import { ChatStreamError } from '../errors.ts'
import { responseError } from '../responseError.ts'
import { readRecords } from '../records.ts'
import type { ChatRequest, StreamRecord, TransportContext } from '../types.ts'
import { isSameOrigin } from './address.ts'

const ACCEPT = 'text/event-stream, application/x-ndjson, application/json;q=0.9, */*;q=0.1'

/**
 * Sends one request.
 *
 * @throws {ChatStreamError} `network` where there was no response, `http` where its status is not 2xx
 */
export async function request(
  address: URL,
  context: TransportContext,
  init: { method: string; headers?: Record<string, string>; body?: string },
): Promise<Response> {
  const headers = new Headers({ accept: ACCEPT, ...init.headers })
  for (const [name, value] of await context.headers()) headers.set(name, value)
  let response: Response
  try {
    response = await context.fetch(address.href, {
      ...init,
      headers,
      credentials: context.credentials,
      signal: context.signal,
      cache: 'no-store',
    })
  } catch (cause) {
    throw new ChatStreamError(
      'network',
      `No answer from ${address.origin}. It may be down, or not allow this page's origin (CORS).`,
      { cause },
    )
  }
  if (!response.ok) throw await responseError(response)
  return response
}

/** Posts JSON, with the key by which the server knows a question that it already has. */
export function postJson(
  address: URL,
  question: ChatRequest,
  context: TransportContext,
): Promise<Response> {
  const sendsKey =
    context.idempotencyKey === 'auto' ? isSameOrigin(address) : context.idempotencyKey
  return request(address, context, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(sendsKey ? { 'idempotency-key': question.id } : {}),
    },
    body: JSON.stringify(context.body()),
  })
}

/** Reads a response as the answer's stream. */
export function streamOf(
  response: Response,
  context: TransportContext,
): AsyncIterable<StreamRecord> {
  context.onOpen(response.headers)
  return readRecords(response, context.onBytes)
}
