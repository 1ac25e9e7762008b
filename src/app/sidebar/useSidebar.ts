import { useMediaQuery } from '@vueuse/core'
import { computed, nextTick, shallowRef, type Ref } from 'vue'
import { persistedValue } from '../stores/index.ts'

/** What of the page the sidebar gives the focus to. */
export interface SidebarFocus {
  /** Something in the sidebar. */
  inside(): void
  /** The button that opens it. */
  opener(): void
  /** Whether the focus is in the sidebar, or on what opens it: these come and go. */
  isOnEither(): boolean
}

export interface UseSidebarReturn {
  /** There is no room beside the thread: it is a drawer. */
  readonly isNarrow: Readonly<Ref<boolean>>
  readonly isShown: Readonly<Ref<boolean>>
  /** It is shown over the thread. */
  readonly isDrawerShown: Readonly<Ref<boolean>>
  open: () => Promise<void>
  close: () => Promise<void>
  /** The focus stays where a person types. */
  toggle: () => Promise<void>
  /** The drawer has done its service; a sidebar beside the thread stays. @returns whether there was one */
  leaveDrawer: () => boolean
}

/** The sidebar's place on the page. That it is folded is remembered; a drawer is closed at first. */
export function useSidebar(focus: SidebarFocus): UseSidebarReturn {
  const isNarrow = useMediaQuery('(width < 52rem)')
  const isDrawerOpen = shallowRef(false)
  const isFolded = persistedValue('sidebar-folded', false)
  const isShown = computed(() => (isNarrow.value ? isDrawerOpen.value : !isFolded.value))

  function show(isToBeShown: boolean): void {
    if (isNarrow.value) isDrawerOpen.value = isToBeShown
    else isFolded.value = !isToBeShown
  }

  // What is inert or hidden takes no focus: it has to be over first.
  async function open(): Promise<void> {
    show(true)
    await nextTick()
    focus.inside()
  }

  async function close(): Promise<void> {
    show(false)
    await nextTick()
    focus.opener()
  }

  return {
    isNarrow,
    isShown,
    isDrawerShown: computed(() => isNarrow.value && isDrawerOpen.value),
    open,
    close,
    async toggle() {
      if (isNarrow.value || focus.isOnEither()) return isShown.value ? close() : open()
      show(!isShown.value)
    },
    leaveDrawer() {
      const wasOpen = isNarrow.value && isDrawerOpen.value
      isDrawerOpen.value = false
      return wasOpen
    },
  }
}
