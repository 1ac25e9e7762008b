import { adaptIoRedis, type IoRedisClient } from './ioredis.ts'
import { adaptNodeRedis, type NodeRedisClient } from './nodeRedis.ts'
import type { RedisAdapter } from './redisAdapter.ts'

/** A client that `redisStore` accepts. */
export type RedisClient = NodeRedisClient | IoRedisClient

const COMMON = ['connect', 'duplicate', 'on', 'off']

/**
 * Recognizes a client by its methods.
 *
 * @throws TypeError if it is from no supported package, or is not connected; the message says what to pass
 */
export function adapterOf(client: unknown): RedisAdapter {
  if (has(client, [...COMMON, 'call', 'disconnect']) && 'status' in client) {
    // The check covers every method that the adapter uses.
    return adaptIoRedis(client as unknown as IoRedisClient)
  }
  if (has(client, [...COMMON, 'sendCommand', 'destroy']) && !isPoolOrSentinel(client)) {
    const adapter = adaptNodeRedis(client as unknown as NodeRedisClient)
    if (adapter.isClosed) {
      throw new TypeError(
        'Option client is not connected. Connect it first: ' +
          "redisStore({ client: await createClient({ url: 'redis://localhost:6379' }).connect() }).",
      )
    }
    return adapter
  }
  throw new TypeError(
    'Option client must be a client or a cluster of the package redis (5 or later) or ioredis (5), ' +
      `not ${describe(client)}. For example: redisStore({ client: new Redis() }).`,
  )
}

function has(client: unknown, methods: readonly string[]): client is Record<string, unknown> {
  return (
    typeof client === 'object' &&
    client !== null &&
    methods.every((name) => typeof (client as Record<string, unknown>)[name] === 'function')
  )
}

/** Returns whether a client of the package `redis` hands out other clients, so that it has other methods. */
function isPoolOrSentinel(client: object): boolean {
  return 'execute' in client || 'use' in client || 'acquire' in client
}

function describe(client: unknown): string {
  if (typeof client !== 'object' || client === null) return typeof client
  return `an object of ${client.constructor?.name ?? 'no class'}`
}
