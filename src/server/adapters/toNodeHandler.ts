import type { IncomingMessage, ServerResponse } from 'node:http'
import { guard } from '../http/guard.ts'
import { pathOf } from '../http/pathOf.ts'
import { Problem, problemResponse } from '../http/problem.ts'
import { DEFAULT_STALL_TIMEOUT, sendResponse } from '../http/sendResponse.ts'
import { toRequest, type RoutedRequest } from '../http/toRequest.ts'

/** Anything that answers requests of the web platform, such as a `ChatServer`. */
export interface FetchHandler {
  fetch(request: Request, native?: unknown): Promise<Response>
}

export interface NodeHandlerOptions {
  /**
   * How long a client may leave a full buffer unread before its connection is closed, in milliseconds. It can resume.
   * @default 10_000
   */
  readonly stallTimeout?: number
}

/**
 * Adapts a chat server to `node:http` and to frameworks on top of it: Express 4 and 5, Connect, NestJS middleware. A
 * body that the framework has parsed already (`request.body`) is used as it is. The handler never rejects.
 *
 * @example
 * app.use('/ai/chat/stream', toNodeHandler(chat))
 * @example
 * createServer(toNodeHandler(chat)).listen(8866)
 */
export function toNodeHandler(
  handler: FetchHandler,
  { stallTimeout = DEFAULT_STALL_TIMEOUT }: NodeHandlerOptions = {},
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return guard((incoming, outgoing) =>
    answerNode(handler, { incoming, outgoing, native: incoming, stallTimeout }),
  )
}

/** One request of Node, and how to answer it. */
export interface NodeExchange extends Required<NodeHandlerOptions> {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** The request of the framework. */
  readonly native: unknown
  /** The body, if the framework keeps it elsewhere than in `incoming.body`. */
  readonly parsed?: unknown
}

/** Answers one request of Node. A client that leaves ends its stream, and never its run. */
export async function answerNode(handler: FetchHandler, exchange: NodeExchange): Promise<void> {
  const { incoming, outgoing, native, parsed, stallTimeout } = exchange
  const left = new AbortController()
  outgoing.once('close', () => left.abort())
  const request = toRequest(incoming, left.signal, { ...routedOf(incoming), body: parsed })
  const response = request
    ? await handler.fetch(request, native)
    : problemResponse(new Problem(400, 'The method, URL or a header of this request is invalid.'))
  await sendResponse(response, outgoing, stallTimeout)
}

/** The properties that frameworks add to a request of Node. */
interface MountedRequest extends IncomingMessage {
  readonly originalUrl?: unknown
  /** The mount point, of Express. */
  readonly baseUrl?: unknown
}

/**
 * Returns the URL before the framework removed the mount point, if nothing else is left: Nest on Fastify removes all
 * that the pattern of a middleware matches, with the segment that names the endpoint. Express removes only the mount.
 */
function routedOf({ url = '/', originalUrl, baseUrl }: MountedRequest): RoutedRequest {
  const isGone = pathOf(url) === '/' && baseUrl === undefined
  return isGone && typeof originalUrl === 'string' ? { url: originalUrl } : { url }
}
