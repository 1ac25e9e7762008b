import type { RunStore } from '../runs/runStore.ts'
import { RedisConnection } from './connection.ts'
import { loadRedis } from './loadRedis.ts'
import { isRedisUrl } from './redisUrl.ts'
import { RedisLog } from './redisLog.ts'
import { RedisRegister } from './redisRegister.ts'
import { RedisSharedRuns } from './redisSharedRuns.ts'
import { Tail } from './tail.ts'

/** Options of `createRedisStore`. */
export interface RedisStoreOptions {
  /** The URL, such as `redis://localhost:6379`, `redis://user:password@host:6379/2` or `rediss://…` for TLS. */
  readonly url: string
  /** The prefix of every key. Processes with the same prefix share their runs. @default 'vue-chat-stream:' */
  readonly prefix?: string
  /**
   * How long a process may fail to renew its leases before others take over its runs, in milliseconds.
   * It must be more than twice `renewInterval`, so that one late renewal loses no run.
   * @default 4_000
   */
  readonly leaseTime?: number
  /** How often a process renews its leases, in milliseconds. @default 1_000 */
  readonly renewInterval?: number
}

/**
 * Creates a store in Redis 5 or later (a single server, not a cluster). Every process with the same URL
 * and prefix can read, stop and continue its runs. It uses the optional package `redis`, and two
 * connections.
 *
 * @throws RedisStoreError if the package is not installed or Redis is unreachable
 * @throws RangeError if the URL is not one of Redis, or `leaseTime` is too short for `renewInterval`
 * @example
 * const store = await createRedisStore({ url: 'redis://localhost:6379' })
 * const handler = createStubHandler({ store })
 */
export async function createRedisStore(options: RedisStoreOptions): Promise<RunStore> {
  const { url, prefix = 'vue-chat-stream:', leaseTime = 4_000, renewInterval = 1_000 } = options
  // Don't quote the URL: it may contain a password.
  if (!isRedisUrl(url)) {
    throw new RangeError('Option redis.url must be a URL like redis://localhost:6379.')
  }
  if (!(renewInterval > 0 && leaseTime > 2 * renewInterval && leaseTime < Infinity)) {
    throw new RangeError(
      `Option redis.leaseTime must be more than twice redis.renewInterval, not ${leaseTime} and ${renewInterval}.`,
    )
  }
  const redis = loadRedis()
  const commands = await RedisConnection.open(redis, url)
  const blocking = await RedisConnection.open(redis, url).catch((error: unknown) => {
    commands.close()
    throw error
  })
  const tail = new Tail(blocking, commands, (run) => `${prefix}log:${run}`)
  return {
    log: new RedisLog(commands, prefix, tail),
    register: new RedisRegister(commands, prefix, leaseTime),
    shared: new RedisSharedRuns(commands, prefix, { leaseTime, renewInterval }),
    async close() {
      tail.close()
      blocking.close()
      commands.close()
    },
  }
}
