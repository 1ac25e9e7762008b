import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { useChats } from '../stores/chats/chats.ts'
import App from './App.vue'
import { createTestTexts } from './i18n/i18n.test-helper.ts'

enableAutoUnmount(afterEach)
// The app loads it on demand, which takes longer than a test waits on a busy machine.
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
  return mount(App, { attachTo: document.body, global: { plugins: [pinia, createTestTexts()] } })
}

/** Sends a delta from the server, and waits until it is drawn. */
async function sendDelta(content: string): Promise<void> {
  await vi.waitUntil(() => answer)
  answer?.enqueue(new TextEncoder().encode(`data: ${JSON.stringify({ content })}\n\n`))
  for (let frame = 0; frame < 3; frame += 1) {
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

describe('App', () => {
  test('sends a starter at once, and shows the answer as it streams', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await sendDelta('Once upon')
    await sendDelta(' a time')
    const articles = app.get('[role=log]').findAll('article')
    expect(articles.map((article) => article.text())).toEqual([
      expect.stringContaining('Tell me a story'),
      expect.stringContaining('Once upon a time'),
    ])
    expect(document.activeElement).toBe(app.get('textarea').element)
    expect(document.title).toBe('Tell me a story · Chat Stream')
    expect(app.get('nav').text()).toContain('Tell me a story')
  })

  test('stops the answer on Escape, wherever the focus is', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await sendDelta('Once')
    press('Escape')
    await flushPromises()
    expect(app.text()).toContain('You stopped this answer.')
  })

  test('continues an answer while another chat is open', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await sendDelta('Once')
    await app.get('nav .new-chat').trigger('click')
    expect(app.find('.welcome').exists()).toBe(true)
    await sendDelta(' upon a time')
    await app.get('nav .open').trigger('click')
    expect(app.get('[role=log]').text()).toContain('Once upon a time')
  })

  test('keeps a draft while another chat is open', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await app.get('textarea').setValue('and then')
    await app.get('nav .new-chat').trigger('click')
    expect(app.get('textarea').element.value).toBe('')
    await app.get('nav .open').trigger('click')
    expect(app.get('textarea').element.value).toBe('and then')
  })

  test('restores a deleted chat on Undo', async () => {
    const app = mountApp()
    await app.get('.welcome button').trigger('click')
    await sendDelta('Once')
    await app.get('nav .options').trigger('click')
    const remove = await vi.waitUntil(() => menuItem('Delete'))
    remove.click()
    await flushPromises()
    expect(app.find('nav .open').exists()).toBe(false)
    await app.get('.toast .button').trigger('click')
    expect(app.get('[role=log]').text()).toContain('Once')
    expect(useChats().listed).toHaveLength(1)
  })
})
