import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'

/** How long after an input a scroll counts as caused by it, in milliseconds. */
const INPUT_DURATION = 200

export interface UseScrollInputReturn {
  /** Returns whether the user is scrolling, or used an input that can scroll up within the last 200 ms. */
  isScrolling: () => boolean
}

/**
 * Observes the inputs that scroll an element: wheel, touch, keys, and a pointer that is held down, for example on the
 * scrollbar. An element that scrolls without any of them was scrolled by the browser, by a script or
 * by assistive technology.
 *
 * @param scroller - the element that scrolls
 */
export function useScrollInput(scroller: Readonly<Ref<HTMLElement | null>>): UseScrollInputReturn {
  let lastInputAt = -Infinity
  let isHeld = false
  let isScrollbar = false
  /** A click with the middle button scrolls until the next click, with no button pressed. */
  let isPanning = false

  function markInput(): void {
    lastInputAt = performance.now()
  }

  /** A wheel that turns down can't have scrolled up. */
  function onWheel({ deltaY }: WheelEvent): void {
    if (deltaY < 0) markInput()
  }

  function onKeydown({ target }: KeyboardEvent): void {
    isPanning = false
    if (!(target instanceof HTMLTextAreaElement)) markInput()
  }

  function onPointerdown({ target, button }: PointerEvent): void {
    isHeld = true
    // Events of a scrollbar have the scrolling element as their target, even if it overlays the content.
    isScrollbar = target === scroller.value
    isPanning = button === 1 && target instanceof Element && target.closest('a') === null
  }

  function release(): void {
    // A click on the scrollbar's track may still scroll after the pointer is released.
    if (isHeld && isScrollbar) markInput()
    isHeld = false
  }

  /** Some browsers don't report that a scrollbar was released. */
  function onPointermove({ buttons }: PointerEvent): void {
    if (isHeld && buttons === 0) release()
  }

  useEventListener(scroller, 'wheel', onWheel, { passive: true })
  useEventListener(scroller, 'touchmove', markInput, { passive: true })
  useEventListener(scroller, 'keydown', onKeydown)
  useEventListener(scroller, 'pointerdown', onPointerdown, { passive: true })
  useEventListener(['pointerup', 'pointercancel', 'blur'], release, { passive: true })
  useEventListener('pointermove', onPointermove, { passive: true })

  return {
    isScrolling: () => isHeld || isPanning || performance.now() - lastInputAt <= INPUT_DURATION,
  }
}
