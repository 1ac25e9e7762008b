import type { IncomingMessage, ServerResponse } from 'node:http'
import { guard } from '../http/guard.ts'
import { DEFAULT_STALL_TIMEOUT } from '../http/sendResponse.ts'
import { answerNode, type FetchHandler, type NodeHandlerOptions } from './toNodeHandler.ts'

/** The part of a Fastify request that `toFastify` uses. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage
  readonly body: unknown
}

/** The part of a Fastify reply that `toFastify` uses. */
export interface FastifyReplyLike {
  readonly raw: ServerResponse
  getHeaders(): Readonly<Record<string, number | string | string[] | undefined>>
  hijack(): unknown
}

/** The part of a Fastify instance that `toFastify` uses. */
export interface FastifyLike {
  all(
    path: string,
    handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<void>,
  ): unknown
  hasContentTypeParser(contentType: string): boolean
  addContentTypeParser(
    contentType: string,
    parser: (
      request: FastifyRequestLike,
      payload: IncomingMessage,
      done: (error: Error | null, body?: unknown) => void,
    ) => void,
  ): unknown
}

/** A plugin for `app.register`. */
export type FastifyChatPlugin = (app: FastifyLike, options: unknown) => Promise<void>

/**
 * Adapts a chat server to Fastify 4 and 5, as a plugin. Hooks run as for other routes, up to `preHandler`: the headers
 * that they set are kept, and a body that Fastify has parsed is used. `onSend` hooks do not run, because the response is
 * a stream that Fastify does not send. The option `owner` gets the Fastify request as `native`.
 *
 * Fastify refuses bodies above its own `bodyLimit` (1 MiB), whatever `limits.bodyBytes` is.
 *
 * @example
 * await app.register(toFastify(chat), { prefix: '/ai/chat/stream' })
 */
export function toFastify(
  handler: FetchHandler,
  { stallTimeout = DEFAULT_STALL_TIMEOUT }: NodeHandlerOptions = {},
): FastifyChatPlugin {
  return async (app) => {
    // Fastify refuses bodies of other types with its own 415. Leave them unread, so that the chat server answers.
    // Only routes of this plugin have this parser.
    if (!app.hasContentTypeParser('*')) {
      app.addContentTypeParser('*', (_request, _payload, done) => done(null))
    }
    const answer = async (request: FastifyRequestLike, reply: FastifyReplyLike) => {
      reply.hijack()
      const { body: parsed, raw: incoming } = request
      await guard((_, outgoing) => {
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) outgoing.setHeader(name, value)
        }
        return answerNode(handler, { incoming, outgoing, native: request, parsed, stallTimeout })
      })(incoming, reply.raw)
    }
    app.all('/', answer)
    app.all('/*', answer)
  }
}
