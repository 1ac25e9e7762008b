/** Where a scrolling element stands, in CSS pixels, as the DOM tells it. */
export interface ScrollPosition {
  readonly scrollTop: number
  readonly scrollHeight: number
  readonly clientHeight: number
}

/** How near to the end counts as the end for someone who comes back to it. */
const NEAR_END = 24
/** Zoomed pages have fractional positions: less than this is no movement. */
const ROUNDING = 1

export function isAtEnd(position: ScrollPosition): boolean {
  return distanceToEnd(position) <= NEAR_END
}

/** Whether a key scrolls up. */
export function isUpwards({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
  return ['ArrowUp', 'PageUp', 'Home'].includes(key) || (key === ' ' && shiftKey)
}

/** Whether a key goes to the beginning; with Shift it selects up to there. */
export function isToBeginning({ key, shiftKey, altKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Home' && !shiftKey && !altKey && !metaKey
}

/** What is known when the view may have moved. */
export interface ViewChange {
  readonly isFollowing: boolean
  /** Where the view was before. Undefined if it was not read yet. */
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
 * small movement up counts only after an input. Assistive technology, find-in-page and `scrollIntoView` come without
 * one, but they go far.
 *
 * | moved                        | and                                   | follows |
 * | ---------------------------- | ------------------------------------- | ------- |
 * | up, and farther from the end | the user scrolls                      | no      |
 * | up, and farther from the end | it left the end by over half a view   | no      |
 * | down, and nearer to the end  | it is near the end                    | yes     |
 * | any other way                |                                       | (same)  |
 *
 * A change of the view's own size never ends the following.
 */
export function followAfterScroll(change: ViewChange): boolean {
  const { isFollowing, last, now, isUserScrolling } = change
  if (!last) return isFollowing
  const moved = now.scrollTop - last.scrollTop
  const isFarther = distanceToEnd(now) > Math.max(ROUNDING, distanceToEnd(last) + ROUNDING)
  const isOtherView = now.clientHeight !== last.clientHeight
  const isLeaving = isUserScrolling || hasLeftEnd(change)
  if (moved <= -ROUNDING && isFarther && !isOtherView && isLeaving) return false
  const isNearer = distanceToEnd(now) <= distanceToEnd(last) - ROUNDING
  if (moved >= ROUNDING && isNearer && isAtEnd(now)) return true
  return isFollowing
}

/** Measures from the end as it was, not as it grew in the meantime. */
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
