import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSidebar } from './useSidebar.ts'

beforeEach(() => localStorage.clear())

/** A sidebar on a page of that width, and what it did with the focus. */
function openPage({ isNarrow = false, isOnEither = false } = {}) {
  vi.spyOn(globalThis, 'matchMedia').mockImplementation((media) =>
    Object.assign(new EventTarget(), {
      matches: isNarrow,
      media,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  )
  const focus = { inside: vi.fn(), opener: vi.fn() }
  return { focus, side: useSidebar({ ...focus, isOnEither: () => isOnEither }) }
}

describe('the sidebar’s place', () => {
  it('is beside the thread, and folding it is remembered', async () => {
    const { side, focus } = openPage()
    expect(side.isShown.value).toBe(true)
    await side.close()
    expect(focus.opener).toHaveBeenCalled()
    await vi.waitFor(() => expect(openPage().side.isShown.value).toBe(false))
  })

  it('is over the thread where there is no room, closed at first, whatever is remembered', async () => {
    localStorage.setItem('vue-chat-stream:sidebar-folded', 'false')
    const { side, focus } = openPage({ isNarrow: true })
    expect(side.isShown.value).toBe(false)
    await side.toggle()
    expect(side.isDrawerShown.value).toBe(true)
    expect(focus.inside).toHaveBeenCalled()
    expect(side.leaveDrawer()).toBe(true)
    expect(side.leaveDrawer()).toBe(false)
  })

  it('changes under the hands of who types, and leaves the focus there', async () => {
    const { side, focus } = openPage()
    await side.toggle()
    expect(side.isShown.value).toBe(false)
    await side.toggle()
    expect(side.isShown.value).toBe(true)
    expect(focus.inside).not.toHaveBeenCalled()
    expect(focus.opener).not.toHaveBeenCalled()
  })

  it('takes the focus along where it would be gone', async () => {
    const { side, focus } = openPage({ isOnEither: true })
    await side.toggle()
    expect(focus.opener).toHaveBeenCalledTimes(1)
    await side.toggle()
    expect(focus.inside).toHaveBeenCalledTimes(1)
  })
})
