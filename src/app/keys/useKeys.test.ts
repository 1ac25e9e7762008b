import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { useKeys } from './useKeys.ts'

const isOn = ref(true)
const stop = vi.fn<() => unknown>()
const newChat = vi.fn<() => unknown>()
let scope = effectScope()

beforeEach(() => {
  isOn.value = true
  stop.mockReset()
  newChat.mockReset()
  document.body.innerHTML = ''
  scope = effectScope()
  scope.run(() => useKeys({ stop, newChat }, isOn))
})
afterEach(() => scope.stop())

const element = (html: string) => {
  document.body.innerHTML = html
  return document.body.firstElementChild ?? document.body
}

/** @returns whether the key is left to the browser */
function press(init: KeyboardEventInit, target: Element = document.body): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
  )
}
const ESCAPE = { key: 'Escape', code: 'Escape' }
const NEW_CHAT = { key: 'O', code: 'KeyO', ctrlKey: true, shiftKey: true }

describe('useKeys()', () => {
  test('runs the action of a shortcut, and takes the key from the browser', () => {
    expect(press(NEW_CHAT, element('<textarea></textarea>'))).toBe(false)
    expect(newChat).toHaveBeenCalledOnce()
  })

  test('leaves the key to the browser if the action returns false', () => {
    stop.mockReturnValue(false)
    expect(press(ESCAPE)).toBe(true)
  })

  test('leaves keys without a handler to the browser, and doesn’t list them', () => {
    expect(press({ key: 'k', code: 'KeyK', ctrlKey: true })).toBe(true)
    const listed = scope.run(() => useKeys({ stop }, isOn))?.map(({ command }) => command)
    expect(listed).toEqual(['stop'])
  })

  test('runs the action once while the key is held down', () => {
    press(NEW_CHAT)
    expect(press({ ...NEW_CHAT, repeat: true })).toBe(false)
    expect(newChat).toHaveBeenCalledOnce()
  })

  test.each([
    ['the user turned them off', () => (isOn.value = false)],
    ['a dialog is open', () => element('<div role="dialog"></div>')],
    ['an input method uses them', () => window.dispatchEvent(new Event('compositionend'))],
  ])('runs no action while %s', (_, arrange) => {
    arrange()
    press(ESCAPE)
    press(NEW_CHAT)
    expect(stop).not.toHaveBeenCalled()
    expect(newChat).not.toHaveBeenCalled()
  })

  test('leaves Escape to a field that clears itself by it', () => {
    expect(press(ESCAPE, element('<input type="search" />'))).toBe(true)
    expect(stop).not.toHaveBeenCalled()
    expect(press(ESCAPE, element('<textarea></textarea>'))).toBe(false)
  })
})
