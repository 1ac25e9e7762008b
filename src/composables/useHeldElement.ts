import { useEventListener, useResizeObserver } from '@vueuse/core'
import type { Ref } from 'vue'

export interface UseHeldElementReturn {
  /** Puts an element into the middle of the view, and keeps it there. */
  hold: (element: Element) => void
  letGo: () => void
  /** Whether an element is kept in view. */
  isHolding: () => boolean
}

/**
 * Keeps an element in view while what is around it settles, until the reader moves.
 *
 * @param scroller - the element that scrolls
 * @param content - the element in it whose size changes
 * @param onPlaced - called whenever the view was moved to the element
 */
export function useHeldElement(
  scroller: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
  onPlaced: () => void,
): UseHeldElementReturn {
  let held: Element | undefined

  function place(): void {
    if (!held) return
    held.scrollIntoView({ block: 'center', behavior: 'instant' })
    onPlaced()
  }

  function hold(element: Element): void {
    held = element
    place()
  }

  function letGo(): void {
    held = undefined
  }

  useEventListener(scroller, ['wheel', 'touchstart', 'pointerdown', 'keydown'], letGo, {
    passive: true,
  })
  useResizeObserver(content, place)
  useResizeObserver(scroller, place)

  return { hold, letGo, isHolding: () => held !== undefined }
}
