import { DOMWrapper, enableAutoUnmount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { mountWithTexts } from '../base/mount.test-helper.ts'
import SettingsDialog from './SettingsDialog.vue'

enableAutoUnmount(afterEach)

/** Whether the browser has granted persistent storage. */
let isPersisted = false
beforeEach(() => {
  isPersisted = false
})

async function mountSettings(): Promise<VueWrapper> {
  const settings = mountWithTexts(SettingsDialog, {
    props: {
      language: 'auto',
      theme: 'system',
      readUsage: async () => ({ usage: 1_500_000, quota: 2_000_000_000, persisted: isPersisted }),
      persist: async () => (isPersisted = true),
    },
  })
  await nextTick()
  return settings
}

/** Finds a control by its label. Searches the page, because the dialog is rendered outside its component. */
function control(label: string): DOMWrapper<HTMLSelectElement | HTMLInputElement> {
  const labels = [...document.querySelectorAll('label')]
  const id = labels.find(({ textContent }) => textContent === label)?.htmlFor
  const element = document.getElementById(id ?? '')
  if (element instanceof HTMLSelectElement || element instanceof HTMLInputElement) {
    return new DOMWrapper<HTMLSelectElement | HTMLInputElement>(element)
  }
  throw new Error(`There is no control "${label}".`)
}

describe('SettingsDialog', () => {
  test('is a labelled dialog', async () => {
    await mountSettings()
    const dialog = document.querySelector('[role=dialog]')
    const title = document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')
    expect(title?.textContent).toBe('Settings')
  })

  test.each([
    ['Language', 'zh-CN', 'update:language'],
    ['Theme', 'dark', 'update:theme'],
  ])('emits a changed %s immediately', async (label, value, event) => {
    const settings = await mountSettings()
    await control(label).setValue(value)
    expect(settings.emitted(event)).toEqual([[value]])
  })

  test('shows how much is stored and requests persistent storage', async () => {
    await mountSettings()
    const text = () => document.querySelector('.storage-meter')?.textContent
    await vi.waitFor(() => expect(text()).toContain('1.5 MB of 2 GB used'))
    expect(text()).toContain('may delete')
    document.querySelector<HTMLButtonElement>('.storage-meter button')?.click()
    await vi.waitFor(() => expect(text()).toContain('until you delete them'))
  })
})
