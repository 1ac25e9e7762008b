import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

const EVENT_INTERVAL = 20

export interface EndlessServer {
  /** URL that streams forever. */
  readonly streaming: string
  /** URL that accepts a request and never answers. */
  readonly silent: string
  /** URL that always answers 503 with `Retry-After: 60`. */
  readonly busy: string
  /** Returns how many requests were received. */
  requests(): number
  /** Returns how many requests are being answered. */
  openResponses(): number
  sockets(): number
  /** Closes all connections: spare ones of Node's `fetch` keep its timers running. */
  hangUp(): void
  close(): void
}

/** Starts a server whose answers never end: its clients have to close them. */
export async function startEndlessServer(): Promise<EndlessServer> {
  let requests = 0
  let openResponses = 0
  const sockets = new Set<Socket>()

  const server = createServer((request, response) => {
    requests += 1
    openResponses += 1
    response.on('close', () => (openResponses -= 1))
    if (request.url?.startsWith('/busy')) response.writeHead(503, { 'Retry-After': 60 }).end()
    if (request.url?.startsWith('/streaming')) stream(response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    streaming: `http://127.0.0.1:${port}/streaming`,
    silent: `http://127.0.0.1:${port}/silent`,
    busy: `http://127.0.0.1:${port}/busy`,
    requests: () => requests,
    openResponses: () => openResponses,
    sockets: () => sockets.size,
    hangUp: () => server.closeAllConnections(),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const timer = setInterval(() => response.write('data: {"content":"on and "}\n\n'), EVENT_INTERVAL)
  response.on('close', () => clearInterval(timer))
}
