import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { useToday } from './useToday.ts'

beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 8, 15, 23, 59, 58) }))
afterEach(() => vi.useRealTimers())

const midnight = (day: number) => new Date(2026, 8, day).getTime()

test('useToday() changes at each midnight and clears its timer with its scope', () => {
  const scope = effectScope()
  const today = scope.run(useToday)
  expect(today?.value).toBe(midnight(15))
  vi.advanceTimersByTime(2000)
  expect(today?.value).toBe(midnight(16))
  vi.advanceTimersByTime(24 * 3_600_000)
  expect(today?.value).toBe(midnight(17))
  scope.stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('useToday() updates when the page becomes visible, because timers pause while a device sleeps', () => {
  const scope = effectScope()
  const today = scope.run(useToday)
  vi.setSystemTime(new Date(2026, 8, 20, 8))
  document.dispatchEvent(new Event('visibilitychange'))
  expect(today?.value).toBe(midnight(20))
  scope.stop()
})
