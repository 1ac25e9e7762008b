import { isObject } from '../jsonText.ts'
import type { AttemptInput } from './readAttempt.ts'
import type { ChatRequest, Dialect, TransportContext } from '../types.ts'

/**
 * Returns the part of the transport's context that depends on the options. Options that are functions are
 * called for every request, except `body`, which is read once for all requests of a question.
 */
export function requestContext(
  input: AttemptInput,
  dialect: Dialect,
): Omit<TransportContext, 'signal' | `on${string}`> {
  const { options, call } = input
  const { url, headers, credentials = 'same-origin', idempotencyKey = 'auto' } = options
  const { secretHeaders = [] } = options
  return {
    url: String((typeof url === 'function' ? url() : url) ?? ''),
    // Called as a plain function: the platform's own `fetch` throws for any other `this`.
    fetch: (input, init) => (options.fetch ?? fetch)(input, init),
    credentials,
    idempotencyKey: typeof idempotencyKey === 'function' ? idempotencyKey() : idempotencyKey,
    events: dialect.events ?? [],
    secretHeaders,
    async headers() {
      const all = new Headers(typeof headers === 'function' ? await headers() : headers)
      call?.headers?.forEach((value, name) => all.set(name, value))
      return all
    },
    body: () => (input.body ??= encodeBody(input, dialect)),
  }
}

function encodeBody({ options, request, call }: AttemptInput, dialect: Dialect): unknown {
  const { body, tools } = options
  const fields = call?.body
  if (typeof body === 'function') {
    const whole = body(request)
    return fields && isObject(whole) ? { ...whole, ...fields } : whole
  }
  const encoded = dialect.encode ? dialect.encode(request) : toChatBody(request)
  if (!isObject(encoded)) return encoded
  return { ...(tools?.encodeBody(dialect, request, encoded) ?? encoded), ...body, ...fields }
}

/** Returns the question in the form of the exactly-once protocol: its text, and its files if it has any. */
function toChatBody({ message, messages }: ChatRequest) {
  const files = messages
    .at(-1)
    ?.parts.flatMap(({ type, ...part }) => (type === 'file' ? [part] : []))
  return { message, ...(files?.[0] && { files }) }
}
