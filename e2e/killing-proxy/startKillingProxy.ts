import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createFates, type Harm } from './fates.ts'
import { join, type Passage } from './passage.ts'
import { reach, type Target } from './reach.ts'

export interface KillingProxyOptions extends Harm {
  /** Taken in turn, one for each connection; one that refuses is left out for this time. At least one. */
  readonly targets: readonly Target[]
  /** 0 takes any free one. @default 0 */
  readonly port?: number
  /**
   * Between the last byte of a connection and its kill, in milliseconds. A browser forgets what it has not
   * read of a body when the connection breaks; where networks fail, the last bytes are older than that.
   * @default 0
   */
  readonly linger?: number
}

/** What was counted since the proxy was started. */
export interface ProxyCounts {
  /** Connections that reached a target. */
  readonly connections: number
  /** Connections that every target refused. */
  readonly refused: number
  readonly kills: number
  /** Bytes that came from clients and were passed on. */
  readonly bytesUpward: number
  /** Bytes that came from targets and were passed on. */
  readonly bytesDownward: number
}

export interface KillingProxy {
  /** Such as `http://127.0.0.1:40123`, without a slash at its end. */
  readonly origin: string
  readonly port: number
  counts(): ProxyCounts
  /** From now on kills nothing, neither new connections nor open ones. */
  calm(): void
  /** Ends the calm; each open connection has as many bytes left as before. */
  rage(): void
  /** Kills every open connection, in the calm, too. */
  killAll(): void
  /** Kills every connection, and accepts no more. */
  close(): Promise<void>
}

/**
 * Starts a TCP proxy on the loopback interface that kills connections after so many bytes, wherever that
 * is: within the head of a response, between the bytes of one character, in a request's body. Between
 * one client and several targets it stands in for a load balancer on a bad day.
 *
 * @throws RangeError for a wrong option, naming it
 * @example
 * const proxy = await startKillingProxy({ targets: [{ port }], downward: { min: 1, max: 5_000 } })
 */
export async function startKillingProxy({
  targets,
  port = 0,
  linger = 0,
  ...harm
}: KillingProxyOptions): Promise<KillingProxy> {
  if (targets.length === 0) throw new RangeError('targets must name at least one.')
  const nextFate = createFates(harm)
  const clients = new Set<Socket>()
  const passages = new Set<Passage>()
  const counts = { connections: 0, refused: 0, kills: 0, bytesUpward: 0, bytesDownward: 0 }
  let turn = 0
  let isCalm = false

  async function accept(client: Socket): Promise<void> {
    clients.add(client)
    client.on('close', () => clients.delete(client))
    // Until a passage listens.
    client.on('error', () => undefined)
    // Before anything is awaited: fates go by the order of arrival.
    const fate = nextFate()
    const first = turn++ % targets.length
    const server = await reach([...targets.slice(first), ...targets.slice(0, first)])
    if (!server || client.destroyed) {
      if (!server) counts.refused += 1
      server?.destroy()
      client.resetAndDestroy()
      return
    }
    counts.connections += 1
    const passage = join(client, server, fate, {
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
  // A server that listens on a port has this address; text is for pipes, null for none.
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
      // Those that reached no target yet.
      for (const client of clients) client.destroy()
      return closed
    },
  }
}
