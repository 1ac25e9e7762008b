import { DOMWrapper, enableAutoUnmount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import type { ParameterName } from '../../model/index.ts'
import ChatSettingsDialog from './ChatSettingsDialog.vue'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

const HIGHEST = { temperature: 2, topP: 1, maxTokens: Infinity }

async function mountDialog(props: Record<string, unknown> = {}): Promise<VueWrapper> {
  const dialog = mountWithTexts(ChatSettingsDialog, {
    props: {
      settings: {},
      defaults: {},
      reach: 'model',
      isParameter: (name: ParameterName, value: number) => value >= 0 && value <= HIGHEST[name],
      ...props,
    },
  })
  await nextTick()
  return dialog
}

/** Finds a field by its label. Searches the page, because the dialog is rendered outside its component. */
function field(label: string): DOMWrapper<HTMLInputElement | HTMLTextAreaElement> {
  const labels = [...document.querySelectorAll('label')]
  const id = labels.find(({ textContent }) => textContent === label)?.htmlFor
  const element = document.getElementById(id ?? '')
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return new DOMWrapper<HTMLInputElement | HTMLTextAreaElement>(element)
  }
  throw new Error(`There is no field "${label}".`)
}

const noteOf = (label: string) =>
  document.getElementById(field(label).attributes('aria-describedby') ?? '')?.textContent.trim()

describe('ChatSettingsDialog', () => {
  test('shows the values that are set, and the defaults of the others', async () => {
    await mountDialog({
      settings: { system: 'Be brief.', temperature: 0.5 },
      defaults: { maxTokens: 900, system: 'Be kind.' },
    })
    expect(field('System prompt').element.value).toBe('Be brief.')
    expect(field('Temperature').element.value).toBe('0.5')
    expect(field('Max tokens').attributes('placeholder')).toBe('Default: 900')
    expect(field('Top-p').attributes('placeholder')).toBe('Server default')
  })

  test('emits each change, and returns to the default when a field is emptied', async () => {
    const dialog = await mountDialog({ settings: { temperature: 1 } })
    await field('Max tokens').setValue('900')
    await field('Temperature').setValue('')
    expect(dialog.emitted('change')).toEqual([[{ maxTokens: 900 }], [{ temperature: undefined }]])
  })

  test('accepts a decimal comma', async () => {
    const dialog = await mountDialog()
    await field('Temperature').setValue('0,7')
    expect(dialog.emitted('change')).toEqual([[{ temperature: 0.7 }]])
  })

  test.each(['2.5', '-1', 'warm'])('rejects the temperature %s and says why', async (text) => {
    const dialog = await mountDialog()
    await field('Temperature').setValue(text)
    expect(field('Temperature').attributes('aria-invalid')).toBe('true')
    expect(noteOf('Temperature')).toBe('Enter a number from 0 to 2.')
    expect(dialog.emitted('change')).toBeUndefined()
  })

  test('saves the system prompt if the dialog is closed while the user types', async () => {
    const changes: unknown[] = []
    const dialog = await mountDialog({ onChange: (part: unknown) => changes.push(part) })
    field('System prompt').element.value = 'Be brief.'
    await field('System prompt').trigger('input')
    dialog.unmount()
    expect(changes).toEqual([{ system: 'Be brief.' }])
  })

  test.each([
    ['nowhere', 'sends only the message'],
    ['decided', 'sets its own parameters'],
  ])('disables the fields and says why if the reach is %s', async (reach, text) => {
    await mountDialog({ reach })
    expect(document.querySelector('[role=dialog]')?.textContent).toContain(text)
    expect(field('System prompt').element.closest('fieldset')?.disabled).toBe(true)
  })

  test('enables the fields for an endpoint, which may ignore the settings', async () => {
    await mountDialog({ reach: 'endpoint' })
    expect(document.querySelector('[role=dialog]')?.textContent).toContain(
      'Your endpoint may ignore them',
    )
    expect(field('System prompt').element.closest('fieldset')?.disabled).toBe(false)
  })

  test('offers a model if the server has several', async () => {
    const dialog = await mountDialog({
      listModels: async () => ['a', 'b'],
      defaults: { model: 'a' },
    })
    expect(field('Model').attributes('placeholder')).toBe('Default: a')
    await field('Model').setValue('b')
    expect(dialog.emitted('change')).toEqual([[{ model: 'b' }]])
  })
})
