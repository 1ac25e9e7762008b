import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'
import { isScrollToTopKey, isScrollUpKey } from './followScroll.ts'

/**
 * Calls `onScrollUp` when the reader begins to scroll up. Wheel, touch and key events are fired before the scrolling
 * that they cause.
 */
export function useScrollUpInput(
  scroller: Readonly<Ref<HTMLElement | null>>,
  onScrollUp: () => void,
): void {
  let touchY: number | undefined

  function onWheel(event: WheelEvent): void {
    if (event.deltaY < 0 && !event.ctrlKey) onScrollUp()
  }

  function onTouchmove({ touches }: TouchEvent): void {
    const y = touches[0]?.clientY
    // The content follows the finger: moving down scrolls up.
    if (y !== undefined && touchY !== undefined && y > touchY) onScrollUp()
    touchY = y
  }

  function onKeydown(event: KeyboardEvent): void {
    const isInField = event.target instanceof HTMLTextAreaElement
    if (!isScrollUpKey(event) || isInField || event.defaultPrevented) return
    onScrollUp()
    if (!isScrollToTopKey(event)) return
    // The browser would scroll smoothly, and turns drawn on the way would change the target position.
    event.preventDefault()
    scroller.value?.scrollTo({ top: 0, behavior: 'instant' })
  }

  useEventListener(scroller, 'wheel', onWheel, { passive: true })
  useEventListener(scroller, 'touchstart', () => (touchY = undefined), { passive: true })
  useEventListener(scroller, 'touchmove', onTouchmove, { passive: true })
  useEventListener(scroller, 'keydown', onKeydown)
}
