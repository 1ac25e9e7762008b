import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runStoreContract, type CreateStore } from '../testing/index.ts'
import { clusterClients, type OpenClient } from './clients.test-helper.ts'
import { startCluster, type ClusterForTest } from './cluster.test-helper.ts'
import { HAS_REDIS } from './redis.test-helper.ts'
import { redisStore } from './redisStore.ts'

describe.skipIf(!HAS_REDIS)('redisStore() in a cluster of three nodes', () => {
  let cluster: ClusterForTest | undefined
  beforeAll(async () => {
    if (HAS_REDIS) cluster = await startCluster()
  }, 60_000)
  afterAll(() => cluster?.stop())

  describe.for(Object.entries(clusterClients))('with a client of %s', ([, connect]) => {
    let open: OpenClient | undefined
    beforeAll(async () => {
      if (cluster) open = await connect(cluster.ports[0] ?? 0)
    })
    afterAll(() => open?.close())
    const createStore: CreateStore = ({ space, ...lease }) => {
      if (!open) throw new Error('The test has no client.')
      return redisStore({ client: open.client, prefix: space, ...lease })
    }

    for (const { name, run } of runStoreContract()) test.concurrent(name, () => run(createStore))

    test.concurrent('check() finds no trouble', async () => {
      const store = redisStore({ client: open?.client as OpenClient['client'] })
      await expect(store.check()).resolves.toBeUndefined()
      await store.close()
    })
  })

  test('all keys of a prefix are in one slot, and those of other prefixes on other nodes', async () => {
    const { ports = [], command } = cluster ?? {}
    const keys = await Promise.all(
      ports.map(async (port) => (await command?.(port, 'KEYS', '*'))?.split('\n') ?? []),
    )
    const all = keys.flat().filter((key) => key !== '')
    const slots = new Map<string, Set<string>>()
    await Promise.all(
      all.map(async (key) => {
        const tag = /\{.*?\}/.exec(key)?.[0] ?? key
        const slot = (await command?.(ports[0] ?? 0, 'CLUSTER', 'KEYSLOT', key)) ?? ''
        slots.set(tag, (slots.get(tag) ?? new Set()).add(slot))
      }),
    )
    expect(slots.size).toBeGreaterThan(50)
    for (const [tag, used] of slots) expect([tag, used.size]).toEqual([tag, 1])
    for (const ofNode of keys) expect(ofNode.length).toBeGreaterThan(10)
  })
})
