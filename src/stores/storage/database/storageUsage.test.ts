import { describe, expect, test, onTestFinished, vi } from 'vitest'
import { askToPersist, readUsage } from './storageUsage.ts'

function withStorage(storage: unknown) {
  vi.stubGlobal('navigator', { storage })
  onTestFinished(() => void vi.unstubAllGlobals())
}

describe('readUsage() and askToPersist()', () => {
  test('return the values of the browser', async () => {
    const estimate = async () => ({ usage: 5, quota: 100 })
    withStorage({ estimate, persisted: async () => true, persist: async () => true })
    expect(await readUsage()).toEqual({ usage: 5, quota: 100, persisted: true })
    expect(await askToPersist()).toBe(true)
  })

  test.each([
    ['has no storage manager, as on plain HTTP', undefined],
    ['reports no figures', { estimate: async () => ({}) }],
    [
      'refuses',
      {
        estimate: () => Promise.reject(new TypeError()),
        persist: () => Promise.reject(new TypeError()),
      },
    ],
  ])('return undefined and false if the browser %s', async (_, storage) => {
    withStorage(storage)
    expect(await readUsage()).toBeUndefined()
    expect(await askToPersist()).toBe(false)
  })
})
