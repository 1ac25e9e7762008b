import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import ChatComposer from './ChatComposer.vue'
import { ENTER_SENDS } from './useEnterKey.ts'
import { findButton, getButton, mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

let pointer: 'fine' | 'coarse'

beforeEach(() => {
  vi.useFakeTimers()
  pointer = 'fine'
  vi.stubGlobal('matchMedia', (media: string) => ({
    matches: media.includes(pointer),
    media,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function mountComposer(
  modelValue = '',
  props: Record<string, unknown> = {},
  provide: Record<symbol, unknown> = {},
) {
  const composer = mountWithTexts(ChatComposer, {
    provide,
    props: {
      modelValue,
      answering: false,
      'onUpdate:modelValue': (draft: string) => composer.setProps({ modelValue: draft }),
      ...props,
    },
  })
  return composer
}

const press = (composer: VueWrapper, key: string, init: KeyboardEventInit = {}) =>
  composer.get('textarea').trigger('keydown', { key, ...init })

describe('Enter', () => {
  it('sends the text', async () => {
    const composer = mountComposer('Hello')
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toEqual([['Hello']])
  })

  it('breaks the line with Shift', async () => {
    const composer = mountComposer('Hello')
    await press(composer, 'Enter', { shiftKey: true })
    expect(composer.emitted('send')).toBeUndefined()
  })

  it('breaks the line on touch, where Send sends', async () => {
    pointer = 'coarse'
    const composer = mountComposer('Hello')
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()
    await composer.get('form').trigger('submit')
    expect(composer.emitted('send')).toEqual([['Hello']])
  })

  it('sends with Ctrl or ⌘ where it breaks the line', async () => {
    pointer = 'coarse'
    const composer = mountComposer('Hello')
    await press(composer, 'Enter', { ctrlKey: true })
    await press(composer, 'Enter', { metaKey: true })
    expect(composer.emitted('send')).toHaveLength(2)
  })

  it('breaks the line where somebody chose that', async () => {
    const composer = mountComposer('Hello', {}, { [ENTER_SENDS]: ref(false) })
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()
    expect(composer.text()).toContain('Ctrl or ⌘ + Enter to send')
  })

  it('sends once while it is held down', async () => {
    const composer = mountComposer('Hello')
    await press(composer, 'Enter')
    await press(composer, 'Enter', { repeat: true })
    expect(composer.emitted('send')).toHaveLength(1)
  })
})

describe('an input method', () => {
  it('keeps its Enter while it composes', async () => {
    const composer = mountComposer('ni hao')
    await press(composer, 'Enter', { isComposing: true })
    expect(composer.emitted('send')).toBeUndefined()
  })

  it('keeps an Enter that is marked by its key code alone', async () => {
    const composer = mountComposer('ni hao')
    await press(composer, 'Enter', { keyCode: 229 } as KeyboardEventInit)
    expect(composer.emitted('send')).toBeUndefined()
  })

  it('keeps the Enter that comes just after its end, as in Safari', async () => {
    const composer = mountComposer('你好')
    await composer.get('textarea').trigger('compositionend')
    vi.advanceTimersByTime(49)
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()

    vi.advanceTimersByTime(1)
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toEqual([['你好']])
  })

  it('keeps the Escape that leaves its candidates', async () => {
    const composer = mountComposer('ni', { answering: true })
    await press(composer, 'Escape', { isComposing: true })
    expect(composer.emitted('stop')).toBeUndefined()
  })
})

describe('an empty question', () => {
  it.each(['', ' \n\t　'])('is refused kindly: %j', async (draft) => {
    const composer = mountComposer(draft)
    await composer.get('form').trigger('submit')

    expect(composer.emitted('send')).toBeUndefined()
    const hint = composer.get('.hint')
    expect(hint.text()).toBe('Write a question first')
    expect(composer.get('textarea').attributes('aria-describedby')).toBe(hint.attributes('id'))
    expect(document.activeElement).toBe(composer.get('textarea').element)
  })

  it('is forgiven as soon as something is written', async () => {
    const composer = mountComposer('')
    await press(composer, 'Enter')
    await composer.get('textarea').setValue('H')
    await nextTick()
    expect(composer.find('.hint').exists()).toBe(false)
  })
})

describe('while an answer streams', () => {
  it('there are both Stop and Send, and a question can be sent', async () => {
    const composer = mountComposer('And then?', { answering: true })
    expect(findButton(composer, 'Stop')).toBeDefined()
    await composer.get('form').trigger('submit')
    expect(composer.emitted('send')).toEqual([['And then?']])
  })

  it('Stop stops, and the focus stays in the field', async () => {
    const composer = mountComposer('draft', { answering: true })
    await getButton(composer, 'Stop').trigger('click')
    await composer.setProps({ answering: false })
    expect(composer.emitted('stop')).toHaveLength(1)
    expect(findButton(composer, 'Stop')).toBeUndefined()
    expect(document.activeElement).toBe(composer.get('textarea').element)
  })

  it('Escape stops', async () => {
    const composer = mountComposer('draft', { answering: true })
    await press(composer, 'Escape')
    expect(composer.emitted('stop')).toHaveLength(1)
  })

  it('and only then', async () => {
    const composer = mountComposer('draft')
    await press(composer, 'Escape')
    expect(composer.emitted('stop')).toBeUndefined()
  })
})

describe('files', () => {
  const png = new File(['png'], 'a.png', { type: 'image/png' })

  /** What a program puts on the clipboard. */
  async function paste(composer: VueWrapper, text: string, types: string[], files: File[] = []) {
    const clipboardData = { files, types, getData: () => text }
    const event = new Event('paste', { cancelable: true })
    Object.assign(event, { clipboardData })
    composer.get('textarea').element.dispatchEvent(event)
    await nextTick()
    const attached = composer.emitted<[File[]]>('attach')?.flatMap(([list]) => list) ?? []
    return { attached, isTaken: event.defaultPrevented }
  }

  it('are attached by the button', async () => {
    const composer = mountComposer()
    const input = composer.get<HTMLInputElement>('input[type=file]')
    Object.defineProperty(input.element, 'files', { value: [png] })
    await input.trigger('change')
    expect(composer.emitted('attach')).toEqual([[[png]]])
    expect(document.activeElement).toBe(composer.get('textarea').element)
  })

  it.each([
    ['a picture', '', ['text/html', 'Files']],
    ['a file of a file manager', 'a.png', ['text/plain', 'Files']],
  ])('are attached where %s is pasted', async (_, text, types) => {
    const { attached, isTaken } = await paste(mountComposer(), text, types, [png])
    expect(attached).toEqual([png])
    expect(isTaken).toBe(true)
  })

  it('are not made of the picture that a word processor adds to a text', async () => {
    const types = ['text/plain', 'text/html', 'Files']
    const { attached, isTaken } = await paste(mountComposer(), 'Words', types, [png])
    expect(attached).toEqual([])
    expect(isTaken).toBe(false)
  })

  it('are made of a text from 4,000 characters on', async () => {
    const shorter = await paste(mountComposer(), 'x'.repeat(3999), ['text/plain'])
    expect(shorter).toEqual({ attached: [], isTaken: false })
    const { attached, isTaken } = await paste(mountComposer(), 'x'.repeat(4000), ['text/plain'])
    expect(isTaken).toBe(true)
    expect(attached.map(({ name, size }) => [name, size])).toEqual([['Pasted text.txt', 4000]])
  })

  it('can be sent without words', async () => {
    const composer = mountComposer('', { hasFiles: true })
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toEqual([['']])
  })

  it('that cannot be sent hold the question back, and say why', async () => {
    const composer = mountComposer('What is it?', { hasFiles: true, obstacle: 'No pictures.' })
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()
    expect(composer.get('.hint').text()).toBe('No pictures.')
    await composer.setProps({ obstacle: '' })
    expect(composer.find('.hint').exists()).toBe(false)
  })
})

it('has a field labelled Message', () => {
  const composer = mountComposer()
  const label = composer.get('label')
  expect(label.text()).toBe('Message')
  expect(label.attributes('for')).toBe(composer.get('textarea').attributes('id'))
})
