import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createFates, type Harm } from './fates.ts'
import { createPassage, type Passage } from './passage.ts'
import { connectToFirst, type Target } from './connectToFirst.ts'

export interface KillingProxyOptions extends Harm {
  /** Used in turn, one for each connection. A target that refuses is skipped for that connection. At least one. */
  readonly targets: readonly Target[]
  /** 0 picks a free port. @default 0 */
  readonly port?: number
  /**
   * Time between the last byte of a connection and its kill, in milliseconds. When a connection breaks, a browser drops
   * the part of the body that the page has not read yet; on a real network, the last bytes were read earlier.
   * @default 0
   */
  readonly linger?: number
}

/** Counted since the proxy was started. */
export interface ProxyCounts {
  /** Connections that reached a target. */
  readonly connections: number
  /** Connections that every target refused. */
  readonly refused: number
  readonly kills: number
  /** Bytes passed from clients to targets. */
  readonly bytesUpward: number
  /** Bytes passed from targets to clients. */
  readonly bytesDownward: number
}

export interface KillingProxy {
  /** For example `http://127.0.0.1:40123`, without a trailing slash. */
  readonly origin: string
  readonly port: number
  counts(): ProxyCounts
  /** Stops killing: neither new connections nor open ones. */
  calm(): void
  /** Resumes killing. Each open connection has as many bytes left as before `calm()`. */
  rage(): void
  /** Kills every open connection, also while calm. */
  killAll(): void
  /** Kills every connection, and accepts no more. */
  close(): Promise<void>
}

/**
 * Starts a TCP proxy on the loopback interface that kills connections after a number of bytes, at any position: in the
 * response headers, between the bytes of one character, in a request's body. With several targets it acts like a load
 * balancer on a bad day.
 *
 * @throws RangeError if an option is wrong; the message names it
 * @example
 * const proxy = await startKillingProxy({ targets: [{ port }], downward: { min: 1, max: 5_000 } })
 */
export async function startKillingProxy({
  targets,
  port = 0,
  linger = 0,
  ...harm
}: KillingProxyOptions): Promise<KillingProxy> {
  if (targets.length === 0)
    throw new RangeError('`targets` is empty. Pass at least one, for example `{ port: 8080 }`.')
  const nextFate = createFates(harm)
  const clients = new Set<Socket>()
  const passages = new Set<Passage>()
  const counts = { connections: 0, refused: 0, kills: 0, bytesUpward: 0, bytesDownward: 0 }
  let turn = 0
  let isCalm = false

  async function accept(client: Socket): Promise<void> {
    clients.add(client)
    client.on('close', () => clients.delete(client))
    // Ignore errors until the passage listens.
    client.on('error', () => undefined)
    // Draw the fate before the first await: fates follow the order of arrival.
    const fate = nextFate()
    const first = turn++ % targets.length
    const server = await connectToFirst([...targets.slice(first), ...targets.slice(0, first)])
    if (!server || client.destroyed) {
      if (!server) counts.refused += 1
      server?.destroy()
      client.resetAndDestroy()
      return
    }
    counts.connections += 1
    const passage = createPassage(client, server, fate, {
      isCalm: () => isCalm,
      linger,
      onBytes(direction, count) {
        counts[direction === 'upward' ? 'bytesUpward' : 'bytesDownward'] += count
      },
      onKill: () => (counts.kills += 1),
      onEnd: () => passages.delete(passage),
    })
    passages.add(passage)
  }

  function killAll(): void {
    for (const passage of [...passages]) passage.kill()
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    void accept(client)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  // `address()` returns text for a pipe and null before listening; this server listens on a port.
  const address = server.address() as AddressInfo

  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    counts: () => ({ ...counts }),
    calm: () => (isCalm = true),
    rage: () => (isCalm = false),
    killAll,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      killAll()
      // Clients that have not reached a target yet.
      for (const client of clients) client.destroy()
      return closed
    },
  }
}
