import { auto, dialects } from './dialects/index.ts'
import { checkOptions } from './checkOptions.ts'
import { ChatStreamError } from './errors.ts'
import { isObject } from './json.ts'
import type { ChatStreamOptions } from './options.ts'
import { DEFAULT_RETRY, type RetryOptions } from './retry.ts'
import { transports } from './transports/index.ts'
import type { ChatRequest, Dialect, Transport, TransportContext } from './types.ts'

export interface ResolvedOptions {
  readonly transport: Transport
  readonly dialect: Dialect
  readonly retry: Readonly<RetryOptions>
  readonly connectTimeout: number
  readonly idleTimeout: number
  readonly whenBusy: 'queue' | 'refuse'
  /** What a transport gets for one request, read afresh from the options' functions. */
  contextFor(request: ChatRequest): RequestSettings
}

type RequestSettings = Pick<
  TransportContext,
  'url' | 'fetch' | 'credentials' | 'headers' | 'body' | 'events' | 'idempotencyKey'
>

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {ChatStreamError} `argument`, naming the option
 */
export function resolveOptions(options: ChatStreamOptions): ResolvedOptions {
  checkOptions(options)
  const { transport = 'get', dialect: format = 'auto', retry = {} } = options
  const dialect = typeof format === 'object' ? format : format === 'auto' ? auto : dialects[format]
  return {
    transport: typeof transport === 'function' ? transport : transports[transport],
    dialect,
    retry: retry === false ? { ...DEFAULT_RETRY, maxAttempts: 1 } : { ...DEFAULT_RETRY, ...retry },
    connectTimeout: options.connectTimeout ?? 15_000,
    idleTimeout: options.idleTimeout ?? 45_000,
    whenBusy: options.whenBusy ?? 'queue',
    contextFor: (request) => ({
      url: String(typeof options.url === 'function' ? options.url() : options.url),
      // Called as a plain function: the platform's own refuses any other `this`.
      fetch: (input, init) => (options.fetch ?? globalThis.fetch)(input, init),
      credentials: options.credentials ?? 'same-origin',
      headers: () => readHeaders(options),
      body: () => readBody(options, dialect, request),
      events: dialect.events ?? [],
      idempotencyKey: options.idempotencyKey ?? 'auto',
    }),
  }
}

async function readHeaders({ headers }: ChatStreamOptions): Promise<Headers> {
  try {
    return new Headers(typeof headers === 'function' ? await headers() : headers)
  } catch (cause) {
    throw new ChatStreamError('argument', `The option \`headers\` failed: ${String(cause)}`, {
      cause,
    })
  }
}

function readBody({ body }: ChatStreamOptions, dialect: Dialect, request: ChatRequest): unknown {
  try {
    if (typeof body === 'function') return body(request)
    const encoded = dialect.encode?.(request) ?? { message: request.message }
    return isObject(encoded) ? { ...encoded, ...body } : encoded
  } catch (cause) {
    throw new ChatStreamError('argument', `The option \`body\` failed: ${String(cause)}`, { cause })
  }
}
