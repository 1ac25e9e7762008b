import { createHash } from 'node:crypto'
import type { Reply, RedisConnection } from './connection.ts'

/** A Lua script that Redis runs atomically. Its key is the prefix of all keys; the arguments follow. */
export class RedisScript {
  readonly #text: string
  readonly #sha: string

  constructor(text: string) {
    this.#text = text
    // Redis itself names a script by its SHA-1; no security depends on it.
    this.#sha = createHash('sha1').update(text).digest('hex')
  }

  /** @throws StoreUnavailable if Redis is unreachable */
  async run(
    connection: RedisConnection,
    prefix: string,
    ...args: readonly (string | number)[]
  ): Promise<Reply> {
    const rest = ['1', prefix, ...args.map(String)]
    try {
      return await connection.send(['EVALSHA', this.#sha, ...rest], prefix)
    } catch (error) {
      // A restarted Redis knows no scripts: send the whole text once.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return connection.send(['EVAL', this.#text, ...rest], prefix)
    }
  }
}
