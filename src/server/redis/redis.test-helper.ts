import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import type { RunStore } from '../runs/runStore.ts'
import { createRedisStore, type RedisUrlOptions } from './createRedisStore.ts'

/** The name of the program, and of its Debian package. */
const SERVER = 'redis-server'

/** Whether Redis can be started here. The tests install nothing. */
export const HAS_REDIS = spawnSync(SERVER, ['--version']).status === 0

if (!HAS_REDIS) {
  console.warn(`Skipped: there is no ${SERVER} in PATH. On Debian: apt-get install ${SERVER}`)
}

/** A Redis server for one test. */
export class RedisForTest {
  readonly port: number
  readonly #options: readonly string[]
  #process: ChildProcess | undefined

  /** @param options extra command-line options; without any, nothing is written to disk */
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

  /** Starts the server, also after `stop`. */
  async start(): Promise<void> {
    const fixed = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '']
    const redis = spawn(SERVER, [...fixed, ...this.#options])
    this.#process = redis
    let output = ''
    for await (const bytes of redis.stdout) {
      output += String(bytes)
      // Redis 5 to 8 all print this text, with an upper-case or a lower-case R.
      if (output.includes('eady to accept connections')) break
    }
    if (!output.includes('eady to accept connections')) throw new Error(output)
  }

  /** Kills the server without a clean shutdown. */
  async stop(): Promise<void> {
    const redis = this.#process
    this.#process = undefined
    if (!redis || redis.exitCode !== null || redis.signalCode !== null) return
    const exit = once(redis, 'exit')
    redis.kill('SIGKILL')
    await exit
  }
}

/** Starts one Redis server for all tests of a file. */
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

/** Creates a store in the file's Redis; without a prefix, it shares nothing with other stores. */
export type StoreFactory = (options?: Partial<RedisUrlOptions>) => Promise<RunStore>

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // For a server that listens on a port, `address()` returns an AddressInfo.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
