import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP proxy that delays what it forwards. */
export interface SlowProxy {
  readonly port: number
  /** Holds the replies until `release`. */
  hold(): void
  release(): void
  close(): Promise<void>
}

/**
 * Starts a proxy in front of a local port.
 *
 * @param roundTrip how much longer a reply takes through the proxy, in milliseconds
 */
export async function startSlowProxy(target: number, roundTrip: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>()
  let isHeld = false
  const held: (() => void)[] = []
  const forward = (from: Socket, to: Socket, isReply: boolean) => {
    sockets.add(from)
    from.on('error', () => {})
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    from.on('data', (bytes) => {
      const send = () => void (to.writable && to.write(bytes))
      // Timers of the same delay keep their order.
      setTimeout(() => (isHeld && isReply ? held.push(send) : send()), roundTrip / 2)
    })
  }
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true })
    forward(client, upstream, false)
    forward(upstream, client, true)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // For a server that listens on a port, `address()` returns an AddressInfo.
    port: (server.address() as AddressInfo).port,
    hold: () => void (isHeld = true),
    release() {
      isHeld = false
      for (const send of held.splice(0)) send()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
