import { afterEach, beforeEach, expect, it, vi } from 'vitest'
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

it('is long after a while, until it is over', async () => {
  const { waits, isLong } = startWaiting()
  vi.advanceTimersByTime(LONG_WAIT - 1)
  expect(isLong?.value).toBe(false)
  vi.advanceTimersByTime(1)
  expect(isLong?.value).toBe(true)
  waits.value = false
  await nextTick()
  expect(isLong?.value).toBe(false)
})

it('is never long when it is over before', async () => {
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
  expect(isLong?.value, 'each wait counts for itself').toBe(false)
})

it('is long at once for those who had waited before', async () => {
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

it('ends with its scope', () => {
  const { stop } = startWaiting()
  expect(vi.getTimerCount()).toBe(1)
  stop()
  expect(vi.getTimerCount()).toBe(0)
})
