import { setTimeout as pause } from 'node:timers/promises'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import type { RedisAdapter } from './clients/redisAdapter.ts'
import { isErrorReply, isTemporary } from './errorReply.ts'

/** A reply of Redis in version 2 of its protocol (RESP2). */
export type Reply = string | number | null | readonly Reply[]

/** How long to wait for a reply or for the first connection, in milliseconds. */
export const REPLY_TIMEOUT = 5_000

/** How often to check whether a connection is ready, in milliseconds. */
const CHECK_INTERVAL = 25

/** Sends commands over a client, and fails immediately while its connection is lost: requests then get 503. */
export class RedisConnection {
  #client: RedisAdapter
  /** Creates a client in place of one that gave up; absent if the client belongs to the caller. */
  readonly #create: (() => RedisAdapter) | undefined
  #stopListening: () => void
  #wasReady = false
  #isClosed = false
  #lastError: unknown
  #lastFailure = -Infinity

  constructor(client: RedisAdapter, create?: () => RedisAdapter) {
    this.#client = client
    this.#create = create
    // An outage must not end the process, and every command reports it anyway.
    this.#stopListening = client.onError((error) => (this.#lastError = error))
  }

  get keyPrefix(): string {
    return this.#client.keyPrefix
  }

  /** Returns the time since a command failed because Redis was unreachable, in milliseconds. */
  get timeSinceFailure(): number {
    return performance.now() - this.#lastFailure
  }

  /**
   * Sends a command.
   *
   * @param key one of its keys, which decides the node of a cluster
   * @throws StoreUnavailable if Redis is unreachable, cannot work at the moment, or does not reply within 5 seconds
   */
  async send(command: readonly string[], key?: string): Promise<Reply> {
    try {
      if (!(await this.#isReady())) {
        throw new Error('The connection to Redis is lost.', { cause: this.#lastError })
      }
      return await replyOf(this.#client.send(command, key), command[0] ?? '')
    } catch (error) {
      if (isErrorReply(error) && !isTemporary(error)) throw error
      this.#lastFailure = performance.now()
      throw new StoreUnavailable(error)
    }
  }

  /** Creates a connection for blocking reads. */
  duplicate(): RedisConnection {
    const create = () => this.#client.duplicate()
    return new RedisConnection(create(), create)
  }

  /**
   * Waits until a lost connection is back.
   *
   * @param patience longest wait, in milliseconds
   * @returns whether the connection is ready
   */
  async isBack(patience: number): Promise<boolean> {
    const deadline = performance.now() + patience
    do {
      // Pause even if the connection is ready: Redis may be loading its data and refuse every command.
      await pause(CHECK_INTERVAL)
      if (this.#isClosed || performance.now() > deadline) return false
      this.#replace()
    } while (!this.#client.isReady)
    return true
  }

  /** Closes the client if the store made it. */
  close(): void {
    this.#isClosed = true
    this.#stopListening()
    if (this.#create) this.#client.close()
  }

  /** Returns whether a command can be sent. Waits for the first connection, but not for one that was lost. */
  async #isReady(): Promise<boolean> {
    this.#replace()
    const deadline = performance.now() + (this.#wasReady ? 0 : REPLY_TIMEOUT)
    while (!this.#client.isReady) {
      if (this.#isClosed || this.#client.isClosed || performance.now() >= deadline) return false
      await pause(CHECK_INTERVAL)
    }
    this.#wasReady = true
    return true
  }

  #replace(): void {
    if (!this.#client.isClosed || !this.#create || this.#isClosed) return
    this.#stopListening()
    this.#client = this.#create()
    this.#stopListening = this.#client.onError((error) => (this.#lastError = error))
  }
}

async function replyOf(sent: Promise<unknown>, name: string): Promise<Reply> {
  const timeout = new AbortController()
  const timedOut = pause(REPLY_TIMEOUT, undefined, { signal: timeout.signal }).then(() => {
    throw new Error(`Redis did not reply to ${name} within ${REPLY_TIMEOUT} ms.`)
  })
  // The promise that loses the race may still reject: handle that, or Node ends the process.
  timedOut.catch(() => {})
  sent.catch(() => {})
  try {
    // Both packages return the types of RESP2 for the commands that the store sends.
    return (await Promise.race([sent, timedOut])) as Reply
  } finally {
    timeout.abort()
  }
}
