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

/**
 * Whether the view follows the end after it moved.
 *
 * Only a reader moves up and away from the end: the page itself scrolls down alone. Where the content or the
 * view changed its size, the browser may have moved the view by itself, up or down: the end is in view, or as
 * far away as before then. Where it is still in view (an elastic end that springs back) nobody left it.
 *
 * | moved                          | and then               | follows |
 * | ------------------------------ | ---------------------- | ------- |
 * | up, and farther from the end   | the end is not in view | no      |
 * | down, and nearer to the end    | near the end           | yes     |
 * | any other way                  |                        | (same)  |
 */
export function followAfterScroll(
  isFollowing: boolean,
  last: ScrollPosition | undefined,
  now: ScrollPosition,
): boolean {
  if (!last) return isFollowing
  const moved = now.scrollTop - last.scrollTop
  const isFarther = distanceToEnd(now) > Math.max(ROUNDING, distanceToEnd(last) + ROUNDING)
  const isOtherView = now.clientHeight !== last.clientHeight
  if (moved <= -ROUNDING && isFarther && !isOtherView) return false
  const isNearer = distanceToEnd(now) <= distanceToEnd(last) - ROUNDING
  if (moved >= ROUNDING && isNearer && isAtEnd(now)) return true
  return isFollowing
}

function distanceToEnd({ scrollTop, scrollHeight, clientHeight }: ScrollPosition): number {
  return scrollHeight - clientHeight - scrollTop
}
