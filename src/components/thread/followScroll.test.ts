import { describe, expect, test } from 'vitest'
import { followAfterScroll, isScrollToTopKey, isAtEnd } from './followScroll.ts'

/** A view of 100 pixels on content of 1,000: the end is at 900. */
const at = (scrollTop: number, scrollHeight = 1000, clientHeight = 100) => ({
  scrollTop,
  scrollHeight,
  clientHeight,
})

/** By default, the view was at the end before (`leftEnd`). */
const follow = (
  last: ReturnType<typeof at>,
  now: ReturnType<typeof at>,
  { isFollowing = true, isUserScrolling = false, leftEnd = 900 } = {},
) => followAfterScroll({ isFollowing, last, now, isUserScrolling, leftEnd })

describe('followAfterScroll() without user input', () => {
  test.each([
    ['content that shrank and grew again, after a clamp', at(900), at(862, 1400), true],
    ['content that shrank and grew again, by half a view', at(900), at(850, 1400), true],
    ['content that shrank, after a clamp', at(900), at(600, 700), true],
    ['a view that became taller', at(900), at(800, 1000, 200), true],
    ['an elastic end that springs back', at(930), at(900), true],
    ['an end that grows away', at(900), at(900, 1400), true],
    ['a scroll down that stays behind the growing end', at(900), at(1200, 1400), true],
    ['a fraction of a pixel', at(900), at(899.5, 1400), true],
    ['a scroll up by half a view', at(900), at(850), true],
    ['a scroll up by over half a view', at(900), at(849), false],
    ['a scroll far up while the content grows', at(900), at(200, 1400), false],
    ['a scroll far up in content that shrinks', at(900), at(200, 800), false],
  ])('%s: from %o to %o, it follows: %s', (_, last, now, expected) => {
    expect(follow(last, now)).toBe(expected)
  })

  test('stops following after several small steps that add up to more than half a view', () => {
    expect(follow(at(900), at(870))).toBe(true)
    expect(follow(at(870), at(840))).toBe(false)
  })

  test('measures from the end that was last in view, not from the end that has grown since', () => {
    expect(follow(at(900, 5000), at(880, 5000))).toBe(true)
  })

  test('keeps the state if the position was not read before', () => {
    const now = at(0)
    for (const isFollowing of [true, false])
      expect(
        followAfterScroll({
          isFollowing,
          last: undefined,
          now,
          isUserScrolling: false,
          leftEnd: undefined,
        }),
      ).toBe(isFollowing)
  })
})

describe('followAfterScroll() with user input', () => {
  test.each([
    ['the smallest scroll up', at(900), at(898), false],
    ['a scroll up while the content grows', at(900), at(870, 1400), false],
    ['a scroll far up', at(900), at(200), false],
    ['content that shrank, after a clamp', at(900), at(600, 700), true],
    ['a view that became taller', at(900), at(800, 1000, 200), true],
    ['a fraction of a pixel', at(900), at(899.5, 1400), true],
  ])('%s: from %o to %o, it follows: %s', (_, last, now, expected) => {
    expect(follow(last, now, { isUserScrolling: true })).toBe(expected)
  })
})

describe('followAfterScroll() in a view that does not follow', () => {
  test.each([
    ['a scroll up that ends near the end', at(895), at(890), false],
    ['a return to the end', at(700), at(890), true],
    ['a scroll down that ends before it', at(500), at(700), false],
  ])('%s: from %o to %o, it follows: %s', (_, last, now, expected) => {
    for (const isUserScrolling of [true, false])
      expect(follow(last, now, { isFollowing: false, isUserScrolling })).toBe(expected)
  })
})

describe('isAtEnd()', () => {
  test('is true within one line of the end', () => {
    expect(isAtEnd(at(880))).toBe(true)
    expect(isAtEnd(at(850))).toBe(false)
  })
})

describe('isScrollToTopKey()', () => {
  test.each([
    ['Home', {}, true],
    ['Home', { ctrlKey: true }, true],
    ['Home', { shiftKey: true }, false],
    ['Home', { altKey: true }, false],
    ['Home', { metaKey: true }, false],
    ['PageUp', {}, false],
  ])('%s with %o: %s', (key, modifiers, expected) => {
    expect(isScrollToTopKey(new KeyboardEvent('keydown', { key, ...modifiers }))).toBe(expected)
  })
})
