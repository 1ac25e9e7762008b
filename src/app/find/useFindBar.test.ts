import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useFindBar, type UseFindBarReturn } from './useFindBar.ts'

const place = ref('')
const focusBar = vi.fn<() => void>()
let scope = effectScope()
let find: UseFindBarReturn

function add(name: string): HTMLElement {
  const element = document.createElement(name)
  document.body.append(element)
  return element
}

beforeEach(() => {
  document.body.replaceChildren()
  focusBar.mockReset()
  place.value = 'a chat'
  const opener = add('button')
  scope = effectScope()
  const parts = {
    bar: () => ({ focus: focusBar }),
    focusOpener: () => opener.focus(),
    place: () => place.value,
  }
  find = scope.run(() => useFindBar(parts)) ?? find
})
afterEach(() => scope.stop())

describe('useFindBar()', () => {
  test('close() returns the focus to where it was', async () => {
    const composer = add('textarea')
    composer.focus()
    find.open()
    expect(find.isOpen.value).toBe(true)
    add('input').focus()
    await find.close()
    expect(find.isOpen.value).toBe(false)
    expect(document.activeElement).toBe(composer)
  })

  test('close() focuses the opener if the element that had the focus is gone', async () => {
    const field = add('input')
    field.focus()
    find.open()
    field.remove()
    await find.close()
    expect(document.activeElement).toBe(document.querySelector('button'))
  })

  test('open() focuses the bar if it is open already', () => {
    find.open()
    expect(focusBar).not.toHaveBeenCalled()
    find.open()
    expect(focusBar).toHaveBeenCalledOnce()
  })

  test('closes when another chat opens, and leaves the focus where it is', async () => {
    const composer = add('textarea')
    find.open()
    composer.focus()
    place.value = 'another chat'
    await nextTick()
    expect(find.isOpen.value).toBe(false)
    expect(document.activeElement).toBe(composer)
  })
})
