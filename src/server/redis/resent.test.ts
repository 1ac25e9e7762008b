import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import { createSessionId } from '../runs/sessionId.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import { adapterOf } from './clients/adapterOf.ts'
import { clients } from './clients.test-helper.ts'
import { RedisConnection } from './connection.ts'
import { createRedisStore } from './createRedisStore.ts'
import { HAS_REDIS, RedisForTest } from './redis.test-helper.ts'
import { redisStore } from './redisStore.ts'
import { startSlowProxy } from './slowProxy.test-helper.ts'
import { APPEND } from './scripts/append.ts'
import { TAKE } from './scripts/leases.ts'

const question = { body: { message: 'Hi' }, owner: null }

describe.skipIf(!HAS_REDIS)('a command that a client resends', () => {
  let redis: RedisForTest | undefined
  beforeAll(async () => {
    if (HAS_REDIS) redis = await RedisForTest.start()
  })
  afterAll(() => redis?.stop())
  const port = () => redis?.port ?? 0

  async function storeForTest(name = 'ioredis 5', leaseTime = 60_000) {
    const connect = clients[name]
    if (!connect) throw new Error(`There is no client ${name}.`)
    const { client, close } = await connect(port())
    const prefix = `{${crypto.randomUUID()}}`
    const store = redisStore({ client, prefix, leaseTime, renewInterval: leaseTime / 3 })
    const connection = new RedisConnection(adapterOf(client))
    onTestFinished(async () => {
      await store.close()
      close()
    })
    const id = createSessionId()
    await store.register.enter({ id, owner: 'a', question }, DEFAULT_LIMITS)
    return { store, connection, prefix, id }
  }

  test('APPEND writes a batch once, also if another batch follows it', async () => {
    const { store, connection, prefix, id } = await storeForTest()
    const append = (seq: number, batch: string, ...texts: string[]) =>
      APPEND.run(connection, prefix, id, 1, seq, batch, ...texts.flatMap((text) => ['', text]))
    expect(await append(1, 'one', 'a', 'b')).toBe(0)
    expect(await append(1, 'one', 'a', 'b')).toBe(0)
    expect(await append(3, 'two', 'c')).toBe(0)
    expect(await append(3, 'three', 'c')).toBe(4)
    expect(await store.log.head(id)).toEqual({ seq: 3, isEnded: false })
  })

  test('ENTER of the same run finds it new, and counts it once', async () => {
    const { store, id } = await storeForTest()
    const again = await store.register.enter({ id, owner: 'a', question }, DEFAULT_LIMITS)
    expect(again).toEqual({ isNew: true })
    expect(await store.shared?.counts()).toMatchObject({ runs: 1, liveRuns: 1, sessions: 1 })
  })

  test('a run is removed if the reply to ENTER was lost, because its requester asks again', async () => {
    const proxy = await startSlowProxy(port(), 0)
    onTestFinished(() => proxy.close())
    const options = { prefix: crypto.randomUUID(), leaseTime: 60_000 }
    const slow = await createRedisStore({ url: `redis://127.0.0.1:${proxy.port}`, ...options })
    const other = await createRedisStore({ url: redis?.url ?? '', ...options })
    onTestFinished(() => Promise.all([slow.close(), other.close()]).then())
    const id = createSessionId()
    proxy.hold()
    const entered = slow.register.enter({ id, key: 'k', owner: 'a', question }, DEFAULT_LIMITS)
    const refused = expect(entered).rejects.toBeInstanceOf(StoreUnavailable)
    await expect.poll(() => other.register.find(id)).toBeDefined()
    await refused
    proxy.release()
    await expect.poll(() => other.register.find(id)).toBeUndefined()
    expect(await other.register.findByKey('k')).toBeUndefined()
    expect(await other.shared?.counts()).toMatchObject({ liveRuns: 0, sessions: 0 })
  })

  test('TAKE of the same try returns the run again, but not another try', async () => {
    const { store, connection, prefix, id } = await storeForTest()
    await store.shared?.release([{ id, epoch: 1 }])
    const take = (name: string) => TAKE.run(connection, prefix, id, 60_000, 0, name)
    const [first, again, other] = [await take('one'), await take('one'), await take('two')]
    expect(first).toMatchObject({ 0: 2, length: 7 })
    expect(again).toMatchObject({ 0: 2, length: 7 })
    expect(other).toBeNull()
    expect(await store.shared?.counts()).toMatchObject({ takeovers: 1 })
  })

  test.each(Object.keys(clients))(
    'of %s leaves every entry once in the log, although connections are killed',
    async (name) => {
      const { store, id } = await storeForTest(name)
      const killer = createClient({ url: redis?.url ?? '' })
      await killer.connect()
      const appended: Promise<void>[] = []
      const texts = Array.from({ length: 400 }, (_, index) => `${index};`)
      let kills = 0
      for (const [index, data] of texts.entries()) {
        appended.push(store.log.append(id, index + 1, { data }))
        if (index % 40 !== 20) continue
        await killer.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'])
        kills += 1
        // The entries that follow belong to another batch.
        await appended[index - 20]
      }
      await Promise.all(appended)
      await store.log.append(id, texts.length + 1, { event: 'close', data: '{}' })
      const never = new AbortController().signal
      const found: string[] = []
      while (found.length <= texts.length) {
        const entries = await store.log.read(id, found.length, never).catch(() => [])
        found.push(...entries.map(({ data }) => data))
      }
      expect(found).toEqual([...texts, '{}'])
      expect(kills).toBe(10)
      killer.destroy()
    },
  )
})
