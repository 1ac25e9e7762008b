import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

describe('the find bar of the app', () => {
  it('gives the focus back to where it was', async () => {
    const composer = add('textarea')
    composer.focus()
    find.open()
    expect(find.isOpen.value).toBe(true)
    add('input').focus()
    await find.close()
    expect(find.isOpen.value).toBe(false)
    expect(document.activeElement).toBe(composer)
  })

  it('gives it to its opener where that is gone', async () => {
    const field = add('input')
    field.focus()
    find.open()
    field.remove()
    await find.close()
    expect(document.activeElement).toBe(document.querySelector('button'))
  })

  it('is gone to when it is opened again', () => {
    find.open()
    expect(focusBar).not.toHaveBeenCalled()
    find.open()
    expect(focusBar).toHaveBeenCalledOnce()
  })

  it('closes with its chat, and takes the focus from nobody', async () => {
    const composer = add('textarea')
    find.open()
    composer.focus()
    place.value = 'another chat'
    await nextTick()
    expect(find.isOpen.value).toBe(false)
    expect(document.activeElement).toBe(composer)
  })
})
