import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** How long answers in progress may take after a server begins to close, in milliseconds. */
const GRACE_TIME = 1_000

/**
 * Returns a function that closes a server as soon as its answers are sent. Call this before the server
 * listens: browsers open connections in advance, and Node counts a connection that never carried a
 * request as busy, so this function must track them.
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
      // A socket becomes idle only after its answer is sent, but `close` looks for idle sockets only once.
      const sweep = setInterval(() => server.closeIdleConnections(), 10)
      const deadline = setTimeout(() => server.closeAllConnections(), GRACE_TIME)
    })
}
