import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, shallowRef, type Ref } from 'vue'
import { useUnfinishedDrawings } from '../../stores/chat/unfinishedDrawings.ts'
import { useChatDrawing, type DrawnChat, type UseChatDrawingReturn } from './useChatDrawing.ts'

vi.mock('../../components/answer/markdown/markdownRenderer.ts', () => ({
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

const createChat = (id: string): DrawnChat => ({ id, messages: [{}] })
const isMarked = (id: string) => useUnfinishedDrawings().has(id)

/** Opens a page with a chat that is not completely drawn yet. */
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
  if (!drawing) throw new Error('useChatDrawing() was not called in setup().')
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
  const { finish, isPlain } = openPage(shallowRef(createChat('a')))
  await runFrames(10)
  expect(isMarked('a')).toBe(true)
  finish()
  await runFrames(3)
  expect(isMarked('a')).toBe(false)
  expect(isPlain.value).toBe(false)
})

test('a chat whose drawing did not finish opens as plain text until drawAfterAll()', async () => {
  useUnfinishedDrawings().begin('a')
  const { finish, isPlain, drawAfterAll } = openPage(shallowRef(createChat('a')))
  expect(isPlain.value).toBe(true)
  finish()
  await runFrames(10)
  expect(isMarked('a'), 'the next page also opens it as plain text').toBe(true)
  drawAfterAll()
  expect(isPlain.value).toBe(false)
  expect(isMarked('a')).toBe(true)
  await runFrames(3)
  expect(isMarked('a')).toBe(false)
})

test('opening another chat moves the mark to it', async () => {
  const chat = shallowRef(createChat('a'))
  openPage(chat)
  chat.value = createChat('b')
  expect(isMarked('a')).toBe(false)
  expect(isMarked('b')).toBe(true)
})

test('a chat without messages is not marked', () => {
  openPage(shallowRef({ id: 'new', messages: [] }))
  expect(isMarked('new')).toBe(false)
})

test('a page that is hidden or left while it draws removes the mark', async () => {
  openPage(shallowRef(createChat('a')))
  hidePage(true)
  expect(isMarked('a')).toBe(false)
  hidePage(false)
  expect(isMarked('a')).toBe(true)
  dispatchEvent(new Event('pagehide'))
  expect(isMarked('a')).toBe(false)
})

test('a chat that another tab was drawing is drawn when that tab has finished', async () => {
  useUnfinishedDrawings().begin('a')
  const { isPlain } = openPage(shallowRef(createChat('a')))
  // Browsers send this event only to the other tabs.
  dispatchEvent(new StorageEvent('storage', { key: 'vue-chat-stream:unfinished-drawings' }))
  await nextTick()
  expect(isPlain.value).toBe(false)
})
