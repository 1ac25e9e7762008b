import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useViewHeight } from './useViewHeight.ts'

const PAGE_HEIGHT = 800

let scope: EffectScope
beforeEach(() => {
  scope = effectScope()
  vi.spyOn(document.documentElement, 'clientHeight', 'get').mockReturnValue(PAGE_HEIGHT)
  vi.spyOn(window, 'scrollTo').mockReturnValue(undefined)
})
afterEach(() => {
  scope.stop()
  document.documentElement.removeAttribute('style')
  vi.restoreAllMocks()
})

/** Opens a page, and returns a function that changes its visual viewport as a browser does. */
function openPage() {
  const view = Object.assign(new EventTarget(), { height: PAGE_HEIGHT, scale: 1 })
  scope.run(() => useViewHeight(view))
  return (change: { height?: number; scale?: number }, event = 'resize') => {
    Object.assign(view, change)
    view.dispatchEvent(new Event(event))
  }
}

const viewHeight = () => document.documentElement.style.getPropertyValue('--view-height')

describe('useViewHeight()', () => {
  test('sets the height to what the keyboard leaves, and resets it without a keyboard', () => {
    const change = openPage()
    expect(viewHeight()).toBe('')
    change({ height: 450 })
    expect(viewHeight()).toBe('450px')
    change({ height: PAGE_HEIGHT })
    expect(viewHeight()).toBe('')
  })

  test('scrolls the page back when the browser pushes it up', () => {
    const change = openPage()
    change({ height: 450 })
    vi.mocked(window.scrollTo).mockClear()
    change({}, 'scroll')
    expect(window.scrollTo).toHaveBeenCalledWith(0, 0)
  })

  test('ignores the browser’s own bars, and zooming in', () => {
    const change = openPage()
    change({ height: PAGE_HEIGHT - 90 })
    expect(viewHeight()).toBe('')
    change({ height: 400, scale: 2 })
    expect(viewHeight()).toBe('')
    expect(window.scrollTo).not.toHaveBeenCalled()
  })

  test('does nothing after its scope is disposed of', () => {
    const change = openPage()
    scope.stop()
    change({ height: 450 })
    expect(viewHeight()).toBe('')
  })
})
