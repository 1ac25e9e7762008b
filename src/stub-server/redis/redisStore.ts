import type { RunStore } from '../runs/runStore.ts'
import { RedisConnection } from './connection.ts'
import { loadRedis } from './loadRedis.ts'
import { isRedisAddress } from './redisAddress.ts'
import { RedisLog } from './redisLog.ts'
import { RedisRegister } from './redisRegister.ts'
import { RedisSharedRuns } from './redisSharedRuns.ts'
import { Tail } from './tail.ts'

/** How runs are kept in Redis. */
export interface RedisStoreOptions {
  /** Such as `redis://localhost:6379`, `redis://user:password@host:6379/2` or `rediss://…` for TLS. */
  readonly url: string
  /** What every key begins with. Processes with the same one share their runs. @default 'vue-chat-stream:' */
  readonly prefix?: string
  /**
   * How long a process may say nothing until its runs are taken over, in milliseconds; more than twice
   * `renewInterval`, so that one late word costs no run.
   * @default 4_000
   */
  readonly leaseTime?: number
  /** How often a process says that it is alive, in milliseconds. @default 1_000 */
  readonly renewInterval?: number
}

/**
 * Keeps runs in Redis 5 or later (a single one, not a cluster), where every process that has the same
 * address and prefix can read, stop and go on with them. Uses the optional package `redis`, and two
 * connections.
 *
 * @throws RedisStoreError where the package is not installed or Redis cannot be reached
 * @throws RangeError for times that do not go together
 * @example
 * const store = await createRedisStore({ url: 'redis://localhost:6379' })
 * const handler = createStubHandler({ store })
 */
export async function createRedisStore(options: RedisStoreOptions): Promise<RunStore> {
  const { url, prefix = 'vue-chat-stream:', leaseTime = 4_000, renewInterval = 1_000 } = options
  // Not repeated: there may be a password in it.
  if (!isRedisAddress(url)) throw new RangeError('redis.url must be like redis://localhost:6379.')
  if (!(renewInterval > 0 && leaseTime > 2 * renewInterval && leaseTime < Infinity)) {
    throw new RangeError(
      `leaseTime must be more than twice renewInterval, not ${leaseTime} and ${renewInterval}.`,
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
