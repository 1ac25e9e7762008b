import { createClient } from 'redis'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { RunRecord } from '../runs/runRegister.ts'
import { testRunRegister } from '../runs/runRegisterContract.ts'
import { createSessionId } from '../runs/sessionId.ts'
import { HAS_REDIS, redisOfFile } from './redis.test-helper.ts'

const limits = DEFAULT_LIMITS

function record(more: Partial<RunRecord> = {}): RunRecord {
  return { id: createSessionId(), owner: 'a', question: { body: {}, owner: null }, ...more }
}

describe.skipIf(!HAS_REDIS)('RedisRegister', () => {
  const { url, store } = redisOfFile()

  testRunRegister(store)

  test('enter() gives a key to one of several runs that processes enter at once', async () => {
    const prefix = crypto.randomUUID()
    const stores = await Promise.all([1, 2, 3].map(() => store({ prefix })))
    const entries = await Promise.all(
      stores.map(({ register }) => register.enter(record({ key: 'k' }), limits)),
    )
    expect(entries.filter(({ isNew }) => isNew).length).toBe(1)
    expect(await stores[0]?.shared?.counts()).toMatchObject({ runs: 1, liveRuns: 1, sessions: 1 })
  })

  test('enter() counts the live runs of an owner in all processes and rejects with 429', async () => {
    const prefix = crypto.randomUUID()
    const [here, there] = [await store({ prefix }), await store({ prefix })]
    const two = { ...limits, liveRunsPerOwner: 2 }
    const first = record()
    await here.register.enter(first, two)
    await there.register.enter(record(), two)
    await expect(here.register.enter(record(), two)).rejects.toMatchObject({ status: 429 })
    expect(await here.register.enter(record({ owner: 'b' }), two)).toEqual({ isNew: true })
    await there.log.append(first.id, 1, { event: 'close', data: '{}' })
    expect(await here.register.enter(record(), two)).toEqual({ isNew: true })
  })

  test('every Redis key expires, even if all processes die', async () => {
    const prefix = `{${crypto.randomUUID()}}`
    const { register, log, shared } = await store({ prefix, leaseTime: 60, renewInterval: 20 })
    const run = record({ key: 'k' })
    await register.enter(run, limits)
    await log.append(run.id, 1, { data: 'a' })
    await expect.poll(() => shared?.takeOver(run.id)).toBeDefined()
    await shared?.countModel()
    const client = createClient({ url: url() })
    await client.connect()
    const keys = (await client.keys(`${prefix}*`)).map((key) => key.slice(prefix.length))
    for (const key of keys) {
      expect([key, await client.pTTL(prefix + key)]).toEqual([key, expect.any(Number)])
      expect([key, await client.pTTL(prefix + key)]).not.toEqual([key, -1])
    }
    const names = keys.map((key) => key.replace(/:.*/, ':')).sort()
    expect(names).toEqual(
      ['client:', 'held', 'key:', 'known:', 'live', 'log:', 'run:', 'runs', 'takeovers'].sort(),
    )
    client.destroy()
  })
})
