import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How often a free port is looked for that is free on both of `localhost`'s addresses. */
const TRIES = 5

/**
 * Opens servers for a host name. `localhost` is two addresses, and which one a client tries first is
 * its own affair: both are taken, so that no other program answers on the second.
 *
 * @returns the port
 */
export async function listen(create: () => Server, host: string, port: number): Promise<number> {
  if (host !== 'localhost') {
    return portOf(await listenAt(create(), host, port))
  }
  for (let attempt = 1; ; attempt += 1) {
    const first = await listenAt(create(), '127.0.0.1', port)
    try {
      await listenAt(create(), '::1', portOf(first))
      return portOf(first)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // A machine without IPv6 has no second address.
      if (code !== 'EADDRINUSE') return portOf(first)
      first.close()
      if (port !== 0 || attempt === TRIES) throw error
    }
  }
}

function listenAt(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

function portOf(server: Server): number {
  // A server that listens on a port has this address; text is for pipes, null for none.
  return (server.address() as AddressInfo).port
}
