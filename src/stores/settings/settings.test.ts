import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { useSettings } from './settings.ts'

beforeEach(() => localStorage.clear())

/** The settings as they are after a reload. */
function load() {
  setActivePinia(createPinia())
  return useSettings()
}

describe('settings', () => {
  test('begin with the browser’s language and theme, and this origin’s session endpoint', () => {
    expect(load()).toMatchObject({
      language: 'auto',
      theme: 'system',
      url: '/ai/chat/stream',
      transport: 'session',
    })
  })

  test('are kept through a reload', async () => {
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
  ] as const)('ignore a %s of %j that is found in the browser', (name, stored, fallback) => {
    localStorage.setItem(`vue-chat-stream:${name}`, stored)
    expect(load()[name]).toBe(fallback)
  })

  test('follow the deployer where the person chose nothing', () => {
    const settings = load()
    settings.applyDefaults({ url: '/api/chat' })
    expect(settings).toMatchObject({ url: '/api/chat', transport: 'session' })
  })

  test('follow the person where they chose', () => {
    const settings = load()
    settings.url = 'https://example.com/chat'
    settings.applyDefaults({ url: '/api/chat', transport: 'post' })
    expect(settings).toMatchObject({ url: 'https://example.com/chat', transport: 'post' })
  })

  test('go back to the default address when it is emptied', () => {
    const settings = load()
    settings.url = 'https://example.com/chat'
    settings.url = ''
    expect(settings.url).toBe('/ai/chat/stream')
  })
})
