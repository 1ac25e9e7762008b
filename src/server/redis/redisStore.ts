import type { RunStore } from '../runs/runStore.ts'
import { checkRedis } from './checkRedis.ts'
import { adapterOf, type RedisClient } from './clients/adapterOf.ts'
import { RedisConnection } from './connection.ts'
import { keyPrefixOf } from './keyPrefix.ts'
import { RedisLog } from './redisLog.ts'
import { RedisRegister } from './redisRegister.ts'
import { RedisSharedRuns } from './redisSharedRuns.ts'
import { Tail } from './tail.ts'

/** Settings of a store in Redis. Processes that share runs must have the same ones. */
export interface RedisStoreSettings {
  /**
   * The prefix of every key. Processes with the same prefix share their runs. If it contains no hash tag (`{…}`), all
   * of it becomes one, so that all keys are in one slot of a cluster.
   * @default 'vue-chat-stream:'
   */
  readonly prefix?: string
  /**
   * How long a process may fail to renew its leases before others take over its runs, in milliseconds.
   * It must be more than twice `renewInterval`, so that one late renewal loses no run.
   * @default 4_000
   */
  readonly leaseTime?: number
  /** How often a process renews its leases, in milliseconds. @default 1_000 */
  readonly renewInterval?: number
  /**
   * Least time from one write of a run to its next one, in milliseconds: the parts that arrive in between are written
   * together. Readers get them that much later. From 0, which never waits on purpose, to 1,000.
   * @default 25
   */
  readonly batchTime?: number
}

/** Options of `redisStore`. */
export interface RedisStoreOptions extends RedisStoreSettings {
  /**
   * A client of the package `redis` (5 or later) or `ioredis` (5): one connection, or a cluster. The store listens to
   * its errors, so that an outage does not end the process, but does not close it. For blocking reads, the store
   * creates a duplicate of the client at the first read, and closes that.
   */
  readonly client: RedisClient
}

/** A store in Redis. */
export interface RedisStore extends RunStore {
  /**
   * Checks at startup that Redis is reachable, is new enough, and permits what the store does. It writes keys below
   * the prefix and removes them.
   *
   * @throws RedisStoreError if the store cannot work; its message says in one line why, and what to do
   */
  check(): Promise<void>
}

/**
 * Creates a store in Redis 5 or later. Every process with the same Redis and prefix can read, stop and continue its
 * runs. All keys of a prefix are in one slot of a cluster, so one primary does all the work of a prefix: it is the
 * bound on all processes together. Use several prefixes to spread separate applications over a cluster.
 *
 * An answer that is written survives the end of its process. Redis decides whether it survives the end of Redis: with
 * `appendonly yes`, up to a second is lost, and after a failover, what was not replicated. Set
 * `maxmemory-policy noeviction`: Redis must refuse new answers rather than remove parts of others.
 *
 * With access control lists, the user of Redis needs `~{vue-chat-stream:}* +@read +@write +@scripting +time`.
 *
 * @throws TypeError if `client` is not a connected client of a supported package
 * @throws RangeError if another option is out of its bounds
 * @example
 * const store = redisStore({ client: new Redis('redis://localhost:6379') })
 * await store.check()
 * const chat = createChatServer({ answer, store })
 */
export function redisStore(options: RedisStoreOptions): RedisStore {
  const settings = checkSettings(options)
  const { leaseTime, renewInterval, batchTime } = settings
  const prefix = keyPrefixOf(settings.prefix)
  const connection = new RedisConnection(adapterOf(options.client))
  const tail = new Tail(connection, prefix)
  const log = new RedisLog(connection, prefix, tail, batchTime)
  return {
    log,
    register: new RedisRegister(connection, prefix, leaseTime),
    shared: new RedisSharedRuns(connection, prefix, { leaseTime, renewInterval }),
    check: () => checkRedis(connection, prefix),
    async close() {
      tail.close()
      log.close()
      connection.close()
    },
  }
}

/** @throws RangeError if a setting is out of its bounds */
export function checkSettings(settings: RedisStoreSettings): Required<RedisStoreSettings> {
  const { prefix = 'vue-chat-stream:', batchTime = 25 } = settings
  const { leaseTime = 4_000, renewInterval = 1_000 } = settings
  if (prefix === '') throw new RangeError('Option prefix must not be empty.')
  if (!(renewInterval > 0 && leaseTime > 2 * renewInterval && leaseTime < Infinity)) {
    throw new RangeError(
      `Option leaseTime must be more than twice renewInterval, not ${leaseTime} and ${renewInterval}.`,
    )
  }
  if (!(batchTime >= 0 && batchTime <= 1_000)) {
    throw new RangeError(`Option batchTime must be a number from 0 to 1000, not ${batchTime}.`)
  }
  return { prefix, leaseTime, renewInterval, batchTime }
}
