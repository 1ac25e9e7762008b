import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import type { RunStore } from '../runs/runStore.ts'
import { createRedisStore, type RedisStoreOptions } from './redisStore.ts'

/** The program, of Debian's package of that name. */
const SERVER = 'redis-server'

/** Whether a Redis can be started here. Nothing is installed for these tests. */
export const HAS_REDIS = spawnSync(SERVER, ['--version']).status === 0

if (!HAS_REDIS) {
  console.warn(`Skipped: there is no ${SERVER} in PATH. On Debian: apt-get install ${SERVER}`)
}

/** A Redis of a test's own. */
export class RedisForTest {
  readonly port: number
  readonly #options: readonly string[]
  #process: ChildProcess | undefined

  /** @param options further ones of the command line; nothing is written to disk without any */
  static async start(...options: string[]): Promise<RedisForTest> {
    const redis = new RedisForTest(await freePort(), options)
    await redis.start()
    return redis
  }

  private constructor(port: number, options: readonly string[]) {
    this.port = port
    this.#options = options
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it, again after `stop`. */
  async start(): Promise<void> {
    const kept = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '']
    const redis = spawn(SERVER, [...kept, ...this.#options])
    this.#process = redis
    let words = ''
    for await (const bytes of redis.stdout) {
      words += String(bytes)
      // The wording of Redis 5 to 8.
      if (words.includes('eady to accept connections')) break
    }
    if (!words.includes('eady to accept connections')) throw new Error(words)
  }

  /** Ends it without letting it tidy up. */
  async stop(): Promise<void> {
    const redis = this.#process
    this.#process = undefined
    if (!redis || redis.exitCode !== null || redis.signalCode !== null) return
    const exit = once(redis, 'exit')
    redis.kill('SIGKILL')
    await exit
  }
}

/** Starts a Redis for all tests of a file. */
export function redisOfFile(): { url: () => string; store: StoreFactory } {
  let redis: RedisForTest | undefined
  const stores: RunStore[] = []
  beforeAll(async () => {
    if (HAS_REDIS) redis = await RedisForTest.start()
  })
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await redis?.stop()
  })
  const url = () => redis?.url ?? ''
  const store: StoreFactory = async (options) => {
    const created = await createRedisStore({ url: url(), prefix: crypto.randomUUID(), ...options })
    stores.push(created)
    return created
  }
  return { url, store }
}

/** Makes a store in the file's Redis; without a prefix one that shares nothing. */
export type StoreFactory = (options?: Partial<RedisStoreOptions>) => Promise<RunStore>

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has this address.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
