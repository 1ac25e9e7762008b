import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import { SequenceError } from '../runs/runLog.ts'
import type { RunStore } from '../runs/runStore.ts'
import { createSessionId } from '../runs/sessionId.ts'
import type { SharedRuns } from '../runs/sharedRuns.ts'
import { HAS_REDIS, redisOfFile } from './redis.test-helper.ts'

const limits = DEFAULT_LIMITS

describe.skipIf(!HAS_REDIS)('RedisSharedRuns', () => {
  const { store } = redisOfFile()

  /** Creates two stores that share a run; the first one drives it. */
  async function driven(leaseTime: number) {
    const options = { prefix: crypto.randomUUID(), leaseTime, renewInterval: leaseTime / 3 }
    const [first, second] = [await store(options), await store(options)]
    const id = createSessionId()
    const question = { body: { message: 'Hi' }, owner: null }
    await first.register.enter({ id, key: 'k', owner: 'a', question }, limits)
    return { first, second, id, question }
  }

  const isLost = async ({ register }: RunStore, id: string) => (await register.find(id))?.isLost

  test('beat() renews a lease, so that no other process can take the run over', async () => {
    const leaseTime = 1_500
    const { first, second, id } = await driven(leaseTime)
    const start = performance.now()
    while (performance.now() - start < 2 * leaseTime) {
      expect(await shared(first).beat([{ id, epoch: 1 }])).toEqual({ lost: [], lapsed: [] })
      expect(await shared(second).takeOver(id)).toBeUndefined()
    }
    expect(await isLost(second, id)).toBe(false)
  })

  test('takeOver() gives a run with a lapsed lease to exactly one process', async () => {
    const { first, second, id, question } = await driven(60)
    await expect.poll(() => isLost(second, id)).toBe(true)
    expect(await shared(second).beat([])).toEqual({ lost: [], lapsed: [id] })
    const takers = [first, second, second, first, second]
    const taken = await Promise.all(takers.map((taker) => shared(taker).takeOver(id)))
    const had = taken.filter((run) => run !== undefined)
    expect(had).toEqual([
      {
        ...{ id, epoch: 2, key: 'k', owner: 'a', question, age: expect.any(Number) },
        ...{ isStopped: false, takeovers: 1 },
      },
    ])
    expect(await shared(first).counts()).toMatchObject({ runs: 1, takeovers: 1, liveRuns: 1 })
  })

  test('append() rejects a driver that lost its lease, and beat() reports the loss', async () => {
    const { first, second, id } = await driven(60)
    await first.log.append(id, 1, { data: 'a' }, 1)
    await expect.poll(async () => (await shared(second).takeOver(id))?.epoch).toBe(2)
    // A process that was paused does the same, because it did not learn of the takeover.
    await expect(first.log.append(id, 2, { data: 'b' }, 1)).rejects.toBeInstanceOf(SequenceError)
    expect(await shared(first).beat([{ id, epoch: 1 }])).toMatchObject({ lost: [id] })
    await second.log.append(id, 2, { data: 'c' }, 2)
    expect(await first.log.read(id, 1, new AbortController().signal)).toEqual([
      { seq: 2, data: 'c' },
    ])
  })

  test('takeovers counts lapsed leases, but not released ones', async () => {
    const { first, second, id } = await driven(60)
    const taken = async () => (await shared(second).takeOver(id))?.takeovers
    await expect.poll(taken).toBe(1)
    await expect.poll(taken).toBe(2)
    await shared(first).release([{ id, epoch: 3 }])
    expect(await taken()).toBe(2)
    expect((await shared(first).takeToStop(id))?.takeovers).toBe(2)
    await expect.poll(taken).toBe(3)
  })

  test('release() lets another process take a run over before its lease lapses', async () => {
    const { first, second, id } = await driven(60_000)
    expect(await shared(second).takeOver(id)).toBeUndefined()
    await shared(first).release([{ id, epoch: 7 }])
    expect(await shared(second).takeOver(id)).toBeUndefined()
    await shared(first).release([{ id, epoch: 1 }])
    expect(await shared(second).takeOver(id)).toMatchObject({ epoch: 2 })
  })

  test('takeToStop() takes a run from its driver, and every later driver must stop it', async () => {
    const { second, first, id } = await driven(60)
    expect(await shared(second).takeToStop(id)).toMatchObject({ epoch: 2, isStopped: true })
    await expect.poll(() => shared(first).takeOver(id)).toMatchObject({ epoch: 3, isStopped: true })
  })

  test('an ended run cannot be taken over or stopped', async () => {
    const { first, second, id } = await driven(60)
    await first.log.append(id, 1, { event: 'close', data: '{}' })
    expect(await shared(second).takeToStop(id)).toBeUndefined()
    expect(await isLost(second, id)).toBe(false)
    expect(await shared(second).beat([{ id, epoch: 1 }])).toEqual({ lost: [id], lapsed: [] })
    expect(await shared(second).takeToStop(createSessionId())).toBeUndefined()
  })
})

function shared({ shared }: RunStore): SharedRuns {
  if (!shared) throw new Error('A store in Redis must have the property shared.')
  return shared
}
