import { Redis } from 'ioredis'
import { createClient, createClientPool } from 'redis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HAS_REDIS, RedisForTest } from '../redis.test-helper.ts'
import { redisStore, type RedisStoreOptions } from '../redisStore.ts'
import { adapterOf } from './adapterOf.ts'

test.each([
  ['undefined', undefined, /not undefined/],
  ['a URL', 'redis://localhost', /not string/],
  ['an empty object', {}, /not an object of Object/],
  ['a pool', createClientPool(), /client or a cluster of the package redis .*ioredis/],
  ['a client that is not connected', createClient(), /Connect it first: redisStore\(\{ client/],
])('redisStore() rejects %s', (_, client, message) => {
  const options = { client } as unknown as RedisStoreOptions
  expect(() => redisStore(options)).toThrow(TypeError)
  expect(() => redisStore(options)).toThrow(message)
})

test.each([
  { prefix: '' },
  { leaseTime: 1_000, renewInterval: 500 },
  { batchTime: -1 },
  { batchTime: 1_001 },
  { batchTime: NaN },
])('redisStore() rejects wrong settings: %o', (settings) => {
  const client = new Redis({ lazyConnect: true })
  expect(() => redisStore({ client, ...settings })).toThrow(RangeError)
})

describe.skipIf(!HAS_REDIS)('with Redis', () => {
  async function portForTest(): Promise<number> {
    const redis = await RedisForTest.start()
    onTestFinished(() => redis.stop())
    return redis.port
  }

  /** Writes an entry while a reader waits for it, and another reader for another run. */
  async function entryThrough(
    client: RedisStoreOptions['client'],
    port: number,
  ): Promise<string | undefined> {
    const store = redisStore({ client })
    onTestFinished(() => store.close())
    const never = new AbortController().signal
    for (const run of ['other', 'run']) await store.log.create(run)
    const other = store.log.read('other', 0, never)
    // Only a read that has begun has to be interrupted for the next reader.
    const watch = createClient({ socket: { port } })
    await watch.connect()
    await expect.poll(() => watch.info('clients')).toContain('blocked_clients:1')
    const read = store.log.read('run', 0, never)
    await store.log.append('run', 1, { data: 'a' })
    const [entry] = await read
    await store.log.append('other', 1, { data: 'b' })
    expect((await other)[0]?.data).toBe('b')
    // A store that does not recognize the keys in a reply would read the same entries again and again.
    const calls = /cmdstat_xread:calls=(\d+)/.exec(await watch.info('commandstats'))?.[1]
    expect(Number(calls)).toBeLessThan(20)
    watch.destroy()
    return entry?.data
  }

  test('a client of ioredis may be lazy, prefix its keys, map numbers and limit its commands', async () => {
    const port = await portForTest()
    const client = new Redis({
      port,
      lazyConnect: true,
      keyPrefix: 'app:',
      stringNumbers: true,
      commandTimeout: 200,
    })
    onTestFinished(() => client.disconnect())
    expect(await entryThrough(client, port)).toBe('a')
    const keys = (await client.keys('*')).map((key) => key.replace(/[\w-]{36}/, '…')).sort()
    expect(keys).toEqual([
      'app:{vue-chat-stream:}log:other',
      'app:{vue-chat-stream:}log:run',
      'app:{vue-chat-stream:}run:other',
      'app:{vue-chat-stream:}run:run',
      'app:{vue-chat-stream:}wake:…',
    ])
  })

  test('a client of redis may use version 3 of the protocol and map replies to buffers', async () => {
    const port = await portForTest()
    const client = createClient({
      socket: { port, socketTimeout: 300 },
      RESP: 3,
      commandOptions: { timeout: 200, typeMapping: { 36: Buffer } },
    })
    client.on('error', () => {})
    await client.connect()
    onTestFinished(() => client.destroy())
    expect(await entryThrough(client, port)).toBe('a')
  })

  test('close() closes the duplicate, but not the client', async () => {
    const client = new Redis({ port: await portForTest() })
    onTestFinished(() => client.disconnect())
    const store = redisStore({ client })
    await store.log.create('run')
    const leave = new AbortController()
    const read = store.log.read('run', 0, leave.signal)
    await store.log.append('run', 1, { data: 'a' })
    await read
    const connections = async () =>
      String(await client.client('LIST'))
        .trim()
        .split('\n')
    expect((await connections()).length).toBe(2)
    await store.close()
    await expect.poll(async () => (await connections()).length).toBe(1)
    expect(client.listenerCount('error')).toBe(0)
    expect(adapterOf(client).isReady).toBe(true)
  })
})
