import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import { createCloser } from './http/createCloser.ts'
import { createStubHandler, type StubHandler } from './handler.ts'
import {
  createRedisStore,
  DEFAULT_STALL_TIMEOUT,
  guard,
  listen,
  type RedisUrlOptions,
} from '../server/internal.ts'
import { toNodeListener } from './http/nodeListener.ts'
import type { StubOptions } from './options.ts'

export interface StubServerOptions extends StubOptions {
  /** The port to listen on; 0 picks a free one. @default 8866 */
  readonly port?: number
  /** The host name or IP address to listen on. @default 'localhost' */
  readonly host?: string
  /** How long a client may leave a full buffer unread before it is dropped, in milliseconds. @default 10_000 */
  readonly stallTimeout?: number
  /**
   * Stores runs in Redis, where other processes can read, stop and continue them. It requires the package
   * `redis` and replaces `store`.
   * @default `store` decides where runs are stored
   */
  readonly redis?: RedisUrlOptions
  /**
   * Runs before the stub, and either answers the request or calls `next` to let the stub answer. If it
   * throws or rejects, the response has status 500.
   * @default the stub answers every request
   */
  readonly before?: (
    ...request: [...Parameters<RequestListener>, next: () => void]
  ) => void | Promise<void>
}

export interface StubServer {
  /** The base URL, such as `http://localhost:8866`, without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly handler: StubHandler
  /**
   * Stops accepting connections, ends open streams without a `close` event, then closes. With a shared
   * store, it waits for live runs to end, up to `drainTime`. It never rejects.
   */
  close(): Promise<void>
}

const SOCKET_OPTIONS: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  // Longer than any client's pool keeps an idle socket, so that the client always closes it first.
  keepAliveTimeout: 75_000,
}

/**
 * Starts the stub as an HTTP server on its own port.
 *
 * @throws RedisStoreError if `redis` is set but Redis is not available
 * @throws Error from Node with `code: 'EADDRINUSE'` if the port is taken
 * @example
 * const server = await createStubServer({ port: 0 })
 * const response = await fetch(`${server.url}/ai/chat/stream?message=Hello`)
 * await server.close()
 */
export async function createStubServer(options: StubServerOptions = {}): Promise<StubServer> {
  const { host = 'localhost', before, stallTimeout = DEFAULT_STALL_TIMEOUT, redis } = options
  const shared = redis && { store: await createRedisStore(redis) }
  const handler = createStubHandler({ ...options, ...shared })
  const listener = toNodeListener(handler, stallTimeout)
  const onRequest = guard((request, response) => {
    const next = () => void listener(request, response)
    return before ? before(request, response, next) : next()
  })
  const closers: (() => Promise<void>)[] = []
  const create = () => {
    const server = createServer(SOCKET_OPTIONS, onRequest)
    closers.push(createCloser(server))
    return server
  }
  const port = await listen(create, host, options.port ?? 8866).catch(async (error: unknown) => {
    await handler.close()
    throw error
  })
  return {
    url: `http://${urlHost(host)}:${port}`,
    port,
    handler,
    close: async () => {
      const closed = closers.map((close) => close())
      await handler.close()
      await Promise.all(closed)
    },
  }
}

/** Returns a host that a browser can open: a wildcard address like 0.0.0.0 has none, so use localhost. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
