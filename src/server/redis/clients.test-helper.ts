import { Cluster, Redis } from 'ioredis'
import { createClient, createCluster } from 'redis'
import * as redis5 from 'redis-5'
import type { RedisClient } from './clients/adapterOf.ts'

/** A client of a package, and how to close it. */
export interface OpenClient {
  readonly client: RedisClient
  close(): void
}

const ignore = () => {}

/** Connects to one Redis, by the name and version of the package. */
export const clients: Readonly<Record<string, (port: number) => Promise<OpenClient>>> = {
  async 'redis 6'(port) {
    const client = createClient({ socket: { port } }).on('error', ignore)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  async 'redis 5'(port) {
    const client = redis5.createClient({ socket: { port } }).on('error', ignore)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  async 'ioredis 5'(port) {
    const client = new Redis({ port })
    return { client, close: () => client.disconnect() }
  },
}

/** Connects to a cluster through one of its nodes. */
export const clusterClients: typeof clients = {
  async 'redis 6'(port) {
    const client = createCluster({ rootNodes: [{ socket: { port } }] }).on('error', ignore)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  async 'redis 5'(port) {
    const client = redis5.createCluster({ rootNodes: [{ socket: { port } }] }).on('error', ignore)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  async 'ioredis 5'(port) {
    const client = new Cluster([{ port, host: '127.0.0.1' }])
    return { client, close: () => client.disconnect() }
  },
}
