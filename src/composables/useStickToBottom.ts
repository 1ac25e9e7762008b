import { useEventListener, useResizeObserver } from '@vueuse/core'
import { readonly, ref, type Ref } from 'vue'
import { followAfterScroll, isAtEnd, type ScrollPosition } from './followScroll.ts'

export interface UseStickToBottomReturn {
  /** Whether the view follows the end as the content grows. */
  isFollowing: Readonly<Ref<boolean>>
  /** Whether the end of the content is in view. */
  isEndInView: Readonly<Ref<boolean>>
  /** Goes to the end, and follows it from there on. */
  scrollToEnd: (behavior?: ScrollBehavior) => void
}

/**
 * Keeps the end of growing content in view until the reader scrolls up, and again once they are back
 * at the end.
 *
 * @param scroller - the element that scrolls
 * @param content - the element in it that grows
 */
export function useStickToBottom(
  scroller: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
): UseStickToBottomReturn {
  const isFollowing = ref(true)
  const isEndInView = ref(true)
  let last: ScrollPosition | undefined

  function read(element: HTMLElement): ScrollPosition {
    const { scrollTop, scrollHeight, clientHeight } = element
    return { scrollTop, scrollHeight, clientHeight }
  }

  function onScroll(): void {
    if (!scroller.value) return
    const now = read(scroller.value)
    isFollowing.value = followAfterScroll(isFollowing.value, last, now)
    isEndInView.value = isAtEnd(now)
    last = now
  }

  /** A wheel turned up is known before the scrolling that it causes. */
  function onWheel(event: WheelEvent): void {
    const position = scroller.value && read(scroller.value)
    const canMoveUp = position && position.scrollTop > 0
    if (event.deltaY < 0 && !event.ctrlKey && canMoveUp) isFollowing.value = false
  }

  function onResize(): void {
    if (!scroller.value) return
    if (isFollowing.value) return scrollToEnd('instant')
    last = read(scroller.value)
    isEndInView.value = isAtEnd(last)
  }

  function scrollToEnd(behavior: ScrollBehavior = 'instant'): void {
    const element = scroller.value
    if (!element) return
    isFollowing.value = true
    element.scrollTo({ top: element.scrollHeight, behavior })
    // What is read here is where the view was put, so that the event to come is no news.
    last = read(element)
    isEndInView.value = isAtEnd(last)
  }

  useEventListener(scroller, 'scroll', onScroll, { passive: true })
  useEventListener(scroller, 'wheel', onWheel, { passive: true })
  useResizeObserver(content, onResize)
  useResizeObserver(scroller, onResize)

  return { isFollowing: readonly(isFollowing), isEndInView: readonly(isEndInView), scrollToEnd }
}
