import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Component } from 'vue'
import UrlField from '../dialogs/UrlField.vue'
import { recordAnnouncements } from './announcements.test-helper.ts'
import ChatComposer from '../composer/ChatComposer.vue'
import ConnectionDoctor from '../dialogs/ConnectionDoctor.vue'
import CopyButton from '../base/CopyButton.vue'
import ImportDialog from '../dialogs/ImportDialog.vue'
import { messageOf } from '../base/messages.test-helper.ts'
import ModelField from '../dialogs/ModelField.vue'
import { getButton, mountWithTexts } from '../base/mount.test-helper.ts'
import ParameterField from '../dialogs/ParameterField.vue'
import QuestionEditor from '../thread/QuestionEditor.vue'
import StorageMeter from '../dialogs/StorageMeter.vue'
import StorageNotice from '../notices/StorageNotice.vue'
import SwitchField from '../base/SwitchField.vue'
import TextPathField from '../dialogs/TextPathField.vue'
import ToastFrame from '../notices/ToastFrame.vue'
import VersionPicker from '../thread/VersionPicker.vue'

enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

function mountRecorded(component: Component, props: Record<string, unknown> = {}) {
  const { spoken, provide } = recordAnnouncements()
  return { view: mountWithTexts(component, { props, provide }), spoken }
}

async function click(view: VueWrapper, name: string): Promise<void> {
  await getButton(view, name).trigger('click')
  await flushPromises()
}

describe('confirmations', () => {
  test('CopyButton announces each copy, also while the last result is shown', async () => {
    const writeText = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    const { view, spoken } = mountRecorded(CopyButton, { text: 'Hello' })
    await click(view, 'Copy')
    await click(view, 'Copy')
    writeText.mockRejectedValue(new Error('Not today'))
    await click(view, 'Copy')
    expect(spoken).toEqual(['Copied', 'Copied', expect.stringContaining('copy it manually')])
  })

  test('ToastFrame announces its text when it appears, and when it changes', async () => {
    const { view, spoken } = mountRecorded(ToastFrame, { text: 'Chat deleted' })
    await view.setProps({ text: 'Chat archived' })
    expect(spoken).toEqual(['Chat deleted', 'Chat archived'])
  })

  test('ToastFrame interrupts the screen reader with an error', () => {
    const { spoken } = mountRecorded(ToastFrame, { text: 'Reload the page', urgent: true })
    expect(spoken).toEqual(['!Reload the page'])
  })

  test('StorageNotice interrupts the screen reader with each problem', async () => {
    const { view, spoken } = mountRecorded(StorageNotice, { trouble: 'unavailable' })
    await view.setProps({ trouble: 'full' })
    expect(spoken).toHaveLength(2)
    expect(spoken.map((text) => text[0])).toEqual(['!', '!'])
  })

  test.each([
    [true, 'keeps chats'],
    [false, 'declined'],
  ])('StorageMeter announces whether the browser agreed: %s', async (persisted, expected) => {
    const { view, spoken } = mountRecorded(StorageMeter, {
      read: async () => ({ usage: 1, quota: 2, persisted: false }),
      persist: async () => persisted,
    })
    await flushPromises()
    expect(spoken).toEqual([])
    await view.get('button').trigger('click')
    await flushPromises()
    expect(spoken).toEqual([expect.stringContaining(expected)])
  })

  test('SwitchField announces a changed note, but not the initial one', async () => {
    const { view, spoken } = mountRecorded(SwitchField, {
      modelValue: false,
      label: 'Notify me',
      note: 'Asks the browser',
    })
    await view.setProps({ note: 'The browser refuses' })
    expect(spoken).toEqual(['The browser refuses'])
  })

  test('ModelField announces each list that it loads', async () => {
    const { view, spoken } = mountRecorded(ModelField, { modelValue: '', list: async () => ['a'] })
    await flushPromises()
    await view.get('button').trigger('click')
    await flushPromises()
    expect(spoken).toHaveLength(2)
    expect(spoken[1]).toBe(view.get('.state').text())
  })

  test('VersionPicker announces the version that the user selects, and no other change', async () => {
    const { view, spoken } = mountRecorded(VersionPicker, {
      versions: { ids: ['a', 'b'], index: 0 },
      locked: false,
      side: 'start',
    })
    await view.setProps({ versions: { ids: ['a', 'b', 'c'], index: 2 } })
    expect(spoken).toEqual([])
    await click(view, 'Previous version')
    await view.setProps({ versions: { ids: ['a', 'b', 'c'], index: 1 } })
    expect(spoken).toEqual(['Version 2 of 3'])
    await view.setProps({ locked: true })
    await click(view, 'Next version')
    await click(view, 'Next version')
    expect(spoken.slice(1)).toEqual(Array(2).fill(view.get('.note').text()))
  })

  test('ConnectionDoctor announces the test, then the result with its fix', async () => {
    const answer = messageOf('assistant', 'Hello')
    const { view, spoken } = mountRecorded(ConnectionDoctor, {
      server: 'endpoint',
      diagnose: async () => ({ trouble: 'buffered', answer }),
    })
    await click(view, 'Test connection')
    expect(spoken).toEqual([
      'Sending a short test message…',
      expect.stringMatching(/^.+\n.+\nHello$/),
    ])
    expect(spoken[1]).toContain('proxy_buffering off')
  })

  test('ImportDialog announces what importing a file would do', async () => {
    const { spoken } = mountRecorded(ImportDialog, {
      inspect: async () => ({
        chats: 2,
        messages: 4,
        knownChats: 2,
        knownMessages: 4,
        added: 0,
        beside: 0,
        leftOut: 0,
        problems: [],
      }),
    })
    await flushPromises()
    const input = document.querySelector<HTMLInputElement>('[role=dialog] input[type=file]')
    const files = [new File(['{}'], 'chats.json')]
    if (input) Object.defineProperty(input, 'files', { value: files })
    input?.dispatchEvent(new Event('change'))
    await flushPromises()
    expect(spoken).toHaveLength(1)
    expect(spoken[0]).toMatch(/: 2, .+: 4.*\nNothing to import\.$/)
  })
})

describe('rejected values', () => {
  const isAllowed = (value: number) => value < 2
  const FIELDS: [string, Component, Record<string, unknown>][] = [
    [
      'UrlField',
      UrlField,
      { modelValue: '', label: 'URL', hint: 'Hint', isUrl: (text: string) => text === 'good' },
    ],
    [
      'ParameterField',
      ParameterField,
      { modelValue: 1, label: 'T', hint: 'Hint', wrong: 'Wrong', fallback: '', isAllowed },
    ],
  ]

  test.each(FIELDS)(
    '%s announces a rejected value once the user has entered it',
    async (_, component, props) => {
      const { view, spoken } = mountRecorded(component, props)
      const field = view.get('input')
      field.element.value = 'bad'
      await field.trigger('input')
      expect(field.attributes('aria-invalid')).toBe('true')
      expect(spoken, 'not while the user types').toEqual([])
      await field.trigger('keydown', { key: 'Enter' })
      await field.trigger('change')
      const note = document.getElementById(field.attributes('aria-describedby') ?? '')
      expect(spoken).toEqual([note?.textContent.trim()])
      await field.setValue('worse')
      await field.trigger('change')
      expect(spoken).toHaveLength(2)
    },
  )

  test('TextPathField announces that it does not understand a sample', async () => {
    const { view, spoken } = mountRecorded(TextPathField, { modelValue: '' })
    const field = view.get('textarea')
    await field.setValue('no JSON')
    await field.trigger('change')
    expect(spoken).toEqual([view.get('.wrong').text()])
  })

  test('ChatComposer announces each rejected attempt to send', async () => {
    const { view, spoken } = mountRecorded(ChatComposer, { modelValue: '', answering: false })
    await view.get('form').trigger('submit')
    await view.get('form').trigger('submit')
    expect(spoken).toEqual(['Type a message first', 'Type a message first'])
  })

  test('QuestionEditor announces each rejected attempt to send', async () => {
    const { view, spoken } = mountRecorded(QuestionEditor, { text: 'Hi', locked: true })
    await view.get('form').trigger('submit')
    await view.get('form').trigger('submit')
    const hint = view.get('.hint').text()
    expect(hint).not.toBe('')
    expect(spoken).toEqual([hint, hint])
  })
})
