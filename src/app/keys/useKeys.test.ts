import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

/** @returns whether the key is still the browser's */
function press(init: KeyboardEventInit, target: Element = document.body): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
  )
}
const ESCAPE = { key: 'Escape', code: 'Escape' }
const NEW_CHAT = { key: 'O', code: 'KeyO', ctrlKey: true, shiftKey: true }

describe('the keys', () => {
  it('do what they are for, and are not the browser’s then', () => {
    expect(press(NEW_CHAT, element('<textarea></textarea>'))).toBe(false)
    expect(newChat).toHaveBeenCalledOnce()
  })

  it('are the browser’s where nothing is to be done', () => {
    stop.mockReturnValue(false)
    expect(press(ESCAPE)).toBe(true)
  })

  it('that have no handler are the browser’s, and are not listed', () => {
    expect(press({ key: 'k', code: 'KeyK', ctrlKey: true })).toBe(true)
    const listed = scope.run(() => useKeys({ stop }, isOn))?.map(({ command }) => command)
    expect(listed).toEqual(['stop'])
  })

  it('do it once while they are held down', () => {
    press(NEW_CHAT)
    expect(press({ ...NEW_CHAT, repeat: true })).toBe(false)
    expect(newChat).toHaveBeenCalledOnce()
  })

  it.each([
    ['the person switched them off', () => (isOn.value = false)],
    ['a dialog is open', () => element('<div role="dialog"></div>')],
    ['an input method takes them', () => window.dispatchEvent(new Event('compositionend'))],
  ])('do nothing while %s', (_, begin) => {
    begin()
    press(ESCAPE)
    press(NEW_CHAT)
    expect(stop).not.toHaveBeenCalled()
    expect(newChat).not.toHaveBeenCalled()
  })

  it('leave Escape to a field that empties itself by it', () => {
    expect(press(ESCAPE, element('<input type="search" />'))).toBe(true)
    expect(stop).not.toHaveBeenCalled()
    expect(press(ESCAPE, element('<textarea></textarea>'))).toBe(false)
  })
})
