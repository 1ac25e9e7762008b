import { describe, expect, test } from 'vitest'
import { runStoreContract } from '../testing/index.ts'
import { createMemoryStore } from './memoryStore.ts'

describe('memoryStore()', () => {
  for (const { name, run } of runStoreContract({ shared: false })) {
    test.concurrent(name, () => run(createMemoryStore))
  }

  test('is a store of one process only', () => {
    expect(createMemoryStore().shared).toBeUndefined()
  })
})
