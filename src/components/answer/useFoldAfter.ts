import { useEventListener } from '@vueuse/core'
import { watch, type Ref } from 'vue'

/**
 * Folds an element that is open while something goes on in it, when that is over: unless its reader is at it,
 * or what they look at would move.
 *
 * @param details - the element
 * @param isGoingOn - as long as this holds, it stays as it is
 */
export function useFoldAfter(
  details: Readonly<Ref<HTMLDetailsElement | null>>,
  isGoingOn: () => boolean,
): void {
  let isUsed = false
  // Not by the pointer over it, which lies wherever it was left.
  useEventListener(
    details,
    ['pointerdown', 'wheel', 'touchmove', 'keydown'],
    () => (isUsed = true),
    {
      passive: true,
    },
  )

  function holdsSelection(element: Element): boolean {
    const selection = document.getSelection()
    return selection?.isCollapsed === false && selection.containsNode(element, true)
  }

  watch(
    isGoingOn,
    (goesOn) => {
      const element = details.value
      if (goesOn || isUsed || !element?.open || holdsSelection(element)) return
      fold(element)
    },
    // With what comes after it, in one picture.
    { flush: 'post' },
  )
}

function fold(element: HTMLDetailsElement): void {
  const scroller = element.closest('[role=log]')
  const top = scroller?.scrollTop
  element.open = false
  if (!scroller || top === undefined || scroller.scrollTop === top) return
  // There is not enough left below: all that is read would come down.
  element.open = true
  scroller.scrollTop = top
}
