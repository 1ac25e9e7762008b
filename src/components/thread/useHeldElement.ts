import { useEventListener, useResizeObserver } from '@vueuse/core'
import type { Ref } from 'vue'
import { bringIntoView } from './bringIntoView.ts'

export interface UseHeldElementReturn {
  /** Scrolls an element to the middle of the view and keeps it there, or scrolls a range of text into view. */
  hold: (target: Element | Range) => void
  /** Stops keeping the element in view. */
  release: () => void
  /** Whether an element is kept in view. */
  isHolding: () => boolean
}

/**
 * Keeps an element or a range in view while the content around it still changes its size, until the reader scrolls.
 *
 * @param scroller - the element that scrolls
 * @param content - the element in it whose size changes
 * @param onPlaced - called each time the view has been scrolled to the target
 */
export function useHeldElement(
  scroller: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
  onPlaced: () => void,
): UseHeldElementReturn {
  let held: Element | Range | undefined

  function bringHeldIntoView(): void {
    if (!held || !scroller.value) return
    if (held instanceof Range) bringIntoView(held, scroller.value)
    else held.scrollIntoView({ block: 'center', behavior: 'instant' })
    onPlaced()
  }

  function hold(target: Element | Range): void {
    held = target
    bringHeldIntoView()
  }

  function release(): void {
    held = undefined
  }

  useEventListener(scroller, ['wheel', 'touchstart', 'pointerdown', 'keydown'], release, {
    passive: true,
  })
  useResizeObserver(content, bringHeldIntoView)
  useResizeObserver(scroller, bringHeldIntoView)

  return { hold, release, isHolding: () => held !== undefined }
}
