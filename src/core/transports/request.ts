import { ChatStreamError } from '../errors.ts'
import { responseError } from '../responseError.ts'
import { readRecords } from '../records.ts'
import type { ChatRequest, StreamRecord, TransportContext } from '../types.ts'

/**
 * Sends one request.
 *
 * @throws {ChatStreamError} `network` where there was no response, `http` where its status is not 2xx
 */
export async function request(
  address: URL,
  { credentials, signal, ...context }: TransportContext,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response> {
  const headers = new Headers({
    accept: 'text/event-stream, application/x-ndjson, application/json;q=0.9, */*;q=0.1',
    ...init.headers,
  })
  for (const [name, value] of await context.headers()) headers.set(name, value)
  let response: Response
  try {
    response = await context.fetch(address.href, {
      credentials,
      signal,
      cache: 'no-store',
      ...init,
      headers,
    })
  } catch (cause) {
    throw new ChatStreamError(
      'network',
      `No answer from ${address.origin}. Is it running, and does it allow this origin (CORS)?`,
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

/** Reads a response as the answer's stream. */
export function streamOf(
  response: Response,
  context: TransportContext,
): AsyncIterable<StreamRecord> {
  context.onOpen(response.headers)
  return readRecords(response, context.onBytes)
}
