import { connect, type Socket } from 'node:net'

export interface Target {
  /** @default '127.0.0.1' */
  readonly host?: string
  readonly port: number
}

/**
 * Connects to the first target that accepts.
 *
 * @returns undefined if every target refuses
 */
export async function connectToFirst(targets: readonly Target[]): Promise<Socket | undefined> {
  for (const target of targets) {
    const socket = await connectTo(target)
    if (socket) return socket
  }
  return undefined
}

function connectTo({ host = '127.0.0.1', port }: Target): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    // Keep the connection half open: a client that has sent everything may still wait for the answer.
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true })
    const onRefusal = () => resolve(undefined)
    socket.once('error', onRefusal)
    socket.once('connect', () => {
      socket.off('error', onRefusal)
      resolve(socket)
    })
  })
}
