import { useEventListener, useResizeObserver } from '@vueuse/core'
import { computed, nextTick, readonly, ref, watch, type Ref } from 'vue'
import {
  endOf,
  followAfterScroll,
  isAtEnd,
  isScrollToTopKey,
  isScrollUpKey,
  type ScrollPosition,
} from './followScroll.ts'
import { createLineHolder } from './holdLine.ts'
import { useScrollInput } from './useScrollInput.ts'

export interface UseStickToBottomReturn {
  /** Whether the view follows the end as the content grows. */
  isFollowing: Readonly<Ref<boolean>>
  /** Whether the end of the content is in view. */
  isEndInView: Readonly<Ref<boolean>>
  /** Scrolls to the end and follows it from then on. */
  scrollToEnd: (behavior?: ScrollBehavior) => void
  /** Stops following and keeps the view in place, even if the content is about to become shorter. */
  stayInPlace: () => void
}

/**
 * Keeps the end of growing content in view until the reader scrolls up or something else scrolls far from the end.
 * Resumes when the view is back at the end. Does not follow complete content, so that a late change, such as an image
 * that loads, moves nothing.
 *
 * @param scroller - the element that scrolls
 * @param content - the element in it that grows
 * @param isGrowing - whether more content will be added at the end
 */
export function useStickToBottom(
  scroller: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
  isGrowing: Readonly<Ref<boolean>>,
): UseStickToBottomReturn {
  const isFollowing = ref(true)
  const isEndInView = ref(true)
  const { isScrolling } = useScrollInput(scroller)
  let last: ScrollPosition | undefined
  /** The `scrollTop` of the end when it was last in view. */
  let leftEnd: number | undefined
  /** Minimum height of the content, in pixels, so that the view can stay in place; 0 for none. */
  let heldHeight = 0
  const line = computed(() =>
    scroller.value && content.value ? createLineHolder(scroller.value, content.value) : undefined,
  )
  let touchY: number | undefined

  function read(element: HTMLElement): ScrollPosition {
    const { scrollTop, scrollHeight, clientHeight } = element
    return { scrollTop, scrollHeight, clientHeight }
  }

  /** Reads the scroll position and decides whether the view still follows the end. */
  function update(element: HTMLElement): void {
    const now = read(element)
    isFollowing.value = followAfterScroll({
      isFollowing: isFollowing.value,
      last,
      now,
      isUserScrolling: isScrolling(),
      leftEnd,
    })
    isEndInView.value = isAtEnd(now)
    if (isEndInView.value) leftEnd = endOf(now)
    last = now
  }

  function onScroll(): void {
    const element = scroller.value
    if (!element) return
    // If this composable set the position, the line is known already, and content added above it must not replace it.
    const hasMoved = element.scrollTop !== last?.scrollTop
    update(element)
    if (hasMoved && !isFollowing.value) line.value?.capture()
    // Gives up reserved height that is now below the view.
    setMinHeight(Math.min(heldHeight, heightToViewEnd(element)))
  }

  function onResize(): void {
    const element = scroller.value
    if (!element) return
    const before = last?.scrollTop
    // The reader may have scrolled in this frame; its scroll event is fired later.
    update(element)
    if (isFollowing.value) return goToEnd('instant')
    if (before !== undefined) line.value?.restore(before)
    last = read(element)
  }

  function leaveEnd(): void {
    if (scroller.value && scroller.value.scrollTop > 0) isFollowing.value = false
  }

  // Wheel, touch and key events are fired before the scrolling that they cause.
  function onWheel(event: WheelEvent): void {
    if (event.deltaY < 0 && !event.ctrlKey) leaveEnd()
  }

  function onTouchmove({ touches }: TouchEvent): void {
    const y = touches[0]?.clientY
    // The content follows the finger: moving down scrolls up.
    if (y !== undefined && touchY !== undefined && y > touchY) leaveEnd()
    touchY = y
  }

  function onKeydown(event: KeyboardEvent): void {
    const isInField = event.target instanceof HTMLTextAreaElement
    if (!isScrollUpKey(event) || isInField || event.defaultPrevented) return
    leaveEnd()
    if (!isScrollToTopKey(event)) return
    // The browser would scroll smoothly, and turns drawn on the way would change the target position.
    event.preventDefault()
    scroller.value?.scrollTo({ top: 0, behavior: 'instant' })
  }

  /** Keeps the view in place when the reader folds or unfolds something, or uses a complete answer. */
  function onReaderInput({ target }: Event): void {
    const isFold = target instanceof Element && target.closest('summary') !== null
    if (isFold || !isGrowing.value) stayInPlace()
  }

  function goToEnd(behavior: ScrollBehavior): void {
    const element = scroller.value
    if (!element) return
    element.scrollTo({ top: element.scrollHeight, behavior })
    // Remembers the position, so that the following scroll event does not count as a movement.
    last = read(element)
    leftEnd = endOf(last)
    isEndInView.value = isAtEnd(last)
  }

  function scrollToEnd(behavior: ScrollBehavior = 'instant'): void {
    isFollowing.value = true
    setMinHeight(0)
    goToEnd(behavior)
  }

  function setMinHeight(height: number): void {
    if (height === heldHeight) return
    heldHeight = height
    content.value?.style.setProperty('min-block-size', `${height}px`)
  }

  function holdCurrentHeight(): void {
    const element = scroller.value
    if (element && element.scrollTop > 0) setMinHeight(heightToViewEnd(element))
  }

  function stayInPlace(): void {
    isFollowing.value = false
    holdCurrentHeight()
    line.value?.capture()
  }

  // Runs before the DOM update: the streaming dot disappears with the end, which must not change the height.
  watch(isGrowing, async (grows) => {
    if (grows) return
    holdCurrentHeight()
    await nextTick()
    // The note about the ending is part of the answer that was followed.
    if (isFollowing.value) goToEnd('instant')
    stayInPlace()
  })
  useEventListener(scroller, 'scroll', onScroll, { passive: true })
  useEventListener(scroller, 'wheel', onWheel, { passive: true })
  useEventListener(scroller, 'touchstart', () => (touchY = undefined), { passive: true })
  useEventListener(scroller, 'touchmove', onTouchmove, { passive: true })
  useEventListener(scroller, 'keydown', onKeydown)
  useEventListener(scroller, ['pointerdown', 'keydown'], onReaderInput)
  useResizeObserver(content, onResize)
  useResizeObserver(scroller, onResize)

  return {
    isFollowing: readonly(isFollowing),
    isEndInView: readonly(isEndInView),
    scrollToEnd,
    stayInPlace,
  }
}

/** Returns the height from the top of the content to the bottom of the view. Rounds up fractional positions. */
function heightToViewEnd({ scrollTop, clientHeight }: HTMLElement): number {
  return Math.ceil(scrollTop) + clientHeight
}
