import type * as Redis from 'redis'
import type { RunStore } from '../runs/runStore.ts'
import { explain } from './checkRedis.ts'
import { REPLY_TIMEOUT } from './connection.ts'
import { loadRedis } from './loadRedis.ts'
import { checkSettings, redisStore, type RedisStoreSettings } from './redisStore.ts'
import { RedisStoreError } from './redisStoreError.ts'
import { isRedisUrl, withoutSecrets } from './redisUrl.ts'

/** Shortest and longest delay before a lost connection is retried, in milliseconds. */
const MIN_RETRY_DELAY = 50
const MAX_RETRY_DELAY = 1_000

/** Options of `createRedisStore`. */
export interface RedisUrlOptions extends RedisStoreSettings {
  /** The URL, such as `redis://localhost:6379`, `redis://user:password@host:6379/2` or `rediss://…` for TLS. */
  readonly url: string
}

/**
 * Connects to the Redis at a URL, checks it, and creates a store in it: `redisStore` with a client of the optional
 * package `redis`, which is closed with the store.
 *
 * @throws RedisStoreError if the package is not installed, Redis is unreachable, or it refuses what the store does
 * @throws RangeError if the URL is not one of Redis, or a setting is out of its bounds
 * @example
 * const store = await createRedisStore({ url: 'redis://localhost:6379' })
 * const handler = createStubHandler({ store })
 */
export async function createRedisStore({ url, ...settings }: RedisUrlOptions): Promise<RunStore> {
  // Don't quote the URL: it may contain a password.
  if (!isRedisUrl(url)) {
    throw new RangeError('Option redis.url must be a URL like redis://localhost:6379.')
  }
  checkSettings(settings)
  const redis = loadRedis()
  const client = await connect(redis, url)
  const store = redisStore({ ...settings, client })
  const close = async () => {
    await store.close()
    if (client.isOpen) client.destroy()
  }
  try {
    await store.check()
  } catch (error) {
    await close()
    if (!(error instanceof RedisStoreError)) throw error
    throw new RedisStoreError(`${withoutSecrets(url)}: ${error.message}`, { cause: error })
  }
  return { ...store, close }
}

async function connect(redis: typeof Redis, url: string) {
  let wasConnected = false
  const client = redis.createClient({
    url,
    RESP: 2,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: REPLY_TIMEOUT,
      // The first connection must fail fast if there is no Redis; a lost one is retried forever.
      reconnectStrategy: (retries) =>
        wasConnected && Math.min(MIN_RETRY_DELAY * 2 ** Math.min(retries, 10), MAX_RETRY_DELAY),
    },
  })
  let lastError: unknown
  // Without a listener, an error would end the process.
  client.on('error', (error: unknown) => (lastError = error))
  try {
    await withinReplyTime(client.connect())
    wasConnected = true
    return client
  } catch (error) {
    if (client.isOpen) client.destroy()
    const cause = error instanceof NoAnswer ? (lastError ?? error) : error
    const hint = url.startsWith('rediss:') ? ' Use rediss:// only if Redis has TLS.' : ''
    throw new RedisStoreError(
      `Cannot connect to Redis at ${withoutSecrets(url)}: ${explain(cause)}${hint}`,
      { cause },
    )
  }
}

class NoAnswer extends Error {}

/** Waits for a connection: a server of another kind may accept it again and again, and never be ready. */
async function withinReplyTime(connected: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new NoAnswer(`Redis did not answer within ${REPLY_TIMEOUT} ms.`)
    timer = setTimeout(() => reject(error), REPLY_TIMEOUT + 500)
  })
  connected.catch(() => {})
  await Promise.race([connected, late]).finally(() => clearTimeout(timer))
}
