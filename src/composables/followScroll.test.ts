import { describe, expect, it } from 'vitest'
import { followAfterScroll, isToBeginning, isAtEnd } from './followScroll.ts'

/** A view of 100 pixels on content of 1,000: the end is at 900. */
const at = (scrollTop: number, scrollHeight = 1000, clientHeight = 100) => ({
  scrollTop,
  scrollHeight,
  clientHeight,
})

describe('following the end', () => {
  it('stops at the smallest scroll up', () => {
    expect(followAfterScroll(true, at(900), at(898))).toBe(false)
  })

  it('does not begin again by a scroll up that ends near the end', () => {
    expect(followAfterScroll(false, at(895), at(890))).toBe(false)
  })

  it('begins again when the reader comes back to the end', () => {
    expect(followAfterScroll(false, at(700), at(890))).toBe(true)
  })

  it('does not begin again on the way down', () => {
    expect(followAfterScroll(false, at(500), at(700))).toBe(false)
  })

  it('takes a scroll down that stays behind the growing end for no news', () => {
    expect(followAfterScroll(true, at(900), at(900, 1400))).toBe(true)
    expect(followAfterScroll(true, at(900), at(1200, 1400))).toBe(true)
  })

  it('goes on where content became shorter and the browser moved the view up', () => {
    expect(followAfterScroll(true, at(900), at(600, 700))).toBe(true)
  })

  it('goes on where the view became taller and the browser moved it up', () => {
    expect(followAfterScroll(true, at(900), at(800, 1000, 200))).toBe(true)
  })

  it('goes on where an elastic end springs back', () => {
    expect(followAfterScroll(true, at(930), at(900))).toBe(true)
  })

  it('stops where the reader scrolls up while the content grows', () => {
    expect(followAfterScroll(true, at(900), at(870, 1400))).toBe(false)
  })

  it('stops where the browser’s search goes up, to content that is shorter than it was taken for', () => {
    expect(followAfterScroll(true, at(900), at(200, 800))).toBe(false)
  })

  it('takes a fraction of a pixel for no movement', () => {
    expect(followAfterScroll(true, at(900), at(899.5, 1400))).toBe(true)
  })
})

describe('the end', () => {
  it('is in view within a line of it', () => {
    expect(isAtEnd(at(880))).toBe(true)
    expect(isAtEnd(at(850))).toBe(false)
  })
})

describe('a key that goes to the beginning', () => {
  it.each([
    ['Home', {}, true],
    ['Home', { ctrlKey: true }, true],
    ['Home', { shiftKey: true }, false],
    ['Home', { altKey: true }, false],
    ['Home', { metaKey: true }, false],
    ['PageUp', {}, false],
  ])('%s with %o: %s', (key, modifiers, expected) => {
    expect(isToBeginning(new KeyboardEvent('keydown', { key, ...modifiers }))).toBe(expected)
  })
})
