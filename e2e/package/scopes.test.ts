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

/** The function that the Vue compiler calls for an `await` in `<script setup>`. Vue omits it from its public types. */
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
  expect(warn, 'Vue logs no warning').not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

const newChat = () => useChatStream({ url: server.streaming })

function textIn({ messages }: UseChatStreamReturn): string {
  return messages.value.slice(1).map(textOf).join('')
}

/**
 * Sends a question, and waits for the first text. Returns an object, because an async function would await a bare
 * promise of the answer.
 */
async function ask(chat: UseChatStreamReturn) {
  const answer = chat.send('Go on')
  await until(() => textIn(chat) !== '')
  return { answer }
}

/** Mounts a component that gets its chat in its setup and shows it. */
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
  if (!chat) throw new Error('Vue did not call setup().')
  return { chat, element, unmount: () => app.unmount() }
}

test('useChatStream() ends with the component whose setup called it', async () => {
  const { chat, element, unmount } = mount(newChat)
  const { answer } = await ask(chat)
  await until(() => element.textContent?.startsWith('on and on and ') === true)
  unmount()
  expect(await answer).toMatchObject({ outcome: 'stopped' })
  await until(() => server.openResponses() === 0)
})

test('useChatStream() ends with the effect scope that called it', async () => {
  const scope = effectScope()
  const chat = scope.run(newChat)
  if (!chat) throw new Error('The scope did not run.')
  const { answer } = await ask(chat)
  scope.stop()
  expect(await answer).toMatchObject({ outcome: 'stopped' })
  await until(() => server.openResponses() === 0)
})

describe('useChatStream() in a component with an async setup', () => {
  /** Mounts a component in a `<Suspense>`, and returns a function that removes it from the page. */
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
    'ends if <Suspense> drops the component while its setup waits: %s',
    async (end) => {
      const chats: UseChatStreamReturn[] = []
      const mounted = mountAsync(async () => {
        chats.push(newChat())
        await new Promise(() => undefined)
      })
      const [chat] = chats
      if (!chat) throw new Error('Vue did not call setup().')
      const { answer } = await ask(chat)
      expect(server.openResponses()).toBe(1)
      await mounted[end]()
      expect(await answer).toMatchObject({ outcome: 'stopped' })
      await until(() => server.openResponses() === 0)
      await expect(chat.send('Go on')).rejects.toMatchObject({ kind: 'argument' })
      expect(server.requests()).toBe(1)
    },
  )

  test('sends nothing if it is called after <Suspense> dropped the component', async () => {
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
    if (!chat) throw new Error('Vue did not continue setup().')
    await expect(chat.send('Go on')).rejects.toMatchObject({ kind: 'argument' })
    expect(server.requests()).toBe(0)
  })

  test('continues when the component appears, and ends with it', async () => {
    const chats: UseChatStreamReturn[] = []
    let open: () => void = () => undefined
    const opened = new Promise<void>((resolve) => (open = resolve))
    const { drop, element } = mountAsync(async () => {
      chats.push(newChat())
      await opened
    })
    const [chat] = chats
    if (!chat) throw new Error('Vue did not call setup().')
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

test('useChatStream() lives as long as the Pinia store that a component was the first to use', async () => {
  // Kept in an object, because a store would unwrap the refs.
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

test('useChatStream() lives until dispose() outside of any scope', async () => {
  const chat = newChat()
  const { answer } = await ask(chat)
  chat.dispose()
  expect(await answer).toMatchObject({ outcome: 'stopped' })
  await until(() => server.openResponses() === 0)
})
