import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAnnouncer, type Announcer } from './createAnnouncer.ts'

let announcer: Announcer
beforeEach(() => {
  vi.useFakeTimers()
  announcer = createAnnouncer(document)
})
afterEach(() => {
  announcer.remove()
  expect(vi.getTimerCount(), 'remove() ends all timers').toBe(0)
  vi.useRealTimers()
})

const textsOf = (role: string) =>
  [...document.querySelectorAll(`[role=${role}] > p`)].map((text) => text.textContent)

describe('createAnnouncer()', () => {
  test('puts both regions into the page, empty', () => {
    expect(document.querySelector('[role=status]')?.getAttribute('aria-live')).toBe('polite')
    expect(document.querySelector('[role=alert]')?.getAttribute('aria-live')).toBe('assertive')
    expect(document.body.textContent).toBe('')
  })

  test('keeps an early text until the regions have been in the page for a moment', () => {
    announcer.announce('Early')
    expect(textsOf('status')).toEqual([])
    vi.advanceTimersByTime(100)
    expect(textsOf('status')).toEqual(['Early'])
  })
})

describe('announce()', () => {
  beforeEach(() => void vi.advanceTimersByTime(100))

  test('adds a polite text, or an assertive one', () => {
    announcer.announce('Saved')
    announcer.announce('Lost', { assertive: true })
    expect([textsOf('status'), textsOf('alert')]).toEqual([['Saved'], ['Lost']])
  })

  test('adds an element for each text, even if the text is the same', () => {
    announcer.announce('Copied')
    const first = document.querySelector('[role=status] > p')
    announcer.announce('Copied')
    expect(textsOf('status')).toEqual(['Copied', 'Copied'])
    expect(document.querySelector('[role=status] > p')).toBe(first)
  })

  test('removes a text some time after the next one, and keeps the last one', () => {
    announcer.announce('One')
    vi.advanceTimersByTime(10_000)
    expect(textsOf('status')).toEqual(['One'])
    announcer.announce('Two')
    expect(textsOf('status')).toEqual(['One', 'Two'])
    vi.advanceTimersByTime(2000)
    expect(textsOf('status')).toEqual(['Two'])
  })

  test('removes a transient text on its own', () => {
    announcer.announce('A whole answer.', { transient: true })
    expect(textsOf('status')).toEqual(['A whole answer.'])
    vi.advanceTimersByTime(2000)
    expect(textsOf('status')).toEqual([])
  })

  test('ignores an empty text', () => {
    announcer.announce(' ')
    expect(document.querySelector('[role=status] > p')).toBeNull()
  })

  test('puts the regions back first if the page lost them', () => {
    document.body.replaceChildren()
    announcer.announce('Still here')
    expect(document.querySelector('[role=status]')?.textContent).toBe('')
    vi.advanceTimersByTime(100)
    expect(textsOf('status')).toEqual(['Still here'])
  })

  test('does nothing after remove()', () => {
    announcer.remove()
    announcer.announce('Too late')
    expect(document.querySelector('[aria-live]')).toBeNull()
  })
})
