import { isObject } from '../jsonText.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import type { ChatRequest, Dialect, TransportContext } from '../types.ts'

/**
 * Returns the part of the transport's context that depends on the options. Options that are functions are
 * called for every request.
 */
export function requestContext(
  options: PinnedChatStreamOptions,
  dialect: Dialect,
  request: ChatRequest,
): Omit<TransportContext, 'signal' | `on${string}`> {
  const { url, headers, body, credentials = 'same-origin', idempotencyKey = 'auto' } = options
  const { secretHeaders = [] } = options
  return {
    url: String((typeof url === 'function' ? url() : url) ?? ''),
    // Called as a plain function: the platform's own `fetch` throws for any other `this`.
    fetch: (input, init) => (options.fetch ?? fetch)(input, init),
    credentials,
    idempotencyKey: typeof idempotencyKey === 'function' ? idempotencyKey() : idempotencyKey,
    events: dialect.events ?? [],
    secretHeaders,
    headers: async () => new Headers(typeof headers === 'function' ? await headers() : headers),
    body: () => {
      if (typeof body === 'function') return body(request)
      const encoded = dialect.encode ? dialect.encode(request) : toChatBody(request)
      if (!isObject(encoded)) return encoded
      return { ...(options.tools?.encodeBody(dialect, request, encoded) ?? encoded), ...body }
    },
  }
}

/** Returns the question in the form of the exactly-once protocol: its text, and its files if it has any. */
function toChatBody({ message, messages }: ChatRequest) {
  const files = messages
    .at(-1)
    ?.parts.flatMap(({ type, ...part }) => (type === 'file' ? [part] : []))
  return { message, ...(files?.[0] && { files }) }
}
