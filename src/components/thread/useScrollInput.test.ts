import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import { useScrollInput } from './useScrollInput.ts'

let scope: EffectScope
let scroller: HTMLElement
let content: HTMLElement

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  scroller = document.createElement('div')
  content = scroller.appendChild(document.createElement('p'))
  document.body.append(scroller)
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  scroller.remove()
  vi.useRealTimers()
})

function start(): () => boolean {
  const { isScrolling } = scope.run(() => useScrollInput(shallowRef(scroller))) ?? {}
  if (!isScrolling) throw new Error('The scope has ended.')
  return isScrolling
}

function fire(target: EventTarget, type: string, init: PointerEventInit = {}): void {
  target.dispatchEvent(new PointerEvent(type, { bubbles: true, ...init }))
}

test('isScrolling() is false before any input', () => {
  expect(start()()).toBe(false)
})

test.each([
  ['a wheel that turns up', new WheelEvent('wheel', { deltaY: -1, bubbles: true })],
  ['a finger that moves', new Event('touchmove', { bubbles: true })],
  ['a key', new KeyboardEvent('keydown', { bubbles: true })],
])('isScrolling() is true for 200 ms after %s', (_, input) => {
  const isScrolling = start()
  content.dispatchEvent(input)
  expect(isScrolling()).toBe(true)
  vi.advanceTimersByTime(200)
  expect(isScrolling()).toBe(true)
  vi.advanceTimersByTime(1)
  expect(isScrolling()).toBe(false)
})

test('isScrolling() ignores a wheel that turns down', () => {
  const isScrolling = start()
  content.dispatchEvent(new WheelEvent('wheel', { deltaY: 1, bubbles: true }))
  expect(isScrolling()).toBe(false)
})

test('isScrolling() ignores keys in a text field', () => {
  const isScrolling = start()
  fire(scroller.appendChild(document.createElement('textarea')), 'keydown')
  expect(isScrolling()).toBe(false)
})

test('isScrolling() is true while the scrollbar is held, and for 200 ms after', () => {
  const isScrolling = start()
  fire(scroller, 'pointerdown')
  vi.advanceTimersByTime(60_000)
  expect(isScrolling()).toBe(true)
  fire(window, 'pointerup')
  vi.advanceTimersByTime(200)
  expect(isScrolling()).toBe(true)
  vi.advanceTimersByTime(1)
  expect(isScrolling()).toBe(false)
})

test('isScrolling() notices that a scrollbar was released if the browser reports no release', () => {
  const isScrolling = start()
  fire(scroller, 'pointerdown')
  fire(window, 'pointermove', { buttons: 1 })
  expect(isScrolling()).toBe(true)
  fire(window, 'pointermove', { buttons: 0 })
  vi.advanceTimersByTime(201)
  expect(isScrolling()).toBe(false)
})

test.each(['pointerup', 'pointercancel', 'blur'])(
  'isScrolling() is true while a pointer is held down on the content, until %s',
  (end) => {
    const isScrolling = start()
    fire(content, 'pointerdown')
    vi.advanceTimersByTime(60_000)
    expect(isScrolling()).toBe(true)
    fire(window, end)
    expect(isScrolling()).toBe(false)
  },
)

test('isScrolling() is true after a click with the middle button, until the next click', () => {
  const isScrolling = start()
  fire(content, 'pointerdown', { button: 1 })
  fire(window, 'pointerup', { button: 1 })
  fire(window, 'pointermove', { buttons: 0 })
  expect(isScrolling()).toBe(true)
  fire(content, 'pointerdown', { button: 0 })
  fire(window, 'pointerup', { button: 0 })
  expect(isScrolling()).toBe(false)
})

test('isScrolling() is false after a link was opened with the middle button', () => {
  const isScrolling = start()
  fire(content.appendChild(document.createElement('a')), 'pointerdown', { button: 1 })
  fire(window, 'pointerup', { button: 1 })
  expect(isScrolling()).toBe(false)
})

test('isScrolling() ignores input after its scope has been disposed', () => {
  const isScrolling = start()
  scope.stop()
  fire(scroller, 'pointerdown')
  fire(content, 'touchmove')
  expect(isScrolling()).toBe(false)
})
