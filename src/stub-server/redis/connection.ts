import { setTimeout as pause } from 'node:timers/promises'
import type * as Redis from 'redis'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import { withoutSecrets } from './redisAddress.ts'
import { RedisStoreError } from './redisStoreError.ts'

/** An answer of Redis's, by its second protocol. */
export type Reply = string | number | null | readonly Reply[]

/** How long an answer, or a connection, is waited for, in milliseconds. */
const PATIENCE = 5_000

/** How soon, and how seldom at most, a lost connection is tried again, in milliseconds. */
const FIRST_RETRY = 50
const SLOWEST_RETRY = 1_000

/** How often a connection is looked at that should come back, in milliseconds. */
const LOOK = 25

/** Answers by which Redis says that it cannot work at the moment, rather than that a command is wrong. */
const NOT_NOW =
  /^(?:LOADING|BUSY|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|NOREPLICAS)\b/

/** One connection, which comes back by itself when it is lost. */
export class RedisConnection {
  readonly #client: ReturnType<typeof createClient>
  readonly #isOwnWord: (error: unknown) => boolean
  #generation = 0

  /** @throws RedisStoreError where Redis cannot be reached, naming the address */
  static async open(redis: typeof Redis, url: string): Promise<RedisConnection> {
    const connection = new RedisConnection(redis, url)
    try {
      await connection.#client.connect()
    } catch (cause) {
      if (connection.#client.isOpen) connection.#client.destroy()
      throw new RedisStoreError(
        `Redis at ${withoutSecrets(url)} cannot be used: ${wordsOf(cause)}. ` +
          'Start it, or give another address with --redis (the option redis).',
        { cause },
      )
    }
    return connection
  }

  private constructor(redis: typeof Redis, url: string) {
    this.#client = createClient(redis, url, () => this.#generation > 0)
    this.#isOwnWord = (error) => error instanceof redis.ErrorReply
    // Without a listener an error would end the process; every command tells of it anyway.
    this.#client.on('error', () => {})
    this.#client.on('ready', () => (this.#generation += 1))
  }

  /** How often this was connected: what Redis knows of a connection, such as its number, ends with it. */
  get generation(): number {
    return this.#generation
  }

  /** @throws StoreUnavailable where Redis is away, or does not answer within 5 seconds */
  async send(command: readonly string[]): Promise<Reply> {
    const sent = this.#client.sendCommand<Reply>([...command])
    const late = new AbortController()
    const lateness = pause(PATIENCE, undefined, { signal: late.signal }).then(() => {
      throw new Error(`Redis did not answer ${command[0]} within ${PATIENCE} ms.`)
    })
    // Whichever comes second has nobody to hear it.
    lateness.catch(() => {})
    sent.catch(() => {})
    try {
      return await Promise.race([sent, lateness])
    } catch (error) {
      const isRefusal = this.#isOwnWord(error) && !NOT_NOW.test(wordsOf(error))
      throw isRefusal ? error : new StoreUnavailable(error)
    } finally {
      late.abort()
    }
  }

  /**
   * Waits for a connection that was lost.
   *
   * @param patience in milliseconds
   * @returns whether it is there
   */
  async isBack(patience: number): Promise<boolean> {
    const deadline = Date.now() + patience
    do {
      // Also where it is there: it may be loading what it held, and says so to every command.
      await pause(LOOK)
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
    // A command that cannot be sent fails at once: who asks is told to come again.
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: PATIENCE,
      // At the start nobody waits for a Redis that may not be there; later it shall come back.
      reconnectStrategy: (retries) =>
        wasConnected() && Math.min(FIRST_RETRY * 2 ** Math.min(retries, 10), SLOWEST_RETRY),
    },
  })
}

/** Node tells of several addresses at once in an error without words. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return wordsOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
