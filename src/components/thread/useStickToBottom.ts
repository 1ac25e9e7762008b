import { useEventListener, useResizeObserver } from '@vueuse/core'
import { computed, nextTick, readonly, ref, watch, type Ref } from 'vue'
import { endOf, followAfterScroll, isAtEnd, type ScrollPosition } from './followScroll.ts'
import { createLineHolder } from './holdLine.ts'
import { useScrollInput } from './useScrollInput.ts'
import { useScrollUpInput } from './useScrollUpInput.ts'

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
  const heldHeight = createHeldHeight(scroller, content)
  const line = computed(() =>
    scroller.value && content.value ? createLineHolder(scroller.value, content.value) : undefined,
  )
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
    heldHeight.releaseBelowView()
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
    heldHeight.release()
    goToEnd(behavior)
  }

  function stayInPlace(): void {
    isFollowing.value = false
    heldHeight.hold()
    line.value?.capture()
  }

  // Runs before the DOM update: the streaming dot disappears with the end, which must not change the height.
  watch(isGrowing, async (grows) => {
    if (grows) return
    heldHeight.hold()
    await nextTick()
    // The note about the ending is part of the answer that was followed.
    if (isFollowing.value) goToEnd('instant')
    stayInPlace()
  })
  useEventListener(scroller, 'scroll', onScroll, { passive: true })
  useScrollUpInput(scroller, leaveEnd)
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

/** Minimum height of the content, so that the view can stay in place although the content becomes shorter. */
function createHeldHeight(
  scroller: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
) {
  /** In pixels; 0 for none. */
  let height = 0

  function set(next: number): void {
    if (next === height) return
    height = next
    content.value?.style.setProperty('min-block-size', `${height}px`)
  }

  return {
    /** Keeps the height that reaches the end of the view. */
    hold(): void {
      const element = scroller.value
      if (element && element.scrollTop > 0) set(heightToViewEnd(element))
    },
    /** Gives up the part of the height that is below the view now. */
    releaseBelowView(): void {
      if (scroller.value) set(Math.min(height, heightToViewEnd(scroller.value)))
    },
    release: () => set(0),
  }
}

/** Returns the height from the top of the content to the bottom of the view. Rounds up fractional positions. */
function heightToViewEnd({ scrollTop, clientHeight }: HTMLElement): number {
  return Math.ceil(scrollTop) + clientHeight
}
