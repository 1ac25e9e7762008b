import { afterEach, expect, test, vi } from 'vitest'
import { isLockTaken, takeLock } from './webLock.ts'

afterEach(() => void vi.restoreAllMocks())

function locksThat(manager: Partial<LockManager>): void {
  const locks = Object.assign(Object.create(null), manager) as LockManager
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue(locks)
}

const refusal = new DOMException('The request was denied.', 'SecurityError')

test('takeLock() grants every lock if the browser refuses locks', async () => {
  locksThat({ request: () => Promise.reject(refusal) })
  expect(await takeLock('a', { ifAvailable: true })).toBeTypeOf('function')
  expect(await takeLock('a', { signal: new AbortController().signal })).toBeTypeOf('function')
})

test('takeLock() grants every lock if the browser throws at a request', async () => {
  locksThat({
    request() {
      throw refusal
    },
  })
  expect(await takeLock('a', { ifAvailable: true })).toBeTypeOf('function')
})

test('takeLock() grants no lock if the wait was canceled', async () => {
  locksThat({ request: () => Promise.reject(new DOMException('Aborted', 'AbortError')) })
  expect(await takeLock('a', { signal: AbortSignal.abort() })).toBeUndefined()
})

test('isLockTaken() returns false if the browser refuses locks', async () => {
  locksThat({ query: () => Promise.reject(refusal) })
  expect(await isLockTaken('a')).toBe(false)
})
