import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import { createAppI18n } from './createAppI18n.ts'
import { en } from './en.ts'
import type { AppLanguage } from './language.ts'
import type { Messages } from './schema.ts'
import { useLanguage } from './useLanguage.ts'
import { zhCN } from './zh-CN.ts'

const TEXTS: Readonly<Record<AppLanguage, Messages>> = { en, 'zh-CN': zhCN }

interface Waiting {
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

/** The app in a language, whose texts come when the test lets them. */
function speakIn(choice: AppLanguage) {
  const i18n = createAppI18n()
  const language = shallowRef(choice)
  const waiting = new Map<AppLanguage, Waiting>()
  const load = (wanted: AppLanguage) =>
    new Promise<Messages>((resolve, reject) => waiting.set(wanted, { resolve, reject }))
  const spoken = scope.run(() => useLanguage(i18n, language, load))
  return {
    language,
    spoken,
    asked: () => [...waiting.keys()],
    send: () => i18n.global.t('composer.send'),
    arrive: async (which: AppLanguage) => {
      waiting.get(which)?.resolve(TEXTS[which])
      await flushPromises()
    },
    fail: async (which: AppLanguage) => {
      waiting.get(which)?.reject(new TypeError('Failed to fetch'))
      await flushPromises()
    },
  }
}

const lang = () => document.documentElement.lang

describe('the texts', () => {
  it('are those of the chosen language alone', async () => {
    const app = speakIn('zh-CN')
    await app.arrive('zh-CN')
    await app.spoken
    expect(app.asked()).toEqual(['zh-CN'])
    expect(app.send()).toBe('发送')
    expect(lang()).toBe('zh-CN')
  })

  it('stand until those of the next language are there', async () => {
    const app = speakIn('en')
    await app.arrive('en')
    app.language.value = 'zh-CN'
    await flushPromises()
    expect(app.send()).toBe('Send')
    expect(lang()).toBe('en')
    await app.arrive('zh-CN')
    expect(app.send()).toBe('发送')
    expect(lang()).toBe('zh-CN')
  })

  it('are of the language that was chosen last, whichever comes last', async () => {
    const app = speakIn('en')
    await app.arrive('en')
    app.language.value = 'zh-CN'
    await flushPromises()
    app.language.value = 'en'
    await flushPromises()
    await app.arrive('en')
    await app.arrive('zh-CN')
    expect(app.send()).toBe('Send')
    expect(lang()).toBe('en')
  })

  it('are English where those of the chosen language cannot be had', async () => {
    const app = speakIn('zh-CN')
    await app.fail('zh-CN')
    await app.arrive('en')
    await app.spoken
    expect(app.send()).toBe('Send')
    expect(lang()).toBe('en')
  })

  it('stay as they are where those of the next language cannot be had', async () => {
    const app = speakIn('zh-CN')
    await app.arrive('zh-CN')
    app.language.value = 'en'
    await flushPromises()
    await app.fail('en')
    expect(app.send()).toBe('发送')
    expect(lang()).toBe('zh-CN')
  })
})
