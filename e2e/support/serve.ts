import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that a test starts, on a free port of this machine. */
export interface TestServer {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Starts a server. `close` also breaks the connections that are still open. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // `address()` returns text for a pipe and null before listening; this server listens on a port.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
