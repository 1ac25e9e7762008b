import { setTimeout as pause } from 'node:timers/promises'
import type * as Redis from 'redis'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import { withoutSecrets } from './redisUrl.ts'
import { RedisStoreError } from './redisStoreError.ts'

/** A reply of Redis in version 2 of its protocol (RESP2). */
export type Reply = string | number | null | readonly Reply[]

/** How long to wait for a reply or a connection, in milliseconds. */
const REPLY_TIMEOUT = 5_000

/** Shortest and longest delay before a lost connection is retried, in milliseconds. */
const MIN_RETRY_DELAY = 50
const MAX_RETRY_DELAY = 1_000

/** How often to check whether a lost connection is back, in milliseconds. */
const CHECK_INTERVAL = 25

/** Matches replies that mean that Redis cannot work at the moment, rather than that a command is wrong. */
const TEMPORARY_REFUSAL =
  /^(?:LOADING|BUSY|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|NOREPLICAS)\b/

/** One connection to Redis, which reconnects automatically. */
export class RedisConnection {
  readonly #client: ReturnType<typeof createClient>
  readonly #isErrorReply: (error: unknown) => boolean
  #generation = 0

  /** @throws RedisStoreError if Redis is unreachable; the message names its URL */
  static async open(redis: typeof Redis, url: string): Promise<RedisConnection> {
    const connection = new RedisConnection(redis, url)
    try {
      await connection.#client.connect()
    } catch (cause) {
      if (connection.#client.isOpen) connection.#client.destroy()
      throw new RedisStoreError(
        `Cannot connect to Redis at ${withoutSecrets(url)}: ${messageOf(cause)}. ` +
          'Start Redis, or pass another URL with --redis (option redis).',
        { cause },
      )
    }
    return connection
  }

  private constructor(redis: typeof Redis, url: string) {
    this.#client = createClient(redis, url, () => this.#generation > 0)
    this.#isErrorReply = (error) => error instanceof redis.ErrorReply
    // Without a listener, an error would end the process. Every command reports the failure anyway.
    this.#client.on('error', () => {})
    this.#client.on('ready', () => (this.#generation += 1))
  }

  /**
   * Number of connections made so far. It reveals a reconnect, after which the state that Redis keeps per
   * connection, such as the client id, is gone.
   */
  get generation(): number {
    return this.#generation
  }

  /** @throws StoreUnavailable if Redis is unreachable or does not reply within 5 seconds */
  async send(command: readonly string[]): Promise<Reply> {
    const sent = this.#client.sendCommand<Reply>([...command])
    const timeout = new AbortController()
    const timedOut = pause(REPLY_TIMEOUT, undefined, { signal: timeout.signal }).then(() => {
      throw new Error(`Redis did not reply to ${command[0]} within ${REPLY_TIMEOUT} ms.`)
    })
    // The promise that loses the race may still reject: handle that, or Node ends the process.
    timedOut.catch(() => {})
    sent.catch(() => {})
    try {
      return await Promise.race([sent, timedOut])
    } catch (error) {
      const isRefusal = this.#isErrorReply(error) && !TEMPORARY_REFUSAL.test(messageOf(error))
      throw isRefusal ? error : new StoreUnavailable(error)
    } finally {
      timeout.abort()
    }
  }

  /**
   * Waits until a lost connection is back.
   *
   * @param patience longest wait, in milliseconds
   * @returns whether the connection is ready
   */
  async isBack(patience: number): Promise<boolean> {
    const deadline = Date.now() + patience
    do {
      // Pause even if the connection is ready: Redis may be loading its data and refuse every command.
      await pause(CHECK_INTERVAL)
      if (!this.#client.isOpen || Date.now() > deadline) return false
    } while (!this.#client.isReady)
    return true
  }

  close(): void {
    if (this.#client.isOpen) this.#client.destroy()
  }
}

function createClient(redis: typeof Redis, url: string, wasConnected: () => boolean) {
  return redis.createClient({
    url,
    RESP: 2,
    // Fail a command immediately if it cannot be sent: the client gets 503 and retries.
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: REPLY_TIMEOUT,
      // The first connection must fail fast if there is no Redis; a lost one is retried forever.
      reconnectStrategy: (retries) =>
        wasConnected() && Math.min(MIN_RETRY_DELAY * 2 ** Math.min(retries, 10), MAX_RETRY_DELAY),
    },
  })
}

/** Node wraps the failures of several addresses in an AggregateError without a message: use the first. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
