import type { IncomingMessage, ServerResponse } from 'node:http'
import { guard } from './guard.ts'
import type { StubHandler } from '../handler.ts'
import { pathOf } from './pathOf.ts'
import { methodNotAllowed, Problem, problemResponse } from './problem.ts'
import { findRoute } from './routes.ts'
import { DEFAULT_STALL_TIMEOUT, sendResponse } from './sendResponse.ts'
import { toRequest } from './toRequest.ts'

/** Node's door to the handler: gives it Node's requests and sends what it answers. Never rejects. */
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
      : problemResponse(unreadable(incoming))
    await sendResponse(response, outgoing, stallTimeout)
  })
}

/** Says why there is no platform `Request` for a request of Node's. */
function unreadable({ method = '', url = '' }: IncomingMessage): Problem {
  // The methods that `Request` refuses.
  if (!/^(?:CONNECT|TRACE|TRACK)$/.test(method)) {
    return new Problem(400, 'The URL or a header of this request is not valid.')
  }
  const route = findRoute(pathOf(url) ?? '')
  return route ? methodNotAllowed(route.methods) : new Problem(404, `Nothing is at ${url}.`)
}
