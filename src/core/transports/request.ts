import { ChatStreamError } from '../errors.ts'
import { responseError } from '../responseError.ts'
import { readRecords } from '../records.ts'
import type { StreamRecord, TransportContext } from '../types.ts'

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
    accept: 'text/event-stream, */*;q=0.1',
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
      `No answer from ${address.origin}. Is it up, and does it allow this origin (CORS)?`,
      { cause },
    )
  }
  if (!response.ok) throw await responseError(response)
  return response
}

/** Reads a response as the answer's stream. */
export function streamOf(
  response: Response,
  context: TransportContext,
): AsyncIterable<StreamRecord> {
  context.onOpen(response.headers)
  return readRecords(response, context.onBytes)
}
