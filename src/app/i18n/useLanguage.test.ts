import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import { createAppTexts } from './createAppTexts.ts'
import { createTexts } from '../../components/index.ts'
import { en } from './en.ts'
import type { AppLanguage } from './language.ts'
import type { Messages } from './schema.ts'
import { useLanguage } from './useLanguage.ts'
import { zhCN } from './zh-CN.ts'

const TEXTS: Readonly<Record<AppLanguage, Messages>> = { en, 'zh-CN': zhCN }

interface PendingTexts {
  readonly resolve: (texts: Messages) => void
  readonly reject: (cause: Error) => void
}

let scope: EffectScope
beforeEach(() => {
  scope = effectScope()
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
})

/** Starts the app in a language. The test decides when its texts arrive. */
function openApp(choice: AppLanguage) {
  const appTexts = createAppTexts()
  const language = shallowRef(choice)
  const pending = new Map<AppLanguage, PendingTexts>()
  const load = (wanted: AppLanguage) =>
    new Promise<Messages>((resolve, reject) => pending.set(wanted, { resolve, reject }))
  const ready = scope.run(() => useLanguage(appTexts, language, load))
  return {
    language,
    ready,
    requested: () => [...pending.keys()],
    sendLabel: () => createTexts(appTexts.inUse).t('composer.send'),
    arrive: async (which: AppLanguage) => {
      pending.get(which)?.resolve(TEXTS[which])
      await flushPromises()
    },
    fail: async (which: AppLanguage) => {
      pending.get(which)?.reject(new TypeError('Failed to fetch'))
      await flushPromises()
    },
  }
}

const lang = () => document.documentElement.lang

describe('useLanguage()', () => {
  test('loads only the texts of the chosen language', async () => {
    const app = openApp('zh-CN')
    await app.arrive('zh-CN')
    await app.ready
    expect(app.requested()).toEqual(['zh-CN'])
    expect(app.sendLabel()).toBe('发送')
    expect(lang()).toBe('zh-CN')
  })

  test('keeps the texts until those of the next language are loaded', async () => {
    const app = openApp('en')
    await app.arrive('en')
    app.language.value = 'zh-CN'
    await flushPromises()
    expect(app.sendLabel()).toBe('Send')
    expect(lang()).toBe('en')
    await app.arrive('zh-CN')
    expect(app.sendLabel()).toBe('发送')
    expect(lang()).toBe('zh-CN')
  })

  test('shows the language that was chosen last, in whichever order the texts arrive', async () => {
    const app = openApp('en')
    await app.arrive('en')
    app.language.value = 'zh-CN'
    await flushPromises()
    app.language.value = 'en'
    await flushPromises()
    await app.arrive('en')
    await app.arrive('zh-CN')
    expect(app.sendLabel()).toBe('Send')
    expect(lang()).toBe('en')
  })

  test('shows English if the texts of the chosen language can’t be loaded', async () => {
    const app = openApp('zh-CN')
    await app.fail('zh-CN')
    await app.arrive('en')
    await app.ready
    expect(app.sendLabel()).toBe('Send')
    expect(lang()).toBe('en')
  })

  test('keeps the texts if those of the next language can’t be loaded', async () => {
    const app = openApp('zh-CN')
    await app.arrive('zh-CN')
    app.language.value = 'en'
    await flushPromises()
    await app.fail('en')
    expect(app.sendLabel()).toBe('发送')
    expect(lang()).toBe('zh-CN')
  })
})
