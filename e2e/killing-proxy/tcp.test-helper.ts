import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { startKillingProxy, type KillingProxyOptions } from './startKillingProxy.ts'

export interface TcpServer {
  readonly port: number
  /** Every received byte, by connection. */
  readonly received: Buffer[]
  /** Closes all connections, and accepts no more. */
  close(): void
}

/** Starts a server on the loopback interface. It is closed when the test ends. */
export async function startTcpServer(onConnection: (socket: Socket) => void): Promise<TcpServer> {
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const index = received.push(Buffer.alloc(0)) - 1
    sockets.add(socket)
    socket.on('data', (chunk) => {
      received[index] = Buffer.concat([received[index] ?? chunk.subarray(0, 0), chunk])
    })
    // Many of these tests cause resets on purpose.
    socket.on('error', () => undefined)
    onConnection(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  function close(): void {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  onTestFinished(close)
  return { port: (server.address() as AddressInfo).port, received, close }
}

export async function startProxy(options: KillingProxyOptions) {
  const proxy = await startKillingProxy(options)
  onTestFinished(() => proxy.close())
  return proxy
}

/** Returns a port of this machine without a server. */
export async function refusingPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Sends a message, and reads everything until the connection is closed. */
export async function exchange(port: number, message: string | Buffer = '') {
  const socket = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => void socket.destroy())
  const chunks: Buffer[] = []
  let error: NodeJS.ErrnoException | undefined
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', (thrown) => (error = thrown))
  if (message.length > 0) socket.write(message)
  await new Promise((resolve) => socket.once('close', resolve))
  return { bytes: Buffer.concat(chunks), code: error?.code }
}
