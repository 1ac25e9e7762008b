import type { RedisAdapter } from './redisAdapter.ts'

/**
 * A client or a cluster of the package `redis`, version 5 or later. Only what the store uses is described, so that the
 * types of the package are not needed.
 */
export interface NodeRedisClient {
  readonly isOpen: boolean
  connect(): Promise<unknown>
  destroy(): void
  duplicate(...overrides: never[]): unknown
  sendCommand(...args: never[]): Promise<unknown>
  on(event: 'error', listener: (error: unknown) => void): unknown
  off(event: 'error', listener: (error: unknown) => void): unknown
}

/** The methods as the store calls them. A cluster has other parameters than a client. */
interface Methods extends NodeRedisClient {
  readonly isReady?: boolean
  readonly options?: { readonly socket?: object }
  /** Present in a cluster. */
  readonly slots?: unknown
  duplicate(overrides: object): Methods
  sendCommand(...args: readonly unknown[]): Promise<unknown>
}

/** Replies must be strings and lists, whatever the client maps them to. */
const AS_TEXT = { typeMapping: {} }

/** @param connected resolves when the client has connected for the first time; absent if it has already */
export function adaptNodeRedis(given: NodeRedisClient, connected?: Promise<unknown>): RedisAdapter {
  // `adapterOf` has checked the methods.
  const client = given as Methods
  const isCluster = client.slots !== undefined
  let isConnecting = connected !== undefined
  void connected?.then(() => (isConnecting = false))
  return {
    // A cluster of version 5 does not have `isReady`, and is open before it knows its nodes.
    get isReady() {
      return client.isReady ?? (client.isOpen && !isConnecting)
    },
    get isClosed() {
      return !client.isOpen
    },
    keyPrefix: '',
    send: (command, key) =>
      isCluster
        ? client.sendCommand(key, false, [...command], AS_TEXT)
        : client.sendCommand([...command], AS_TEXT),
    duplicate() {
      const copy = client.duplicate({
        // In version 3 of the protocol, the reply to XREAD is a map. Caching and notifications require version 3.
        RESP: 2,
        clientSideCache: undefined,
        maintNotifications: 'disabled',
        // A blocking read may take longer than the timeouts of the application.
        commandOptions: {},
        ...(client.options?.socket && {
          socket: { ...client.options.socket, socketTimeout: undefined },
        }),
      })
      // Without a listener, an error would end the process.
      copy.on('error', () => {})
      return adaptNodeRedis(
        copy,
        copy.connect().catch(() => {}),
      )
    },
    onError(listener) {
      client.on('error', listener)
      return () => void client.off('error', listener)
    },
    close() {
      if (client.isOpen) client.destroy()
    },
  }
}
