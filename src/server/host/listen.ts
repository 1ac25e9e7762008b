import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How many times to look for a port that is free on both addresses of `localhost`. */
const MAX_TRIES = 5

/**
 * Opens a server for a host name. `localhost` has two addresses, and each client chooses which one to
 * try first. This function listens on both, so that no other program answers on the second one.
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
      // Any other error means that the machine has no IPv6, and so no second address.
      if (code !== 'EADDRINUSE') return portOf(first)
      first.close()
      if (port !== 0 || attempt === MAX_TRIES) throw error
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
  // For a server that listens on a port, `address()` is an object; text is for pipes, null for no address.
  return (server.address() as AddressInfo).port
}
