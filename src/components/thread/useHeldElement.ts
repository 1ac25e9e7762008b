import { useEventListener, useResizeObserver } from '@vueuse/core'
import type { Ref } from 'vue'
import { bringIntoView } from './bringIntoView.ts'

export interface UseHeldElementReturn {
  /** Puts an element into the middle of the view, and keeps it there; a piece of text is kept in view. */
  hold: (target: Element | Range) => void
  letGo: () => void
  /** Whether an element is kept in view. */
  isHolding: () => boolean
}

/**
 * Keeps a part of the page in view while what is around it settles, until the reader moves.
 *
 * @param scroller - the element that scrolls
 * @param content - the element in it whose size changes
 * @param onPlaced - called whenever the view was moved to it
 */
export function useHeldElement(
  scroller: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
  onPlaced: () => void,
): UseHeldElementReturn {
  let held: Element | Range | undefined

  function place(): void {
    if (!held || !scroller.value) return
    if (held instanceof Range) bringIntoView(held, scroller.value)
    else held.scrollIntoView({ block: 'center', behavior: 'instant' })
    onPlaced()
  }

  function hold(target: Element | Range): void {
    held = target
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
