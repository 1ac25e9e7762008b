import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { listen } from '../server/internal.ts'

/** The first port to try. The app keeps its chats per origin, so the same port finds them again. */
export const DEFAULT_PORT = 8866
/** How many ports to try from there, before any free one. */
const TRIES = 20
/** Most connections at a time, to each address. A browser opens six. */
const MAX_CONNECTIONS = 500

const BOUNDS: ServerOptions = {
  headersTimeout: 5_000,
  // A question may carry 20 MB of files.
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
  // Longer than most clients keep an idle connection, so that no request meets a closing one.
  keepAliveTimeout: 75_000,
}

export interface RunningServer {
  readonly port: number
  /** Ends all connections at once. An answer that streams breaks off, and the page says so. */
  close(): void
}

interface StartOptions {
  readonly listener: RequestListener
  readonly host: string
  /** Undefined for the default port, or the next free one. */
  readonly port: number | undefined
  /** The port of the server behind the app, which may not run yet. */
  readonly taken: number | undefined
}

/**
 * Starts to listen.
 *
 * @throws Error from Node with `code: 'EADDRINUSE'` if the given port is in use
 */
export async function startServer({
  listener,
  host,
  port,
  taken,
}: StartOptions): Promise<RunningServer> {
  const servers: Server[] = []
  const create = () => {
    const server = createServer(BOUNDS, listener)
    server.maxConnections = MAX_CONNECTIONS
    servers.push(server)
    return server
  }
  return {
    port: await firstFree(port === undefined ? defaultPorts(taken) : [port], (each) =>
      listen(create, host, each),
    ),
    close() {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function defaultPorts(taken: number | undefined): readonly number[] {
  const ports = Array.from({ length: TRIES }, (_, index) => DEFAULT_PORT + index)
  return [...ports.filter((port) => port !== taken), 0]
}

async function firstFree(
  [port = 0, ...others]: readonly number[],
  open: (port: number) => Promise<number>,
): Promise<number> {
  try {
    return await open(port)
  } catch (error) {
    const isInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!isInUse || others.length === 0) throw error
    return firstFree(others, open)
  }
}
