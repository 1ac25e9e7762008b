import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { useChats } from '../stores/chats/chats.ts'
import App from './App.vue'
import { speaking } from './i18n/i18n.test-helper.ts'

enableAutoUnmount(afterEach)
// Loaded on demand, which on a busy machine takes longer than a test waits.
beforeAll(() => import('../components/sidebar/ChatMenu.vue'))

let pinia: Pinia
let answer: ReadableStreamDefaultController | undefined

beforeEach(() => {
  localStorage.clear()
  pinia = createPinia()
  setActivePinia(pinia)
  answer = undefined
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.endsWith('/init')) return Response.json({ sessionId: 'abc' })
    const body = new ReadableStream({ start: (controller) => void (answer = controller) })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })
})

afterEach(() => {
  disposePinia(pinia)
  vi.unstubAllGlobals()
})

function mountApp() {
  return mount(App, { attachTo: document.body, global: { plugins: [pinia, speaking()] } })
}

/** The server says something, and it is shown. */
async function say(content: string): Promise<void> {
  await vi.waitUntil(() => answer)
  answer?.enqueue(new TextEncoder().encode(`data: ${JSON.stringify({ content })}\n\n`))
  for (let turn = 0; turn < 3; turn += 1) {
    await flushPromises()
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

function menuItem(name: string): HTMLElement | undefined {
  const items = document.querySelectorAll<HTMLElement>('[role=menuitem]')
  return [...items].find((item) => item.textContent.trim() === name)
}

const press = (key: string) =>
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )

describe('the app', () => {
  it('asks a starter at once, and shows the answer as it is written', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await say('Once upon')
    await say(' a time')
    const articles = app.get('[role=log]').findAll('article')
    expect(articles.map((article) => article.text())).toEqual([
      expect.stringContaining('Tell me a story'),
      expect.stringContaining('Once upon a time'),
    ])
    expect(document.activeElement).toBe(app.get('textarea').element)
    expect(document.title).toBe('Tell me a story · Chat Stream')
    expect(app.get('nav').text()).toContain('Tell me a story')
  })

  it('stops at Escape, wherever the focus is', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await say('Once')
    press('Escape')
    await flushPromises()
    expect(app.text()).toContain('You stopped this answer.')
  })

  it('goes on with an answer while another chat is open', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await say('Once')
    await app.get('nav .new-chat').trigger('click')
    expect(app.find('.welcome').exists()).toBe(true)
    await say(' upon a time')
    await app.get('nav .open').trigger('click')
    expect(app.get('[role=log]').text()).toContain('Once upon a time')
  })

  it('keeps an unfinished question while another chat is open', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await app.get('textarea').setValue('and then')
    await app.get('nav .new-chat').trigger('click')
    expect(app.get('textarea').element.value).toBe('')
    await app.get('nav .open').trigger('click')
    expect(app.get('textarea').element.value).toBe('and then')
  })

  it('brings a deleted chat back', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await say('Once')
    await app.get('nav .options').trigger('click')
    const remove = await vi.waitUntil(() => menuItem('Delete'))
    remove.click()
    await flushPromises()
    expect(app.find('nav .open').exists()).toBe(false)
    await app.get('.toast .button').trigger('click')
    expect(app.get('[role=log]').text()).toContain('Once')
    expect(useChats().asked).toHaveLength(1)
  })
})
