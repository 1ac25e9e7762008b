import type { IncomingMessage, ServerResponse } from 'node:http'
import type { StubHandler } from './handler.ts'
import { problemResponse, Problem } from './problem.ts'
import { sendResponse } from './sendResponse.ts'
import { toRequest } from './toRequest.ts'

/**
 * How long a reader may leave a full buffer untouched, in milliseconds, before it loses its
 * connection. It can resume.
 */
export const DEFAULT_STALL_TIMEOUT = 10_000

/** Node's door to the handler: gives it Node's requests and sends what it answers. Never rejects. */
export function toNodeListener(
  handler: StubHandler,
  stallTimeout = DEFAULT_STALL_TIMEOUT,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const left = new AbortController()
    outgoing.once('close', () => left.abort())
    const request = toRequest(incoming, left.signal)
    const response = request
      ? await handler.fetch(request, incoming.socket.remoteAddress)
      : problemResponse(new Problem(400, 'This request has no address that can be read.'))
    await sendResponse(response, outgoing, stallTimeout)
    // What is left of a refused body runs into nothing; requestTimeout bounds how long.
    incoming.resume()
  }
}
