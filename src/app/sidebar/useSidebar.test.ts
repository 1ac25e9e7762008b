import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useSidebar } from './useSidebar.ts'

beforeEach(() => localStorage.clear())

/** Opens a page of that width. Returns its sidebar, and spies for the focus. */
function openPage({ isNarrow = false, hasFocus = false } = {}) {
  vi.spyOn(globalThis, 'matchMedia').mockImplementation((media) =>
    Object.assign(new EventTarget(), {
      matches: isNarrow,
      media,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  )
  const focus = { focusSidebar: vi.fn(), focusOpener: vi.fn() }
  return { focus, side: useSidebar({ ...focus, hasFocus: () => hasFocus }) }
}

describe('useSidebar()', () => {
  test('shows the sidebar beside the thread, and stores that it is folded', async () => {
    const { side, focus } = openPage()
    expect(side.isShown.value).toBe(true)
    await side.close()
    expect(focus.focusOpener).toHaveBeenCalled()
    await vi.waitFor(() => expect(openPage().side.isShown.value).toBe(false))
  })

  test('starts as a closed drawer on a narrow page, whatever is stored', async () => {
    localStorage.setItem('vue-chat-stream:sidebar-folded', 'false')
    const { side, focus } = openPage({ isNarrow: true })
    expect(side.isShown.value).toBe(false)
    await side.toggle()
    expect(side.isDrawerShown.value).toBe(true)
    expect(focus.focusSidebar).toHaveBeenCalled()
    expect(side.leaveDrawer()).toBe(true)
    expect(side.leaveDrawer()).toBe(false)
  })

  test('toggle() leaves the focus where the user types', async () => {
    const { side, focus } = openPage()
    await side.toggle()
    expect(side.isShown.value).toBe(false)
    await side.toggle()
    expect(side.isShown.value).toBe(true)
    expect(focus.focusSidebar).not.toHaveBeenCalled()
    expect(focus.focusOpener).not.toHaveBeenCalled()
  })

  test('toggle() moves the focus if its element disappears', async () => {
    const { side, focus } = openPage({ hasFocus: true })
    await side.toggle()
    expect(focus.focusOpener).toHaveBeenCalledTimes(1)
    await side.toggle()
    expect(focus.focusSidebar).toHaveBeenCalledTimes(1)
  })
})
