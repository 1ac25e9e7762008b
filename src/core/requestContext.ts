import { ChatStreamError } from './errors.ts'
import { isObject } from './json.ts'
import type { ChatStreamOptions } from './options.ts'
import type { ChatRequest, Dialect, TransportContext } from './types.ts'

/** What a transport gets of the options: the functions among them are asked afresh for every request. */
export function requestContext(
  {
    url,
    fetch,
    credentials = 'same-origin',
    headers,
    body,
    idempotencyKey = 'auto',
  }: ChatStreamOptions,
  { encode, events = [] }: Dialect,
  request: ChatRequest,
): Omit<TransportContext, 'signal' | `on${string}`> {
  return {
    url: String(typeof url === 'function' ? url() : url),
    // Called as a plain function: the platform's own refuses any other `this`.
    fetch: (input, init) => (fetch ?? globalThis.fetch)(input, init),
    credentials,
    idempotencyKey,
    events,
    headers: async () => {
      try {
        return new Headers(typeof headers === 'function' ? await headers() : headers)
      } catch (cause) {
        throw new ChatStreamError('argument', `The option \`headers\` failed: ${String(cause)}`, {
          cause,
        })
      }
    },
    body: () => {
      if (typeof body === 'function') return body(request)
      const encoded = encode ? encode(request) : { message: request.message }
      return isObject(encoded) ? { ...encoded, ...body } : encoded
    },
  }
}
