import { createHash } from 'node:crypto'
import type { Reply, RedisConnection } from './connection.ts'

/** Lua that Redis runs in one step, between all other commands. It gets a prefix of keys first. */
export class RedisScript {
  readonly #text: string
  readonly #sha: string

  constructor(text: string) {
    this.#text = text
    // The name that Redis itself gives to a script; no secret hangs on it.
    this.#sha = createHash('sha1').update(text).digest('hex')
  }

  /** @throws StoreUnavailable where Redis is away */
  async run(
    connection: RedisConnection,
    prefix: string,
    ...args: readonly (string | number)[]
  ): Promise<Reply> {
    const rest = ['1', prefix, ...args.map(String)]
    try {
      return await connection.send(['EVALSHA', this.#sha, ...rest])
    } catch (error) {
      // A Redis that was started anew knows no scripts.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return connection.send(['EVAL', this.#text, ...rest])
    }
  }
}
