import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  DEFAULT_STALL_TIMEOUT,
  guard,
  methodNotAllowed,
  pathOf,
  Problem,
  problemResponse,
  sendResponse,
  toRequest,
} from '../../server/internal.ts'
import type { StubHandler } from '../handler.ts'
import { findRoute } from './routes.ts'

/** Adapts the handler to Node: converts requests, and sends its responses. The listener never rejects. */
export function toNodeListener(
  handler: StubHandler,
  stallTimeout = DEFAULT_STALL_TIMEOUT,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return guard(async (incoming, outgoing) => {
    const left = new AbortController()
    outgoing.once('close', () => left.abort())
    const request = toRequest(incoming, left.signal)
    const response = request
      ? await handler.fetch(request, incoming.socket.remoteAddress)
      : problemResponse(unreadableRequest(incoming))
    await sendResponse(response, outgoing, stallTimeout)
  })
}

/** Explains why a request of Node cannot become a platform `Request`. */
function unreadableRequest({ method = '', url = '' }: IncomingMessage): Problem {
  // `Request` rejects exactly these methods.
  if (!/^(?:CONNECT|TRACE|TRACK)$/.test(method)) {
    return new Problem(400, 'The URL or a header of this request is invalid.')
  }
  const route = findRoute(pathOf(url) ?? '')
  return route
    ? methodNotAllowed(route.methods)
    : new Problem(404, `There is no endpoint at ${url}.`)
}
