import { useEventListener } from '@vueuse/core'
import { watch, type Ref } from 'vue'

/**
 * Folds an open `<details>` when its content is complete, unless the reader has used it, has selected text in it, or
 * the text in view would move.
 *
 * @param details - the element
 * @param isGrowing - whether the content is incomplete. The element stays unchanged until it is not
 */
export function useAutoFold(
  details: Readonly<Ref<HTMLDetailsElement | null>>,
  isGrowing: () => boolean,
): void {
  let isUsed = false
  // Hovering does not count as use: the pointer lies wherever the reader left it.
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
    isGrowing,
    (grows) => {
      const element = details.value
      if (grows || isUsed || !element?.open || holdsSelection(element)) return
      fold(element)
    },
    // After the DOM update, so that folding and the following content appear in the same frame.
    { flush: 'post' },
  )
}

function fold(element: HTMLDetailsElement): void {
  const scroller = element.closest('[role=log]')
  const top = scroller?.scrollTop
  element.open = false
  if (!scroller || top === undefined || scroller.scrollTop === top) return
  // The browser clamped the position, because too little content is left below: the text being read would move down.
  element.open = true
  scroller.scrollTop = top
}
