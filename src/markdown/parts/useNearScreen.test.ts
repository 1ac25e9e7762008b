import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useNearScreen } from './useNearScreen.ts'

let report: (entries: { isIntersecting: boolean }[]) => void
const observe = vi.fn()
const disconnect = vi.fn()

beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe = observe
      disconnect = disconnect
      constructor(callback: typeof report) {
        report = callback
      }
    },
  )
})

afterEach(() => {
  vi.clearAllMocks()
  vi.unstubAllGlobals()
})

function watchElement(element: Element | null = document.createElement('p')) {
  const scope = effectScope()
  return { scope, element, isNear: scope.run(() => useNearScreen(element)) }
}

test('useNearScreen() stays true once the element was near, and stops observing', () => {
  const { element, isNear } = watchElement()
  expect(observe).toHaveBeenCalledExactlyOnceWith(element)
  report([{ isIntersecting: false }])
  expect(isNear?.value).toBe(false)
  expect(disconnect).not.toHaveBeenCalled()
  report([{ isIntersecting: true }, { isIntersecting: false }])
  expect(isNear?.value).toBe(true)
  expect(disconnect).toHaveBeenCalled()
})

test('useNearScreen() stops observing when its scope ends', () => {
  const { scope } = watchElement()
  scope.stop()
  expect(disconnect).toHaveBeenCalledOnce()
})

test('useNearScreen() is true if the element cannot be observed', () => {
  expect(watchElement(null).isNear?.value).toBe(true)
  vi.stubGlobal('IntersectionObserver', undefined)
  expect(watchElement().isNear?.value).toBe(true)
})
