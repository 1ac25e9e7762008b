import type { IncomingMessage } from 'node:http'

/** How much of a body is read to keep its connection, in bytes: more than any body that is accepted. */
const MOST = 32 * 1024 * 1024

/**
 * Reads the rest of a request's body and drops it, so that the connection can serve the next request. Breaks
 * the connection if the rest is longer than 32 MiB; the server's `requestTimeout` bounds how long it takes.
 */
export function discardBody(incoming: IncomingMessage): void {
  let bytes = 0
  // Those that pause the request until a reader of the body catches up.
  incoming.removeAllListeners('data')
  incoming.on('data', (piece: Uint8Array) => {
    bytes += piece.length
    if (bytes > MOST) incoming.destroy()
  })
  incoming.resume()
}
