import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, effectScope, nextTick, type App } from 'vue'
import { createFakeTransport } from '../../testing/index.ts'
import type { UseChatStreamOptions } from '../useChatStream.ts'
import { createFakeDevtools } from './fakeDevtools.test-helper.ts'
import { useWatchedChatStream } from './useWatchedChatStream.ts'

let devtools = createFakeDevtools()
vi.mock('@vue/devtools-api', () => ({
  setupDevtoolsPlugin: (...args: Parameters<typeof devtools.setupDevtoolsPlugin>) =>
    devtools.setupDevtoolsPlugin(...args),
}))

beforeEach(() => {
  devtools = createFakeDevtools()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

function createOptions(extra: Partial<UseChatStreamOptions> = {}) {
  const fake = createFakeTransport()
  const { transport, dialect } = fake
  const options: UseChatStreamOptions = { url: '/', transport, dialect, updates: 'event' }
  return { fake, options: { ...options, ...extra } as UseChatStreamOptions }
}

const newApp = (prepare: () => void = () => undefined) =>
  createApp({
    setup() {
      prepare()
      return () => null
    },
  })

/** Mounts an app whose component creates chats in its setup. */
function mount<Chats>(makeChats: () => Chats): { app: App; chats: Chats } {
  const made: Chats[] = []
  const app = newApp(() => made.push(makeChats()))
  app.mount(document.createElement('div'))
  const [chats] = made
  if (chats === undefined) throw new Error('The component was not set up.')
  return { app, chats }
}

const titles = () => devtools.events.map(({ title }) => title)

/**
 * Stubs the devtools' global hook, for chats created outside of components.
 * @returns a function that mounts another app
 */
function stubMountedApps(...apps: App[]): (app: App) => void {
  const listeners = new Set<(app: App) => void>()
  vi.stubGlobal('__VUE_DEVTOOLS_GLOBAL_HOOK__', {
    apps,
    on: (_event: 'app:init', listener: (app: App) => void) => listeners.add(listener),
    off: (_event: 'app:init', listener: (app: App) => void) => listeners.delete(listener),
  })
  return (app) => {
    for (const listener of listeners) listener(app)
  }
}

test('an app has one timeline layer, however many chats it has', () => {
  const { options } = createOptions()
  const twice = () => [useWatchedChatStream(options), useWatchedChatStream(options)]
  const { app } = mount(twice)
  expect(devtools.apps).toEqual([app])
  expect(devtools.layers).toEqual(['vue-chat-stream'])

  const other = mount(twice)
  expect(devtools.apps).toEqual([app, other.app])
  app.unmount()
  other.app.unmount()
})

test('the timeline shows an answer from its question to its end in one group', async () => {
  const { fake, options } = createOptions()
  const { app, chats: chat } = mount(() => useWatchedChatStream(options))
  const answer = chat.send('Tell me')
  const request = await fake.next()
  await request.event({ type: 'reasoning-delta', text: 'Hm' })
  await request.text('Once ')
  await request.event({ type: 'tool-delta', id: '1', name: 'weather', args: '{}' })
  await request.event({ type: 'usage', usage: { outputTokens: 3 } })
  await request.end()
  const { id } = await answer

  expect(devtools.events.map(({ title, subtitle }) => [title, subtitle])).toEqual([
    ['question', 'Tell me'],
    ['request', undefined],
    ['response', undefined],
    ['reasoning-delta', 'Hm'],
    ['text-delta', 'Once '],
    ['tool-delta', 'weather'],
    ['usage', '3 tokens'],
    ['finish', 'done'],
    ['stream-end', ''],
    ['complete', 'done'],
  ])
  expect(new Set(devtools.events.map(({ groupId }) => groupId))).toEqual(new Set([id]))
  app.unmount()
})

test('the next answer gets its own group', async () => {
  const { fake, options } = createOptions()
  const { app, chats: chat } = mount(() => useWatchedChatStream(options))
  const ids: string[] = []
  for (const question of ['One', 'Two']) {
    const answer = chat.send(question)
    await (await fake.next()).end()
    ids.push((await answer).id)
  }
  expect([...new Set(devtools.events.map(({ groupId }) => groupId))]).toEqual(ids)
  app.unmount()
})

test('the timeline shows each reconnect with its reason', async () => {
  const retry = { maxAttempts: 2, baseDelay: 0 }
  const { app, chats: chat } = mount(() =>
    useWatchedChatStream({
      url: 'http://localhost/',
      retry,
      idempotencyKey: true,
      updates: 'event',
      fetch: () => Promise.reject(new TypeError('Nobody is there')),
    }),
  )
  const { error } = await chat.send('Tell me')

  expect(titles()).toEqual(['question', 'request', 'reconnecting', 'request', 'failed'])
  expect(devtools.events.map(({ logType }) => logType)).toContain('warning')
  const ending = devtools.events.at(-1)
  expect(ending?.logType).toBe('error')
  expect(ending?.data['error']).toMatchObject({
    kind: 'network',
    message: error?.message,
    // The message's error has no cause: it is plain data.
    cause: 'TypeError: Nobody is there',
  })
  app.unmount()
})

test('the hooks and headers of the options still work', async () => {
  const [onEvent, onFinish] = [vi.fn(), vi.fn()]
  const { fake, options } = createOptions({ headers: { 'x-key': 'a' }, onEvent, onFinish })
  const { app, chats: chat } = mount(() => useWatchedChatStream(options))
  const answer = chat.send('Tell me')
  const request = await fake.next()
  await request.text('Once')
  await request.end()
  const message = await answer

  expect(request.headers.get('x-key')).toBe('a')
  expect(onEvent).toHaveBeenCalledWith({ type: 'text-delta', text: 'Once' }, expect.anything())
  expect(onFinish.mock.calls).toEqual([[message]])
  app.unmount()
})

test('an answer left to another tab is shown as abandoned', async () => {
  const { fake, options } = createOptions()
  const { app, chats: chat } = mount(() => useWatchedChatStream(options))
  const answer = chat.send('Tell me')
  await (await fake.next()).text('Once')
  chat.abandon()
  await answer
  expect(titles().at(-1)).toBe('abandoned')
  app.unmount()
})

test('the inspector lists each chat with its question, status and messages', async () => {
  const { fake, options } = createOptions()
  const { app, chats: chat } = mount(() => useWatchedChatStream(options))
  const answer = chat.send('Tell me')
  const request = await fake.next()
  await request.text('Once')
  const [node] = devtools.chatsOf(app)
  expect(node).toMatchObject({ label: 'Tell me', tags: [{ label: 'streaming' }] })
  expect(devtools.chatsOf(app, 'tell')).toHaveLength(1)
  expect(devtools.chatsOf(app, 'weather')).toHaveLength(0)

  await request.end()
  await answer
  const state = devtools.stateOf(app, node?.id ?? '')
  expect(state?.['messages']?.map(({ key }) => key)).toEqual(['user', 'assistant'])
  expect(state?.['metrics']).toContainEqual({ key: 'attempts', value: 1 })
  app.unmount()
})

test('the inspector drops a chat whose component is unmounted, and the timeline shows its end', async () => {
  const { fake, options } = createOptions()
  const { app, chats: chat } = mount(() => useWatchedChatStream(options))
  const answer = chat.send('Tell me')
  await (await fake.next()).text('Once')
  expect(devtools.chatsOf(app)).toHaveLength(1)
  app.unmount()
  await answer
  expect(devtools.chatsOf(app)).toEqual([])
  expect(titles().at(-1)).toBe('stopped')
})

test('the inspector lists a chat that two components share once, until both are unmounted', async () => {
  const { options } = createOptions({ id: 'mine' })
  const use = () => useWatchedChatStream(options)
  const { app, chats } = mount(() => [use(), use()])
  expect(devtools.chatsOf(app)).toHaveLength(1)
  chats[0]?.dispose()
  expect(devtools.chatsOf(app)).toHaveLength(1)
  app.unmount()
  await nextTick()
  expect(devtools.chatsOf(app)).toEqual([])
})

test('the inspector drops a chat outside of any scope on dispose()', async () => {
  const app = newApp()
  stubMountedApps(app)
  const chat = useWatchedChatStream(createOptions().options)
  expect(devtools.chatsOf(app)).toHaveLength(1)
  chat.dispose()
  expect(devtools.chatsOf(app)).toEqual([])
})

test("a store's chat appears in the app that was mounted last", () => {
  const [first, last] = [newApp(), newApp()]
  stubMountedApps(first, last)
  const scope = effectScope()
  scope.run(() => useWatchedChatStream(createOptions().options))
  expect(devtools.apps).toEqual([last])
  expect(devtools.chatsOf(last)).toHaveLength(1)
  scope.stop()
  expect(devtools.chatsOf(last)).toEqual([])
})

test('a chat created before any app is mounted appears in the first app that is mounted', async () => {
  const mountApp = stubMountedApps()
  const { fake, options } = createOptions()
  const scope = effectScope()
  const chat = scope.run(() => useWatchedChatStream(options))
  expect(devtools.apps).toEqual([])

  const app = newApp()
  mountApp(app)
  mountApp(newApp())
  expect(devtools.apps).toEqual([app])
  void chat?.send('Tell me')
  await fake.next()
  expect(titles()).toEqual(['question', 'request'])
  scope.stop()
})

test('a chat that ends before any app is mounted is not shown', () => {
  const mountApp = stubMountedApps()
  const scope = effectScope()
  scope.run(() => useWatchedChatStream(createOptions().options))
  scope.stop()
  mountApp(newApp())
  expect(devtools.apps).toEqual([])
})

test('without devtools, the composable works on its own', async () => {
  const { fake, options } = createOptions()
  const chat = useWatchedChatStream(options)
  const answer = chat.send('Tell me')
  await (await fake.next()).end()
  expect(await answer).toMatchObject({ outcome: 'complete' })
  expect(devtools.events).toEqual([])
  chat.dispose()
})
