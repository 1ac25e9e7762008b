import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'

/** How long after an input a scroll counts as caused by it, in milliseconds. */
const INPUT_LASTS = 200

export interface UseScrollInputReturn {
  /** Returns whether the user scrolls, or did something within the last 200 ms that can scroll up. */
  isScrolling: () => boolean
}

/**
 * Observes the inputs with which a user scrolls an element: wheel, touch, keys, and a pointer that is held down, for
 * example on the scrollbar. An element that scrolls without any of them was scrolled by the browser, by a script or
 * by assistive technology.
 *
 * @param scroller - the element that scrolls
 */
export function useScrollInput(scroller: Readonly<Ref<HTMLElement | null>>): UseScrollInputReturn {
  let usedAt = -Infinity
  let isHeld = false
  let isScrollbar = false
  /** A click with the middle button scrolls until the next click, with no button pressed. */
  let isPanning = false

  function use(): void {
    usedAt = performance.now()
  }

  /** A wheel that turns down can't have scrolled up. */
  function onWheel({ deltaY }: WheelEvent): void {
    if (deltaY < 0) use()
  }

  function onKeydown({ target }: KeyboardEvent): void {
    isPanning = false
    if (!(target instanceof HTMLTextAreaElement)) use()
  }

  function onPointerdown({ target, button }: PointerEvent): void {
    isHeld = true
    // A scrollbar belongs to the element itself, also if it lies over the content.
    isScrollbar = target === scroller.value
    isPanning = button === 1 && target instanceof Element && target.closest('a') === null
  }

  function release(): void {
    // A click into the scrollbar's track scrolls after it is over.
    if (isHeld && isScrollbar) use()
    isHeld = false
  }

  /** Some browsers don't report that a scrollbar was released. */
  function onPointermove({ buttons }: PointerEvent): void {
    if (isHeld && buttons === 0) release()
  }

  useEventListener(scroller, 'wheel', onWheel, { passive: true })
  useEventListener(scroller, 'touchmove', use, { passive: true })
  useEventListener(scroller, 'keydown', onKeydown)
  useEventListener(scroller, 'pointerdown', onPointerdown, { passive: true })
  useEventListener(['pointerup', 'pointercancel', 'blur'], release, { passive: true })
  useEventListener('pointermove', onPointermove, { passive: true })

  return { isScrolling: () => isHeld || isPanning || performance.now() - usedAt <= INPUT_LASTS }
}
