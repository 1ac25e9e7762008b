import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '../memory/memoryStore.ts'
import { HAS_REDIS, redisOfFile } from '../redis/redis.test-helper.ts'
import { broken, brokenShared, sabotage } from './brokenStores.test-helper.ts'
import { ContractError, runStoreContract, type ContractTest } from './index.ts'

function contractTest(name: string): ContractTest {
  const found = runStoreContract().find((one) => one.name === name)
  if (!found) throw new Error(`The contract has no test "${name}".`)
  return found
}

describe('runStoreContract()', () => {
  test('has a broken store for each of its tests', () => {
    const names = (tests: readonly ContractTest[]) => tests.map(({ name }) => name)
    expect(Object.keys(broken)).toEqual(names(runStoreContract({ shared: false })))
    expect(Object.keys({ ...broken, ...brokenShared })).toEqual(names(runStoreContract()))
  })

  test('asks a store of one process for the part that is missing, or to leave its tests out', async () => {
    const { run } = contractTest('counts() counts models without a registered run')
    await expect(run(createMemoryStore)).rejects.toThrow('runStoreContract({ shared: false })')
  })

  for (const [name, replace] of Object.entries(broken)) {
    test.concurrent(`finds a store that breaks: ${name}`, async () => {
      const failed = contractTest(name).run(() => sabotage(createMemoryStore(), replace))
      await expect(failed).rejects.toBeInstanceOf(Error)
    })
  }

  test('says in words what a store does wrong', async () => {
    const replace = broken['append() rejects an entry after the end']
    const { run } = contractTest('append() rejects an entry after the end')
    const failed = run(() => sabotage(createMemoryStore(), replace ?? (() => ({}))))
    await expect(failed).rejects.toThrow(
      new ContractError(
        'append() after the last entry must reject with a SequenceError, but it resolved.',
      ),
    )
  })

  test('closes the stores that a test created, also if it fails', async () => {
    let open = 0
    const create = () => {
      const store = createMemoryStore()
      open += 1
      return { ...store, close: async () => void (open -= 1) }
    }
    for (const { run } of runStoreContract({ shared: false })) await run(create)
    await contractTest('counts() counts models without a registered run')
      .run(create)
      .catch(() => {})
    expect(open).toBe(0)
  })
})

describe.skipIf(!HAS_REDIS)('runStoreContract() for several processes', () => {
  const { store } = redisOfFile()

  for (const [name, replace] of Object.entries(brokenShared)) {
    test.concurrent(`finds a store that breaks: ${name}`, async () => {
      const failed = contractTest(name).run(async ({ space, leaseTime, renewInterval }) =>
        sabotage(await store({ prefix: space, leaseTime, renewInterval }), replace),
      )
      await expect(failed).rejects.toBeInstanceOf(Error)
    })
  }
})
