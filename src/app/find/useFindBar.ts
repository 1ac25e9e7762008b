import { nextTick, shallowReadonly, shallowRef, watch, type Ref } from 'vue'

/** What the bar is opened from and what it is. */
export interface FindBarParts {
  /** The bar, once it is there. */
  bar(): { focus(): void } | undefined
  /** Gives the focus to the button that opens it. */
  focusOpener(): void
  /** Changes where there is another chat, or no room for the bar: then it closes. */
  place(): unknown
}

export interface UseFindBarReturn {
  readonly isOpen: Readonly<Ref<boolean>>
  /** Opens it, or goes to it where it is open. */
  open: () => void
  close: () => Promise<void>
}

/** Opens and closes what finds in the open chat; the focus goes back to where it was. */
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
      // The button that opened it may have been hidden.
      await nextTick()
      if (origin instanceof HTMLElement) origin.focus({ preventScroll: true })
      if (document.activeElement === document.body) focusOpener()
    },
  }
}
