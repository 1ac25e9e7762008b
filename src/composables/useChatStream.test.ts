import { mount } from '@vue/test-utils'
import { createPinia, defineStore, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  computed,
  createSSRApp,
  defineComponent,
  effectScope,
  h,
  ref,
  shallowRef,
  watch,
} from 'vue'
import { renderToString } from 'vue/server-renderer'
import { textOf, type ChatMessage } from '../core/index.ts'
import { createFakeTransport, type FakeRequest, type FakeTransport } from '../testing/index.ts'
import { useChatStream, type UseChatStreamOptions } from './useChatStream.ts'

type Chat = ReturnType<typeof useChatStream>

function begin(chat: Chat, { next }: FakeTransport): Promise<FakeRequest> {
  void chat.send('Tell me')
  return next()
}

const createOptions = (extra: Partial<UseChatStreamOptions> = {}) => {
  const fake = createFakeTransport()
  const options: UseChatStreamOptions = {
    url: 'http://localhost/',
    transport: fake.transport,
    updates: 'event',
    ...extra,
  }
  return { fake, options }
}

let warn = vi.spyOn(console, 'warn')
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  expect(warn).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

describe('the lifetime of a chat', () => {
  test('a chat created in a component ends when the component is unmounted', async () => {
    const { fake, options } = createOptions()
    let chat: Chat | undefined
    const wrapper = mount(
      defineComponent(() => {
        const mine = useChatStream(options)
        chat = mine
        return () => h('p', mine.messages.value.map(textOf).join('|'))
      }),
    )
    const answer = chat?.send('Tell me')
    const request = await fake.next()
    await request.text('Once')
    expect(wrapper.text()).toBe('Tell me|Once')
    wrapper.unmount()
    expect(await answer).toMatchObject({ outcome: 'stopped' })
    expect(request.aborted).toBe(true)
  })

  test('a chat with `detach` continues after its component is unmounted', async () => {
    const messages = shallowRef<readonly ChatMessage[]>([])
    const { fake, options } = createOptions({ onUnmount: 'detach', messages })
    let chat: Chat | undefined
    const wrapper = mount(
      defineComponent(() => {
        chat = useChatStream(options)
        return () => null
      }),
    )
    void chat?.send('Tell me')
    const request = await fake.next()
    wrapper.unmount()
    await request.text('Once')
    expect(messages.value.map(textOf)).toEqual(['Tell me', 'Once'])
    chat?.dispose()
  })

  test('a chat created in an effect scope ends with the scope', async () => {
    const { fake, options } = createOptions()
    const scope = effectScope()
    const chat = scope.run(() => useChatStream(options))
    void chat?.send('Tell me')
    const request = await fake.next()
    scope.stop()
    expect(request.aborted).toBe(true)
  })

  test('a chat of a Pinia store outlives the component that first uses the store', async () => {
    setActivePinia(createPinia())
    const { fake, options } = createOptions()
    const useStore = defineStore('chat', () => useChatStream(options))
    const wrapper = mount(
      defineComponent(() => {
        const store = useStore()
        void store.send('Tell me')
        return () => null
      }),
    )
    const request = await fake.next()
    wrapper.unmount()
    await request.text('Once')
    expect(useStore().messages.map(textOf)).toEqual(['Tell me', 'Once'])
    useStore().dispose()
    expect(request.aborted).toBe(true)
  })

  test('a chat outside of any scope lives until dispose()', async () => {
    const { fake, options } = createOptions()
    const chat = useChatStream(options)
    const request = await begin(chat, fake)
    chat.dispose()
    expect(request.aborted).toBe(true)
  })

  test('a chat rendered on a server sends no request', async () => {
    const { fake, options } = createOptions()
    const app = createSSRApp(
      defineComponent(() => {
        const { messages, status } = useChatStream({ ...options, updates: 'frame' })
        return () => h('p', `${status.value} ${messages.value.length}`)
      }),
    )
    expect(await renderToString(app)).toBe('<p>ready 0</p>')
    expect(fake.requests).toHaveLength(0)
  })
})

describe('the options of a chat', () => {
  test('changing `url` stops the streaming answer; the next question goes to the new URL', async () => {
    const url = ref('http://localhost/a')
    const { fake, options } = createOptions({ url })
    const chat = useChatStream(options)
    const answer = chat.send('Tell me')
    expect((await fake.next()).url).toBe('http://localhost/a')
    url.value = 'http://localhost/b'
    expect((await answer).outcome).toBe('stopped')
    void chat.send('And now?')
    expect((await fake.next()).url).toBe('http://localhost/b')
    chat.dispose()
  })

  test.each<[string, () => UseChatStreamOptions['headers']]>([
    ['an object', () => ({ 'x-key': '1' })],
    ['a ref', () => ref({ 'x-key': '1' })],
    ['a getter', () => () => ({ 'x-key': '1' })],
    ['an async function', () => async () => ({ 'x-key': '1' })],
  ])('headers as %s', async (_, headers) => {
    const { fake, options } = createOptions({ headers: headers() ?? {} })
    const chat = useChatStream(options)
    const request = await begin(chat, fake)
    expect(request.headers.get('x-key')).toBe('1')
    chat.dispose()
  })

  test('`headers` are read again for every question', async () => {
    const key = ref('1')
    const { fake, options } = createOptions({ headers: () => ({ 'x-key': key.value }) })
    const chat = useChatStream(options)
    await begin(chat, fake)
    chat.stop()
    key.value = '2'
    await begin(chat, fake)
    expect(fake.requests.map(({ headers }) => headers.get('x-key'))).toEqual(['1', '2'])
    chat.dispose()
  })

  test('`messages` accepts a list, or a ref that other code may change', async () => {
    const first: ChatMessage = {
      id: '1',
      role: 'assistant',
      parts: [{ type: 'text', text: 'Hello' }],
      createdAt: 0,
    }
    expect(useChatStream({ url: 'http://localhost/', messages: [first] }).messages.value).toEqual([
      first,
    ])

    const messages = shallowRef<readonly ChatMessage[]>([first])
    const { fake, options } = createOptions({ messages })
    const chat = useChatStream(options)
    const request = await begin(chat, fake)
    expect(messages.value[0]).toBe(first)
    messages.value = []
    await request.text('into the void')
    chat.stop()
    expect(messages.value).toEqual([])
    chat.dispose()
  })

  test('`onChange` receives each change of `messages` after it was made, and only those of the chat', async () => {
    const seen: string[] = []
    const messages = shallowRef<readonly ChatMessage[]>([])
    const { fake, options } = createOptions({
      messages,
      onChange: (change) => seen.push(`${change.type}: ${messages.value.map(textOf).join('|')}`),
    })
    const chat = useChatStream(options)
    const request = await begin(chat, fake)
    await request.text('Once')
    messages.value = messages.value.slice(1)
    await request.close()
    expect(seen).toEqual(['replaced: Tell me|', 'delta: Tell me|Once', 'ended: Once'])
    chat.dispose()
  })

  test.each([
    ['onUnmount', { onUnmount: 'explode' }],
    ['updates', { updates: 'sometimes' }],
    ['updates', { updates: -1 }],
    ['transport', { transport: 'pigeon' }],
  ])('an invalid `%s` throws an error that names it', (name, wrong) => {
    const options = { url: 'http://localhost/', ...wrong } as UseChatStreamOptions
    expect(() => useChatStream(options)).toThrow(`\`${name}\``)
  })
})

describe('the refs of a chat', () => {
  test('watchers and computed values can follow the refs', async () => {
    const { fake, options } = createOptions()
    const chat = useChatStream(options)
    const statuses: string[] = []
    const stop = watch(chat.status, (status) => statuses.push(status), { flush: 'sync' })
    const last = computed(() => chat.messages.value.at(-1))
    const answer = chat.send('Tell me')
    const second = chat.send('Next')
    expect(chat.queue.value.map(textOf)).toEqual(['Next'])
    const request = await fake.next()
    await request.text('Once')
    expect(last.value && textOf(last.value)).toBe('Once')
    expect(chat.metrics.value).toMatchObject({ attempts: 1 })
    chat.stop()
    expect((await answer).outcome).toBe('stopped')
    expect(statuses).toEqual(['submitted', 'streaming', 'ready', 'submitted'])
    expect(chat.queue.value).toEqual([])
    chat.dispose()
    await second
    stop()
  })

  test('earlier messages stay the same objects while an answer streams', async () => {
    const { fake, options } = createOptions()
    const chat = useChatStream(options)
    const request = await begin(chat, fake)
    await request.text('a')
    const [question, answer] = chat.messages.value
    await request.text('b')
    expect(chat.messages.value[1]).not.toBe(answer)
    expect(chat.messages.value[0]).toBe(question)
    chat.dispose()
  })
})

describe('the option `updates`', () => {
  let frames: (() => void)[] = []
  let isHidden = false
  beforeEach(() => {
    frames = []
    isHidden = false
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
    vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
    vi.stubGlobal('cancelAnimationFrame', (id: number) => (frames[id - 1] = () => {}))
  })
  afterEach(() => vi.unstubAllGlobals())

  async function grow(updates: UseChatStreamOptions['updates']) {
    const { fake, options } = createOptions(updates === undefined ? {} : { updates })
    const chat = useChatStream(options)
    const request = await begin(chat, fake)
    const changes: string[] = []
    watch(chat.messages, (list) => changes.push(list.map(textOf).join('|')), { flush: 'sync' })
    const push = (...texts: string[]) => Promise.all(texts.map(request.text))
    return { chat, push, changes }
  }

  test('`frame` updates the refs once per frame, however many events arrive', async () => {
    const { chat, push, changes } = await grow('frame')
    await push('a', 'b', 'c')
    expect(changes).toEqual([])
    frames.at(-1)?.()
    expect(changes).toEqual(['Tell me|abc'])
    await push('d')
    frames.at(-1)?.()
    expect(changes).toEqual(['Tell me|abc', 'Tell me|abcd'])
    chat.dispose()
  })

  test('`frame` updates the refs immediately while the page is hidden, and when it becomes hidden', async () => {
    const { chat, push, changes } = await grow('frame')
    await push('a')
    isHidden = true
    document.dispatchEvent(new Event('visibilitychange'))
    expect(changes).toEqual(['Tell me|a'])
    await push('b')
    expect(changes).toEqual(['Tell me|a', 'Tell me|ab'])
    chat.dispose()
  })

  test('`frame` publishes the end without a frame, and leaves no frame scheduled', async () => {
    const { chat, push } = await grow('frame')
    const remove = vi.spyOn(document, 'removeEventListener')
    const add = vi.spyOn(document, 'addEventListener')
    await push('a')
    expect(add).toHaveBeenCalled()
    chat.stop()
    expect(chat.messages.value.map(textOf)).toEqual(['Tell me', 'a'])
    const before = chat.messages.value
    for (const frame of frames) frame()
    expect(chat.messages.value).toBe(before)
    expect(remove).toHaveBeenCalledTimes(add.mock.calls.length)
    chat.dispose()
  })

  test('`event` updates the refs for every event', async () => {
    const { chat, push, changes } = await grow('event')
    await push('a')
    await push('b')
    expect(changes).toEqual(['Tell me|a', 'Tell me|ab'])
    chat.dispose()
  })

  test('a number updates the refs at most once in that many milliseconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { fake, options } = createOptions({ updates: 100, idleTimeout: 0 })
    const chat = useChatStream(options)
    const request = await begin(chat, fake)
    await request.text('a')
    await request.text('b')
    await vi.advanceTimersByTimeAsync(99)
    expect(chat.messages.value.map(textOf)).toEqual(['Tell me', ''])
    await vi.advanceTimersByTimeAsync(1)
    expect(chat.messages.value.map(textOf)).toEqual(['Tell me', 'ab'])
    chat.dispose()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})
