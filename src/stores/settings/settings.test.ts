import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { useSettings } from './settings.ts'

beforeEach(() => localStorage.clear())

/** Loads the settings as after a reload. */
function load() {
  setActivePinia(createPinia())
  return useSettings()
}

describe('settings', () => {
  test('default to the browser’s language and theme, and this origin’s session endpoint', () => {
    expect(load()).toMatchObject({
      language: 'auto',
      theme: 'system',
      url: '/ai/chat/stream',
      transport: 'session',
    })
  })

  test('are stored across reloads', async () => {
    Object.assign(load(), {
      language: 'zh-CN',
      theme: 'dark',
      url: 'https://example.com/chat',
      transport: 'get',
    })
    await nextTick()
    expect(load()).toMatchObject({
      language: 'zh-CN',
      theme: 'dark',
      url: 'https://example.com/chat',
      transport: 'get',
    })
  })

  test.each([
    ['language', 'tlh', 'auto'],
    ['theme', '<script>', 'system'],
    ['url', 'javascript:alert(1)', '/ai/chat/stream'],
    ['url', 'https://name:secret@example.com/', '/ai/chat/stream'],
    ['url', '', '/ai/chat/stream'],
    ['transport', 'toString', 'session'],
  ] as const)('ignore a stored %s of %j', (name, stored, fallback) => {
    localStorage.setItem(`vue-chat-stream:${name}`, stored)
    expect(load()[name]).toBe(fallback)
  })

  test('use the deployer’s defaults if the user chose nothing', () => {
    const settings = load()
    settings.applyDefaults({ url: '/api/chat' })
    expect(settings).toMatchObject({ url: '/api/chat', transport: 'session' })
  })

  test('prefer the user’s choice to the deployer’s defaults', () => {
    const settings = load()
    settings.url = 'https://example.com/chat'
    settings.applyDefaults({ url: '/api/chat', transport: 'post' })
    expect(settings).toMatchObject({ url: 'https://example.com/chat', transport: 'post' })
  })

  test('restore the default URL when the URL is cleared', () => {
    const settings = load()
    settings.url = 'https://example.com/chat'
    settings.url = ''
    expect(settings.url).toBe('/ai/chat/stream')
  })
})
