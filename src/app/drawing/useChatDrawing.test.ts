import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, shallowRef, type Ref } from 'vue'
import { useUnfinishedDrawings } from '../../stores/chat/unfinishedDrawings.ts'
import { useChatDrawing, type DrawnChat, type UseChatDrawingReturn } from './useChatDrawing.ts'

vi.mock('../../components/answer/markdownRenderer.ts', () => ({
  loadMarkdownRenderer: async () => {},
}))

enableAutoUnmount(afterEach)
beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const chatOf = (id: string): DrawnChat => ({ id, messages: [{}] })
const isMarked = (id: string) => useUnfinishedDrawings().has(id)

/** A page with a chat, of which something is still to be drawn. */
function openPage(chat: Ref<DrawnChat>) {
  let drawing: UseChatDrawingReturn | undefined
  const Page = defineComponent(() => {
    const log = shallowRef<Element>()
    drawing = useChatDrawing(
      () => chat.value,
      () => log.value,
    )
    return () =>
      h('div', { ref: (element) => void (log.value = element as Element) }, [
        h('p', { 'data-undrawn': '' }),
      ])
  })
  const page = mount(Page, { attachTo: document.body })
  if (!drawing) throw new Error('The page was not set up.')
  return {
    page,
    ...drawing,
    finish: () => page.get('p').element.removeAttribute('data-undrawn'),
  }
}

async function runFrames(count: number): Promise<void> {
  await nextTick()
  await nextTick()
  for (let frame = 0; frame < count; frame++) vi.advanceTimersToNextFrame()
}

function hidePage(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

test('a chat is marked until all of it is drawn', async () => {
  const { finish, isPlain } = openPage(shallowRef(chatOf('a')))
  await runFrames(10)
  expect(isMarked('a')).toBe(true)
  finish()
  await runFrames(3)
  expect(isMarked('a')).toBe(false)
  expect(isPlain.value).toBe(false)
})

test('a chat whose drawing did not end opens as plain text, until it is drawn after all', async () => {
  useUnfinishedDrawings().begin('a')
  const { finish, isPlain, drawAfterAll } = openPage(shallowRef(chatOf('a')))
  expect(isPlain.value).toBe(true)
  finish()
  await runFrames(10)
  expect(isMarked('a'), 'the next page opens it as plain text, too').toBe(true)
  drawAfterAll()
  expect(isPlain.value).toBe(false)
  expect(isMarked('a')).toBe(true)
  await runFrames(3)
  expect(isMarked('a')).toBe(false)
})

test('another chat is drawn, and the one before it is not marked any more', async () => {
  const chat = shallowRef(chatOf('a'))
  openPage(chat)
  chat.value = chatOf('b')
  expect(isMarked('a')).toBe(false)
  expect(isMarked('b')).toBe(true)
})

test('a chat without messages is not marked', () => {
  openPage(shallowRef({ id: 'new', messages: [] }))
  expect(isMarked('new')).toBe(false)
})

test('a page that is hidden or left while it draws leaves no mark', async () => {
  openPage(shallowRef(chatOf('a')))
  hidePage(true)
  expect(isMarked('a')).toBe(false)
  hidePage(false)
  expect(isMarked('a')).toBe(true)
  dispatchEvent(new Event('pagehide'))
  expect(isMarked('a')).toBe(false)
})

test('a chat that another tab was drawing is drawn when that tab is done', async () => {
  useUnfinishedDrawings().begin('a')
  const { isPlain } = openPage(shallowRef(chatOf('a')))
  // Browsers report it to the other tabs alone.
  dispatchEvent(new StorageEvent('storage', { key: 'vue-chat-stream:unfinished-drawings' }))
  await nextTick()
  expect(isPlain.value).toBe(false)
})
