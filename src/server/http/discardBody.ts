import type { IncomingMessage } from 'node:http'

/** Most bytes to read in order to keep a connection; larger than any body that is accepted. */
const MAX_DISCARDED_BYTES = 32 * 1024 * 1024

/**
 * Reads and drops the rest of a request body, so that the connection can serve the next request. Breaks
 * the connection if the rest is longer than 32 MiB. The server's `requestTimeout` bounds the duration.
 */
export function discardBody(incoming: IncomingMessage): void {
  let bytes = 0
  // Remove listeners that pause the request until a reader of the body catches up.
  incoming.removeAllListeners('data')
  incoming.on('data', (piece: Uint8Array) => {
    bytes += piece.length
    if (bytes > MAX_DISCARDED_BYTES) incoming.destroy()
  })
  incoming.resume()
}
