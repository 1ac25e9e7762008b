import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import { createCloser } from './http/createCloser.ts'
import { createStubHandler, type StubHandler } from './handler.ts'
import { guard } from './http/guard.ts'
import { listen } from './http/listen.ts'
import { toNodeListener } from './http/nodeListener.ts'
import type { StubOptions } from './options.ts'
import { createRedisStore, type RedisStoreOptions } from './redis/redisStore.ts'
import { DEFAULT_STALL_TIMEOUT } from './http/sendResponse.ts'

export interface StubServerOptions extends StubOptions {
  /** 0 takes any free one. @default 8866 */
  readonly port?: number
  /** @default 'localhost' */
  readonly host?: string
  /** How long a reader may leave a full buffer untouched, in milliseconds. @default 10_000 */
  readonly stallTimeout?: number
  /**
   * Keeps runs in Redis, where other processes can read, stop and go on with them; needs the package
   * `redis`. In place of `store`.
   * @default runs are kept where `store` says
   */
  readonly redis?: RedisStoreOptions
  /**
   * Answers a request before the stub does, or calls `next` to let the stub answer. If it throws or rejects,
   * the response is 500.
   * @default every request goes to the stub
   */
  readonly before?: (
    ...request: [...Parameters<RequestListener>, next: () => void]
  ) => void | Promise<void>
}

export interface StubServer {
  /** Such as `http://localhost:8866`, without a slash at its end. */
  readonly url: string
  readonly port: number
  readonly handler: StubHandler
  /**
   * Stops accepting, ends open streams without a `close` event, then closes; with a shared store when
   * the live runs ended, but no later than after `drainTime`. Never rejects.
   */
  close(): Promise<void>
}

const SOCKET_OPTIONS: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  // Longer than any client's pool keeps a socket, so that the client is the one who closes it.
  keepAliveTimeout: 75_000,
}

/**
 * Starts the stub on a port of its own.
 *
 * @throws RedisStoreError where `redis` is asked for and cannot be had
 * @throws Error of Node's with `code: 'EADDRINUSE'` where the port is taken
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
    url: `http://${nameOf(host)}:${port}`,
    port,
    handler,
    close: async () => {
      const closed = closers.map((close) => close())
      await handler.close()
      await Promise.all(closed)
    },
  }
}

/** Every interface has no name; a person opens the one of this machine. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
