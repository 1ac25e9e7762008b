import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useModelLoading } from './useModelLoading.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function start(silent: boolean) {
  const isSilent = ref(silent)
  const scope = effectScope()
  const isLoading = scope.run(() => useModelLoading(() => isSilent.value))
  return { isSilent, isLoading, scope }
}

test('useModelLoading() is true after three seconds of silence, until the server responds', async () => {
  const { isSilent, isLoading } = start(false)
  vi.advanceTimersByTime(10_000)
  expect(isLoading?.value).toBe(false)
  isSilent.value = true
  await nextTick()
  vi.advanceTimersByTime(2999)
  expect(isLoading?.value).toBe(false)
  vi.advanceTimersByTime(1)
  expect(isLoading?.value).toBe(true)
  isSilent.value = false
  await nextTick()
  expect(isLoading?.value).toBe(false)
})

test('useModelLoading() stays false if the server responds within three seconds', async () => {
  const { isSilent, isLoading } = start(true)
  vi.advanceTimersByTime(2999)
  isSilent.value = false
  await nextTick()
  vi.advanceTimersByTime(10_000)
  expect(isLoading?.value).toBe(false)
})

test('useModelLoading() ends its timer with its scope', () => {
  const { scope } = start(true)
  expect(vi.getTimerCount()).toBe(1)
  scope.stop()
  expect(vi.getTimerCount()).toBe(0)
})
