import { useEventListener, useResizeObserver } from '@vueuse/core'
import { computed, nextTick, readonly, ref, watch, type Ref } from 'vue'
import {
  endOf,
  followAfterScroll,
  isAtEnd,
  isToBeginning,
  isUpwards,
  type ScrollPosition,
} from './followScroll.ts'
import { createLineHolder } from './holdLine.ts'
import { useScrollInput } from './useScrollInput.ts'

export interface UseStickToBottomReturn {
  /** Whether the view follows the end as the content grows. */
  isFollowing: Readonly<Ref<boolean>>
  /** Whether the end of the content is in view. */
  isEndInView: Readonly<Ref<boolean>>
  /** Goes to the end, and follows it from there on. */
  scrollToEnd: (behavior?: ScrollBehavior) => void
  /** Follows nothing, and stays in place even if the content is about to become shorter. */
  standStill: () => void
}

/**
 * Keeps the end of growing content in view until the reader scrolls up, or something else takes the view far from the
 * end, and again once it is back at the end. Content that is complete is followed no more: what comes late to it, such as a picture, moves
 * nothing.
 *
 * @param scroller - the element that scrolls
 * @param content - the element in it that grows
 * @param isGrowing - whether more is to come at the end
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
  /** How high the content is kept at least, in pixels, so that the view can stay where it is; 0 for any height. */
  let heldHeight = 0
  const line = computed(() =>
    scroller.value && content.value ? createLineHolder(scroller.value, content.value) : undefined,
  )
  let touchedAt: number | undefined

  function read(element: HTMLElement): ScrollPosition {
    const { scrollTop, scrollHeight, clientHeight } = element
    return { scrollTop, scrollHeight, clientHeight }
  }

  /** Reads where the view is, and decides whether it still follows the end. */
  function look(element: HTMLElement): void {
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
    // Where the view was put, the line is known: what came above it since is not to be taken as seen.
    const isNews = element.scrollTop !== last?.scrollTop
    look(element)
    if (isNews && !isFollowing.value) line.value?.look()
    // Room that was held for the view is not needed below it.
    holdHeight(Math.min(heldHeight, heightToView(element)))
  }

  function onResize(): void {
    const element = scroller.value
    if (!element) return
    const before = last?.scrollTop
    // The reader may have scrolled in this very frame, of which the event is still to come.
    look(element)
    if (isFollowing.value) return goToEnd('instant')
    if (before !== undefined) line.value?.hold(before)
    last = read(element)
  }

  function leaveEnd(): void {
    if (scroller.value && scroller.value.scrollTop > 0) isFollowing.value = false
  }

  // A wheel, a finger and a key are known before the scrolling that they cause.
  function onWheel(event: WheelEvent): void {
    if (event.deltaY < 0 && !event.ctrlKey) leaveEnd()
  }

  function onTouchmove({ touches }: TouchEvent): void {
    const y = touches[0]?.clientY
    // The content goes with the finger.
    if (y !== undefined && touchedAt !== undefined && y > touchedAt) leaveEnd()
    touchedAt = y
  }

  function onKeydown(event: KeyboardEvent): void {
    const isInField = event.target instanceof HTMLTextAreaElement
    if (!isUpwards(event) || isInField || event.defaultPrevented) return
    leaveEnd()
    if (!isToBeginning(event)) return
    // A browser would glide there, and what is drawn above on the way would change where that ends.
    event.preventDefault()
    scroller.value?.scrollTo({ top: 0, behavior: 'instant' })
  }

  /** What is opened and folded by its reader, or loaded at their wish, stays under their pointer. */
  function onUse({ target }: Event): void {
    const isFold = target instanceof Element && target.closest('summary') !== null
    if (isFold || !isGrowing.value) standStill()
  }

  function goToEnd(behavior: ScrollBehavior): void {
    const element = scroller.value
    if (!element) return
    element.scrollTo({ top: element.scrollHeight, behavior })
    // What is read here is where the view was put, so that the event to come is no news.
    last = read(element)
    leftEnd = endOf(last)
    isEndInView.value = isAtEnd(last)
  }

  function scrollToEnd(behavior: ScrollBehavior = 'instant'): void {
    isFollowing.value = true
    holdHeight(0)
    goToEnd(behavior)
  }

  function holdHeight(height: number): void {
    if (height === heldHeight) return
    heldHeight = height
    content.value?.style.setProperty('min-block-size', `${height}px`)
  }

  function hold(): void {
    const element = scroller.value
    if (element && element.scrollTop > 0) holdHeight(heightToView(element))
  }

  function standStill(): void {
    isFollowing.value = false
    hold()
    line.value?.look()
  }

  // Before the page changes: a mark that goes with the end of the content must not take a line with it.
  watch(isGrowing, async (grows) => {
    if (grows) return
    hold()
    await nextTick()
    // How it ended belongs to what was followed.
    if (isFollowing.value) goToEnd('instant')
    standStill()
  })
  useEventListener(scroller, 'scroll', onScroll, { passive: true })
  useEventListener(scroller, 'wheel', onWheel, { passive: true })
  useEventListener(scroller, 'touchstart', () => (touchedAt = undefined), { passive: true })
  useEventListener(scroller, 'touchmove', onTouchmove, { passive: true })
  useEventListener(scroller, 'keydown', onKeydown)
  useEventListener(scroller, ['pointerdown', 'keydown'], onUse)
  useResizeObserver(content, onResize)
  useResizeObserver(scroller, onResize)

  return {
    isFollowing: readonly(isFollowing),
    isEndInView: readonly(isEndInView),
    scrollToEnd,
    standStill,
  }
}

/** From the top of the content to the end of the view; positions have fractions. */
function heightToView({ scrollTop, clientHeight }: HTMLElement): number {
  return Math.ceil(scrollTop) + clientHeight
}
