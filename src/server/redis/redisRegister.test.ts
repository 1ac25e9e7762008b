import { createClient } from 'redis'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { RunRecord } from '../runs/runRegister.ts'
import { createSessionId } from '../runs/sessionId.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import { HAS_REDIS, redisOfFile } from './redis.test-helper.ts'

const limits = DEFAULT_LIMITS

function record(more: Partial<RunRecord> = {}): RunRecord {
  return { id: createSessionId(), owner: 'a', question: { body: {}, owner: null }, ...more }
}

describe.skipIf(!HAS_REDIS)('RedisRegister', () => {
  const { url, store } = redisOfFile()

  test('enter() rejects with 503 if the memory of Redis is full, but returns a known run', async () => {
    const { register } = await store()
    const run = record({ key: 'k' })
    await register.enter(run, limits)
    const client = createClient({ url: url() })
    await client.connect()
    await client.configSet('maxmemory', '1')
    await expect(register.enter(record(), limits)).rejects.toBeInstanceOf(StoreUnavailable)
    expect(await register.enter(record({ key: 'k' }), limits)).toMatchObject({
      isNew: false,
      known: { id: run.id },
    })
    await client.configSet('maxmemory', '0')
    expect(await register.enter(record(), limits)).toEqual({ isNew: true })
    client.destroy()
  })

  test('enter() takes an infinite time for a long one', async () => {
    const { register, log } = await store({ prefix: crypto.randomUUID() })
    const run = record({ key: 'k' })
    const endless = { ...limits, keepTime: Infinity, runTime: Infinity }
    expect(await register.enter(run, endless)).toEqual({ isNew: true })
    await log.append(run.id, 1, { event: 'close', data: '{}' })
    expect(await register.findByKey('k')).toMatchObject({ id: run.id })
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
