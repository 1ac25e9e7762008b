import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

/** A page under a view, which changes as a browser's does. */
function pageUnder() {
  const view = Object.assign(new EventTarget(), { height: PAGE_HEIGHT, scale: 1 })
  scope.run(() => useViewHeight(view))
  return (change: { height?: number; scale?: number }, event = 'resize') => {
    Object.assign(view, change)
    view.dispatchEvent(new Event(event))
  }
}

const viewHeight = () => document.documentElement.style.getPropertyValue('--view-height')

describe('the height of the view', () => {
  it('is what the keyboard leaves, and the whole again without it', () => {
    const change = pageUnder()
    expect(viewHeight()).toBe('')
    change({ height: 450 })
    expect(viewHeight()).toBe('450px')
    change({ height: PAGE_HEIGHT })
    expect(viewHeight()).toBe('')
  })

  it('is kept in sight when the browser pushes the page up', () => {
    const change = pageUnder()
    change({ height: 450 })
    vi.mocked(window.scrollTo).mockClear()
    change({}, 'scroll')
    expect(window.scrollTo).toHaveBeenCalledWith(0, 0)
  })

  it('is left alone by the browser’s own bars, and by zooming in', () => {
    const change = pageUnder()
    change({ height: PAGE_HEIGHT - 90 })
    expect(viewHeight()).toBe('')
    change({ height: 400, scale: 2 })
    expect(viewHeight()).toBe('')
    expect(window.scrollTo).not.toHaveBeenCalled()
  })

  it('is nobody’s business once the app is gone', () => {
    const change = pageUnder()
    scope.stop()
    change({ height: 450 })
    expect(viewHeight()).toBe('')
  })
})
