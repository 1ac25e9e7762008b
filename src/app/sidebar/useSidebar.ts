import { useMediaQuery } from '@vueuse/core'
import { computed, nextTick, shallowRef, type Ref } from 'vue'
import { persistedValue } from '../../stores/index.ts'

/** Moves the focus when the sidebar opens or closes. */
export interface SidebarFocus {
  /** Focuses an element in the sidebar. */
  focusSidebar(): void
  /** Focuses the button that opens the sidebar. */
  focusOpener(): void
  /** Whether the focus is in the sidebar or on its opener. Both disappear, and the focus with them. */
  hasFocus(): boolean
}

export interface UseSidebarReturn {
  /** The page has no space beside the thread, so the sidebar is a drawer. */
  readonly isNarrow: Readonly<Ref<boolean>>
  readonly isShown: Readonly<Ref<boolean>>
  /** Whether the sidebar is shown over the thread. */
  readonly isDrawerShown: Readonly<Ref<boolean>>
  open: () => Promise<void>
  close: () => Promise<void>
  /** Shows or hides the sidebar, without moving the focus from a field where the user types. */
  toggle: () => Promise<void>
  /** Closes the drawer; a sidebar beside the thread stays. @returns whether a drawer was open */
  leaveDrawer: () => boolean
}

/** Shows the sidebar beside the thread or as a drawer. Whether it is folded is stored; a drawer starts closed. */
export function useSidebar(focus: SidebarFocus): UseSidebarReturn {
  const isNarrow = useMediaQuery('(width < 52rem)')
  const isDrawerOpen = shallowRef(false)
  const isFolded = persistedValue('sidebar-folded', false)
  const isShown = computed(() => (isNarrow.value ? isDrawerOpen.value : !isFolded.value))

  function setShown(value: boolean): void {
    if (isNarrow.value) isDrawerOpen.value = value
    else isFolded.value = !value
  }

  // Wait for the update: an inert or hidden element can't take the focus.
  async function open(): Promise<void> {
    setShown(true)
    await nextTick()
    focus.focusSidebar()
  }

  async function close(): Promise<void> {
    setShown(false)
    await nextTick()
    focus.focusOpener()
  }

  return {
    isNarrow,
    isShown,
    isDrawerShown: computed(() => isNarrow.value && isDrawerOpen.value),
    open,
    close,
    async toggle() {
      if (isNarrow.value || focus.hasFocus()) return isShown.value ? close() : open()
      setShown(!isShown.value)
    },
    leaveDrawer() {
      const wasOpen = isNarrow.value && isDrawerOpen.value
      isDrawerOpen.value = false
      return wasOpen
    },
  }
}
