import type { RedisAdapter } from './redisAdapter.ts'

/**
 * A `Redis` or a `Cluster` of the package `ioredis`, version 5. Only what the store uses is described, so that the
 * types of the package are not needed.
 */
export interface IoRedisClient {
  readonly status: string
  readonly isCluster: boolean
  readonly options: object
  connect(): Promise<unknown>
  disconnect(): void
  duplicate(...overrides: never[]): unknown
  call(command: string, ...args: string[]): Promise<unknown>
  on(event: 'error', listener: (error: unknown) => void): unknown
  off(event: 'error', listener: (error: unknown) => void): unknown
}

/** The methods as the store calls them. A cluster has other parameters than a client. */
interface Methods extends IoRedisClient {
  readonly options: { readonly keyPrefix?: string; readonly redisOptions?: object }
  duplicate(...overrides: readonly unknown[]): Methods
}

/**
 * Options of a client for blocking reads. Such a read may take longer than the timeouts of the application, and it must
 * fail when its connection is lost, so that its readers leave.
 */
const BLOCKING = {
  keyPrefix: '',
  commandTimeout: undefined,
  socketTimeout: undefined,
  maxRetriesPerRequest: 0,
}

export function adaptIoRedis(given: IoRedisClient): RedisAdapter {
  // `adapterOf` has checked the methods.
  const client = given as Methods
  // With the option `lazyConnect`, the first command connects.
  const connect = () => {
    if (client.status === 'wait') client.connect().catch(() => {})
  }
  return {
    get isReady() {
      connect()
      return client.status === 'ready'
    },
    get isClosed() {
      return client.status === 'end'
    },
    keyPrefix: client.options.keyPrefix ?? '',
    // The package finds the keys of a command by its name, in lower case.
    send: ([name = '', ...args]) => client.call(name.toLowerCase(), ...args),
    duplicate() {
      const { redisOptions } = client.options
      const copy = client.isCluster
        ? client.duplicate([], {
            keyPrefix: '',
            scaleReads: 'master',
            redisOptions: { ...redisOptions, ...BLOCKING },
          })
        : client.duplicate(BLOCKING)
      const adapter = adaptIoRedis(copy)
      // Without a listener, the package prints every error.
      adapter.onError(() => {})
      return adapter
    },
    onError(listener) {
      client.on('error', listener)
      return () => void client.off('error', listener)
    },
    close: () => client.disconnect(),
  }
}
