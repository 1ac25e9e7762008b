import { nextTick, shallowReadonly, shallowRef, watch, type Ref } from 'vue'

/** The parts of the page that the bar depends on. */
export interface FindBarParts {
  /** Returns the bar, once it is mounted. */
  bar(): { focus(): void } | undefined
  /** Focuses the button that opens the bar. */
  focusOpener(): void
  /** A value that changes when another chat opens or the bar has no space. Then the bar closes. */
  place(): unknown
}

export interface UseFindBarReturn {
  readonly isOpen: Readonly<Ref<boolean>>
  /** Opens the bar, or focuses it if it is open already. */
  open: () => void
  close: () => Promise<void>
}

/** Opens and closes the find bar of the open chat. Closing it restores the focus. */
export function useFindBar({ bar, focusOpener, place }: FindBarParts): UseFindBarReturn {
  const isOpen = shallowRef(false)
  let origin: Element | null = null

  watch(place, () => (isOpen.value = false))

  return {
    isOpen: shallowReadonly(isOpen),
    open() {
      if (isOpen.value) return bar()?.focus()
      origin = document.activeElement
      isOpen.value = true
    },
    async close() {
      isOpen.value = false
      // The opener may be hidden while the bar is open.
      await nextTick()
      if (origin instanceof HTMLElement) origin.focus({ preventScroll: true })
      if (document.activeElement === document.body) focusOpener()
    },
  }
}
