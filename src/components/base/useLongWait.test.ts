import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { LONG_WAIT, useLongWait } from './useLongWait.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function startWaiting({ isWaiting = true, hasWaited = false } = {}) {
  const waits = shallowRef(isWaiting)
  const scope = effectScope()
  const isLong = scope.run(() => useLongWait(() => waits.value, hasWaited))
  return { waits, isLong, stop: () => scope.stop() }
}

test('useLongWait() becomes true after LONG_WAIT and false when the wait ends', async () => {
  const { waits, isLong } = startWaiting()
  vi.advanceTimersByTime(LONG_WAIT - 1)
  expect(isLong?.value).toBe(false)
  vi.advanceTimersByTime(1)
  expect(isLong?.value).toBe(true)
  waits.value = false
  await nextTick()
  expect(isLong?.value).toBe(false)
})

test('useLongWait() stays false if the wait ends before LONG_WAIT', async () => {
  const { waits, isLong } = startWaiting({ isWaiting: false })
  waits.value = true
  await nextTick()
  vi.advanceTimersByTime(LONG_WAIT - 1)
  waits.value = false
  await nextTick()
  expect(vi.getTimerCount()).toBe(0)
  waits.value = true
  await nextTick()
  vi.advanceTimersByTime(LONG_WAIT - 1)
  expect(isLong?.value, 'each wait is timed separately').toBe(false)
})

test('useLongWait() is true immediately if the user has already waited', async () => {
  const { waits, isLong } = startWaiting({ hasWaited: true })
  expect(isLong?.value).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
  waits.value = false
  await nextTick()
  waits.value = true
  await nextTick()
  expect(isLong?.value).toBe(false)
  expect(startWaiting({ isWaiting: false, hasWaited: true }).isLong?.value).toBe(false)
})

test('useLongWait() clears its timer when its scope is disposed', () => {
  const { stop } = startWaiting()
  expect(vi.getTimerCount()).toBe(1)
  stop()
  expect(vi.getTimerCount()).toBe(0)
})
