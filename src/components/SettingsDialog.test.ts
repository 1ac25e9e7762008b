import { DOMWrapper, enableAutoUnmount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { mountWithTexts } from './mount.test-helper.ts'
import SettingsDialog from './SettingsDialog.vue'

enableAutoUnmount(afterEach)

/** Whether the browser promised to keep what is stored. */
let isKept = false
beforeEach(() => {
  isKept = false
})

async function mountSettings(): Promise<VueWrapper> {
  const settings = mountWithTexts(SettingsDialog, {
    props: {
      language: 'auto',
      theme: 'system',
      url: '/ai/chat/stream',
      transport: 'session',
      isAddress: (text: string) => text.startsWith('/'),
      readUsage: async () => ({ usage: 1_500_000, quota: 2_000_000_000, persisted: isKept }),
      persist: async () => (isKept = true),
    },
  })
  await nextTick()
  return settings
}

/** The control of that label. The dialog stands at the end of the page, outside of its component. */
function control(label: string): DOMWrapper<HTMLSelectElement | HTMLInputElement> {
  const labels = [...document.querySelectorAll('label')]
  const id = labels.find(({ textContent }) => textContent === label)?.htmlFor
  const element = document.getElementById(id ?? '')
  if (element instanceof HTMLSelectElement || element instanceof HTMLInputElement) {
    return new DOMWrapper<HTMLSelectElement | HTMLInputElement>(element)
  }
  throw new Error(`There is no control "${label}".`)
}

const description = (label: string) =>
  document.getElementById(control(label).attributes('aria-describedby') ?? '')?.textContent ?? ''

describe('the settings', () => {
  it('are a dialog with a name', async () => {
    await mountSettings()
    const dialog = document.querySelector('[role=dialog]')
    const title = document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')
    expect(title?.textContent).toBe('Settings')
  })

  it.each([
    ['Language', 'zh-CN', 'update:language'],
    ['Theme', 'dark', 'update:theme'],
    ['How questions are sent', 'post', 'update:transport'],
  ])('change %s at once', async (label, value, event) => {
    const settings = await mountSettings()
    await control(label).setValue(value)
    expect(settings.emitted(event)).toEqual([[value]])
  })

  it('warn that GET puts the question into the address', async () => {
    const settings = await mountSettings()
    expect(description('How questions are sent')).not.toContain('log')
    await settings.setProps({ transport: 'get' })
    expect(description('How questions are sent')).toContain('servers and proxies log it')
  })

  it('apply an address when it is finished, and not before', async () => {
    const settings = await mountSettings()
    const field = control('Server address')
    field.element.value = '/api'
    await field.trigger('input')
    expect(settings.emitted('update:url')).toBeUndefined()
    await field.trigger('change')
    expect(settings.emitted('update:url')).toEqual([['/api']])
  })

  it('say what is wrong with an address, and keep the former one', async () => {
    const settings = await mountSettings()
    const field = control('Server address')
    field.element.value = 'nonsense'
    await field.trigger('input')
    await field.trigger('change')
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(description('Server address')).toContain('This is not an address')
    expect(settings.emitted('update:url')).toBeUndefined()
  })

  it('tell how much is stored, and ask the browser to keep it', async () => {
    await mountSettings()
    const text = () => document.querySelector('.storage-meter')?.textContent
    await vi.waitFor(() => expect(text()).toContain('1.5 MB of 2 GB used'))
    expect(text()).toContain('may delete')
    document.querySelector<HTMLButtonElement>('.storage-meter button')?.click()
    await vi.waitFor(() => expect(text()).toContain('until you delete them'))
  })
})
