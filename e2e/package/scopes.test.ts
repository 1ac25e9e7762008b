import './support/domGlobals.ts'
import { createPinia, defineStore } from 'pinia'
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  type MockInstance,
  onTestFinished,
  test,
  vi,
} from 'vitest'
import { createApp, effectScope, h, markRaw, nextTick, shallowRef, Suspense } from 'vue'
import * as vue from 'vue'
import { textOf, useChatStream, type UseChatStreamReturn } from 'vue-chat-stream'
import { startEndlessServer, type EndlessServer } from './support/endlessServer.ts'
import { until } from './support/until.ts'

/** What the compiler makes of an `await` in `<script setup>`. Vue leaves it out of its public types. */
const { withAsyncContext } = vue as unknown as {
  withAsyncContext(wait: () => Promise<void>): [Promise<void>, () => void]
}

let server: EndlessServer
let warn: MockInstance<typeof console.warn>

beforeEach(async () => {
  server = await startEndlessServer()
  warn = vi.spyOn(console, 'warn')
})

afterEach(() => {
  server.close()
  expect(warn, 'Vue had nothing to warn of').not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

const newChat = () => useChatStream({ url: server.streaming })

function textIn({ messages }: UseChatStreamReturn): string {
  return messages.value.slice(1).map(textOf).join('')
}

/** Asks, and waits for the first words. The answer itself comes later, hence in an object. */
async function ask(chat: UseChatStreamReturn) {
  const answer = chat.send('Go on')
  await until(() => textIn(chat) !== '')
  return { answer }
}

/** Mounts a component that gets its chat in its setup, and shows it. */
function mount(getChat: () => UseChatStreamReturn) {
  const chats: UseChatStreamReturn[] = []
  const app = createApp({
    setup() {
      const chat = getChat()
      chats.push(chat)
      return () => h('p', textIn(chat))
    },
  })
  const element = document.createElement('div')
  app.use(createPinia()).mount(element)
  const [chat] = chats
  if (!chat) throw new Error('The component was not set up.')
  return { chat, element, unmount: () => app.unmount() }
}

test('ends with the component in whose setup it was called', async () => {
  const { chat, element, unmount } = mount(newChat)
  const { answer } = await ask(chat)
  await until(() => element.textContent?.startsWith('on and on and ') === true)
  unmount()
  expect(await answer).toMatchObject({ outcome: 'stopped' })
  await until(() => server.openResponses() === 0)
})

test('ends with the effect scope in which it was called', async () => {
  const scope = effectScope()
  const chat = scope.run(newChat)
  if (!chat) throw new Error('The scope did not run.')
  const { answer } = await ask(chat)
  scope.stop()
  expect(await answer).toMatchObject({ outcome: 'stopped' })
  await until(() => server.openResponses() === 0)
})

describe('in a component whose setup is async', () => {
  /** Mounts a component in a `<Suspense>`, and returns what takes it out of the page. */
  function mountAsync(setup: () => Promise<void>) {
    const isShown = shallowRef(true)
    const Asking = {
      async setup() {
        await setup()
        return () => h('p', 'ready')
      },
    }
    const app = createApp(() =>
      h(Suspense, null, { default: () => (isShown.value ? h(Asking) : h('p')) }),
    )
    const element = document.createElement('div')
    app.mount(element)
    onTestFinished(() => app.unmount())
    return {
      element,
      async drop() {
        isShown.value = false
        await nextTick()
      },
      unmount: () => app.unmount(),
    }
  }

  test.each(['drop', 'unmount'] as const)(
    'the chat ends if <Suspense> gives the component up while its setup waits: %s',
    async (end) => {
      const chats: UseChatStreamReturn[] = []
      const mounted = mountAsync(async () => {
        chats.push(newChat())
        await new Promise(() => undefined)
      })
      const [chat] = chats
      if (!chat) throw new Error('The component was not set up.')
      const { answer } = await ask(chat)
      expect(server.openResponses()).toBe(1)
      await mounted[end]()
      expect(await answer).toMatchObject({ outcome: 'stopped' })
      await until(() => server.openResponses() === 0)
      await expect(chat.send('Go on')).rejects.toMatchObject({ kind: 'argument' })
      expect(server.requests()).toBe(1)
    },
  )

  test('the chat sends nothing if it is made after <Suspense> gave the component up', async () => {
    const chats: UseChatStreamReturn[] = []
    let open: () => void = () => undefined
    const opened = new Promise<void>((resolve) => (open = resolve))
    let isDone = false
    const { drop } = mountAsync(async () => {
      const [awaited, restore] = withAsyncContext(() => opened)
      await awaited
      restore()
      chats.push(newChat())
      isDone = true
    })
    await drop()
    open()
    await until(() => isDone)
    const [chat] = chats
    if (!chat) throw new Error('The chat was not made.')
    await expect(chat.send('Go on')).rejects.toMatchObject({ kind: 'argument' })
    expect(server.requests()).toBe(0)
  })

  test('the chat lives on when the component appears, and ends with it', async () => {
    const chats: UseChatStreamReturn[] = []
    let open: () => void = () => undefined
    const opened = new Promise<void>((resolve) => (open = resolve))
    const { drop, element } = mountAsync(async () => {
      chats.push(newChat())
      await opened
    })
    const [chat] = chats
    if (!chat) throw new Error('The component was not set up.')
    const { answer } = await ask(chat)
    open()
    await until(() => element.textContent === 'ready')
    const textBefore = textIn(chat)
    await until(() => textIn(chat).length > textBefore.length)
    await drop()
    expect(await answer).toMatchObject({ outcome: 'stopped' })
    await until(() => server.openResponses() === 0)
  })
})

test('lives as long as the Pinia store that a component was the first to use', async () => {
  // Kept in an object, as a store would unwrap the refs themselves.
  const useStore = defineStore('chat', () => ({ chat: markRaw(newChat()) }))
  const stores: ReturnType<typeof useStore>[] = []
  const { chat, unmount } = mount(() => {
    const store = useStore()
    stores.push(store)
    return store.chat
  })
  const { answer } = await ask(chat)
  unmount()
  const textAtUnmount = textIn(chat)
  await until(() => textIn(chat).length > textAtUnmount.length)
  expect(chat.status.value).toBe('streaming')

  for (const store of stores) store.$dispose()
  expect(await answer).toMatchObject({ outcome: 'stopped' })
  await until(() => server.openResponses() === 0)
})

test('lives until it is disposed of, outside of any scope', async () => {
  const chat = newChat()
  const { answer } = await ask(chat)
  chat.dispose()
  expect(await answer).toMatchObject({ outcome: 'stopped' })
  await until(() => server.openResponses() === 0)
})
