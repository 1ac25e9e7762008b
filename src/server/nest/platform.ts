import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request of Express, or of Fastify, which wraps that of Node. */
export type FrameworkRequest = IncomingMessage | { readonly raw: IncomingMessage }

/** A response of Express, or of Fastify, which wraps that of Node. */
export type FrameworkResponse = ServerResponse | FastifyReply

/** The part of Fastify's reply that is needed to write a response without Fastify. */
export interface FastifyReply {
  readonly raw: ServerResponse
  /** Tells Fastify that it must not answer. */
  hijack(): unknown
  getHeaders(): Readonly<Record<string, number | string | string[] | undefined>>
}

/** Returns the request of Node behind that of a framework. */
export function toNodeRequest(request: FrameworkRequest): IncomingMessage {
  return 'raw' in request ? request.raw : request
}

/**
 * Returns the response of Node behind that of a framework, for a caller that answers. On Fastify, it keeps the headers
 * that hooks have set, such as those of CORS.
 */
export function toNodeResponse(response: FrameworkResponse): ServerResponse {
  if (!('raw' in response)) return response
  const { raw } = response
  for (const [name, value] of Object.entries(response.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  response.hijack()
  return raw
}
