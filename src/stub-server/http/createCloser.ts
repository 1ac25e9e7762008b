import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** How long answers that are on their way may take once a server closes, in milliseconds. */
const GRACE = 1_000

/**
 * Makes the function that closes a server as soon as its answers are out. To be called before the
 * server listens: browsers open connections ahead of need, and Node takes one that never carried a
 * request for busy.
 */
export function createCloser(server: Server): () => Promise<void> {
  const unused = new Set<Socket>()
  server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('request', ({ socket }) => unused.delete(socket))

  return () =>
    new Promise((resolve) => {
      server.close(() => {
        clearInterval(sweep)
        clearTimeout(deadline)
        resolve()
      })
      for (const socket of unused) socket.destroy()
      // A socket becomes idle when its answer is out, and `close` looks for idle ones only once.
      const sweep = setInterval(() => server.closeIdleConnections(), 10)
      const deadline = setTimeout(() => server.closeAllConnections(), GRACE)
    })
}
