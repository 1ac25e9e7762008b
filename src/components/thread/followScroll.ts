/** Scroll position of an element, in CSS pixels, as the DOM reports it. */
export interface ScrollPosition {
  readonly scrollTop: number
  readonly scrollHeight: number
  readonly clientHeight: number
}

/** Within this distance, a reader who scrolls back counts as being at the end. In CSS pixels. */
const NEAR_END = 24
/** Zoomed pages have fractional positions, so a smaller difference does not count as movement. In CSS pixels. */
const ROUNDING = 1

/** Returns whether the end is in view, within about one line. */
export function isAtEnd(position: ScrollPosition): boolean {
  return distanceToEnd(position) <= NEAR_END
}

/** Returns whether a key scrolls up. */
export function isScrollUpKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
  return ['ArrowUp', 'PageUp', 'Home'].includes(key) || (key === ' ' && shiftKey)
}

/** Returns whether a key scrolls to the top. With Shift it does not: it extends the selection. */
export function isScrollToTopKey({ key, shiftKey, altKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Home' && !shiftKey && !altKey && !metaKey
}

/** Input of the decision, when the view may have moved. */
export interface ViewChange {
  readonly isFollowing: boolean
  /** The position before. Undefined if it was not read yet. */
  readonly last: ScrollPosition | undefined
  readonly now: ScrollPosition
  /** Whether the user used wheel, touch, key or scrollbar just before (`useScrollInput`). */
  readonly isUserScrolling: boolean
  /** The `scrollTop` of the end when it was last in view. Undefined if it never was. */
  readonly leftEnd: number | undefined
}

/**
 * Returns whether the view follows the end after it moved.
 *
 * Browsers move the view up, too. If content shrinks, they clamp the position, and WebKit does so in the middle of a
 * frame, before the content grows again: the view is then away from the end, although the user did nothing. So a
 * small movement up counts only after user input. Assistive technology, find-in-page and `scrollIntoView` scroll
 * without user input, but they scroll far.
 *
 * | moved                        | and                                   | follows |
 * | ---------------------------- | ------------------------------------- | ------- |
 * | up, and farther from the end | the user scrolls                      | no      |
 * | up, and farther from the end | it left the end by over half a view   | no      |
 * | down, and nearer to the end  | it is near the end                    | yes     |
 * | any other way                |                                       | (same)  |
 *
 * A change of the view's own size never stops the following.
 */
export function followAfterScroll(change: ViewChange): boolean {
  const { isFollowing, last, now, isUserScrolling } = change
  if (!last) return isFollowing
  const moved = now.scrollTop - last.scrollTop
  const isFarther = distanceToEnd(now) > Math.max(ROUNDING, distanceToEnd(last) + ROUNDING)
  const isResized = now.clientHeight !== last.clientHeight
  const isLeaving = isUserScrolling || hasLeftEnd(change)
  if (moved <= -ROUNDING && isFarther && !isResized && isLeaving) return false
  const isNearer = distanceToEnd(now) <= distanceToEnd(last) - ROUNDING
  if (moved >= ROUNDING && isNearer && isAtEnd(now)) return true
  return isFollowing
}

/** Measures from the end that was last in view, not from the end that has grown since. */
function hasLeftEnd({ leftEnd, now }: ViewChange): boolean {
  const end = Math.min(leftEnd ?? Infinity, endOf(now))
  return end - now.scrollTop > now.clientHeight / 2
}

/** Returns the `scrollTop` of a view whose end is in view. */
export function endOf({ scrollHeight, clientHeight }: ScrollPosition): number {
  return scrollHeight - clientHeight
}

function distanceToEnd(position: ScrollPosition): number {
  return endOf(position) - position.scrollTop
}
