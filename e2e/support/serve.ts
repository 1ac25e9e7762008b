import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of a test's own, on a free port of this machine. */
export interface OwnServer {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Starts one. `close` cuts whatever it is still sending. */
export async function serve(listener: RequestListener): Promise<OwnServer> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // A server that listens on a port has this address; text is for pipes, null for none.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
