import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
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

describe('ChatComposer: Enter', () => {
  test('Enter sends the text', async () => {
    const composer = mountComposer('Hello')
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toEqual([['Hello']])
  })

  test('Shift+Enter breaks the line', async () => {
    const composer = mountComposer('Hello')
    await press(composer, 'Enter', { shiftKey: true })
    expect(composer.emitted('send')).toBeUndefined()
  })

  test('Enter breaks the line on touch devices, and Send sends', async () => {
    pointer = 'coarse'
    const composer = mountComposer('Hello')
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()
    await composer.get('form').trigger('submit')
    expect(composer.emitted('send')).toEqual([['Hello']])
  })

  test('Ctrl+Enter and ⌘+Enter send if Enter breaks the line', async () => {
    pointer = 'coarse'
    const composer = mountComposer('Hello')
    await press(composer, 'Enter', { ctrlKey: true })
    await press(composer, 'Enter', { metaKey: true })
    expect(composer.emitted('send')).toHaveLength(2)
  })

  test('Enter breaks the line if the setting says so', async () => {
    const composer = mountComposer('Hello', {}, { [ENTER_SENDS]: ref(false) })
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()
    expect(composer.text()).toContain('Ctrl or ⌘ + Enter to send, Enter for a new line')
  })

  test('Enter sends once while it is held down', async () => {
    const composer = mountComposer('Hello')
    await press(composer, 'Enter')
    await press(composer, 'Enter', { repeat: true })
    expect(composer.emitted('send')).toHaveLength(1)
  })
})

describe('ChatComposer: input methods', () => {
  test('Enter does not send during a composition', async () => {
    const composer = mountComposer('ni hao')
    await press(composer, 'Enter', { isComposing: true })
    expect(composer.emitted('send')).toBeUndefined()
  })

  test('Enter does not send if only its key code marks a composition', async () => {
    const composer = mountComposer('ni hao')
    await press(composer, 'Enter', { keyCode: 229 } as KeyboardEventInit)
    expect(composer.emitted('send')).toBeUndefined()
  })

  test('Enter does not send within 50 ms after the composition, as Safari fires it', async () => {
    const composer = mountComposer('你好')
    await composer.get('textarea').trigger('compositionend')
    vi.advanceTimersByTime(49)
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()

    vi.advanceTimersByTime(1)
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toEqual([['你好']])
  })

  test('Escape does not stop the answer if it closes the candidate list', async () => {
    const composer = mountComposer('ni', { answering: true })
    await press(composer, 'Escape', { isComposing: true })
    expect(composer.emitted('stop')).toBeUndefined()
  })
})

describe('ChatComposer: empty questions', () => {
  test.each(['', ' \n\t　'])('the question %j is rejected with a hint', async (draft) => {
    const composer = mountComposer(draft)
    await composer.get('form').trigger('submit')

    expect(composer.emitted('send')).toBeUndefined()
    const hint = composer.get('.hint')
    expect(hint.text()).toBe('Type a message first')
    expect(composer.get('textarea').attributes('aria-describedby')).toBe(hint.attributes('id'))
    expect(document.activeElement).toBe(composer.get('textarea').element)
  })

  test('the hint disappears as soon as the user types', async () => {
    const composer = mountComposer('')
    await press(composer, 'Enter')
    await composer.get('textarea').setValue('H')
    await nextTick()
    expect(composer.find('.hint').exists()).toBe(false)
  })
})

describe('ChatComposer: a streaming answer', () => {
  test('Stop and Send are both available while an answer streams, and Send sends', async () => {
    const composer = mountComposer('And then?', { answering: true })
    expect(findButton(composer, 'Stop')).toBeDefined()
    await composer.get('form').trigger('submit')
    expect(composer.emitted('send')).toEqual([['And then?']])
  })

  test('Stop emits stop and keeps the focus in the field', async () => {
    const composer = mountComposer('draft', { answering: true })
    await getButton(composer, 'Stop').trigger('click')
    await composer.setProps({ answering: false })
    expect(composer.emitted('stop')).toHaveLength(1)
    expect(findButton(composer, 'Stop')).toBeUndefined()
    expect(document.activeElement).toBe(composer.get('textarea').element)
  })

  test('Escape emits stop while an answer streams', async () => {
    const composer = mountComposer('draft', { answering: true })
    await press(composer, 'Escape')
    expect(composer.emitted('stop')).toHaveLength(1)
  })

  test('Escape does nothing if no answer streams', async () => {
    const composer = mountComposer('draft')
    await press(composer, 'Escape')
    expect(composer.emitted('stop')).toBeUndefined()
  })
})

describe('ChatComposer: files', () => {
  const png = new File(['png'], 'a.png', { type: 'image/png' })

  /** Pastes a text and files of these clipboard types. Reports what the composer attached. */
  async function paste(composer: VueWrapper, text: string, types: string[], files: File[] = []) {
    const clipboardData = { files, types, getData: () => text }
    const event = new Event('paste', { cancelable: true })
    Object.assign(event, { clipboardData })
    composer.get('textarea').element.dispatchEvent(event)
    await nextTick()
    const attached = composer.emitted<[File[]]>('attach')?.flatMap(([list]) => list) ?? []
    return { attached, isTaken: event.defaultPrevented }
  }

  test('the button attaches the chosen files', async () => {
    const composer = mountComposer()
    const input = composer.get<HTMLInputElement>('input[type=file]')
    Object.defineProperty(input.element, 'files', { value: [png] })
    await input.trigger('change')
    expect(composer.emitted('attach')).toEqual([[[png]]])
    expect(document.activeElement).toBe(composer.get('textarea').element)
  })

  test.each([
    ['an image', '', ['text/html', 'Files']],
    ['a file from a file manager', 'a.png', ['text/plain', 'Files']],
  ])('pasting %s attaches it', async (_, text, types) => {
    const { attached, isTaken } = await paste(mountComposer(), text, types, [png])
    expect(attached).toEqual([png])
    expect(isTaken).toBe(true)
  })

  test('pasting from a word processor ignores the image that it adds to the text', async () => {
    const types = ['text/plain', 'text/html', 'Files']
    const { attached, isTaken } = await paste(mountComposer(), 'Words', types, [png])
    expect(attached).toEqual([])
    expect(isTaken).toBe(false)
  })

  test('pasting a text of at least 4,000 characters attaches it as a file', async () => {
    const shorter = await paste(mountComposer(), 'x'.repeat(3999), ['text/plain'])
    expect(shorter).toEqual({ attached: [], isTaken: false })
    const { attached, isTaken } = await paste(mountComposer(), 'x'.repeat(4000), ['text/plain'])
    expect(isTaken).toBe(true)
    expect(attached.map(({ name, size }) => [name, size])).toEqual([['Pasted text.txt', 4000]])
  })

  test('files can be sent without text', async () => {
    const composer = mountComposer('', { hasFiles: true })
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toEqual([['']])
  })

  test('files that cannot be sent block the question and show the reason', async () => {
    const composer = mountComposer('What is it?', { hasFiles: true, obstacle: 'No images.' })
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toBeUndefined()
    expect(composer.get('.hint').text()).toBe('No images.')
    await composer.setProps({ obstacle: '' })
    expect(composer.find('.hint').exists()).toBe(false)
  })
})

test('ChatComposer labels its field Message', () => {
  const composer = mountComposer()
  const label = composer.get('label')
  expect(label.text()).toBe('Message')
  expect(label.attributes('for')).toBe(composer.get('textarea').attributes('id'))
})
