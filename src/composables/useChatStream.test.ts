import { mount } from '@vue/test-utils'
import { createPinia, defineStore, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  computed,
  createSSRApp,
  defineComponent,
  effectScope,
  h,
  nextTick,
  ref,
  shallowRef,
  watch,
} from 'vue'
import { renderToString } from 'vue/server-renderer'
import { textOf, type ChatMessage, type StreamRecord, type Transport } from '../core/index.ts'
import { useChatStream, type UseChatStreamOptions } from './useChatStream.ts'

const content = (text: string): StreamRecord => ({
  event: 'message',
  data: JSON.stringify({ content: text }),
  id: '',
})

/** Streams what it is given, until its signal ends it; counts the streams that are open. */
function source() {
  let open = 0
  const asked: { url: string; headers: Headers }[] = []
  let push: (text: string) => void = () => {}
  const transport: Transport = async function* (_, context) {
    asked.push({ url: context.url, headers: await context.headers() })
    open += 1
    let wake = () => {}
    let texts: string[] = []
    push = (text) => (texts.push(text), wake())
    context.signal.addEventListener('abort', () => wake())
    try {
      while (!context.signal.aborted) {
        const ready = texts
        texts = []
        yield* ready.map(content)
        if (texts.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      open -= 1
    }
  }
  return { transport, asked, open: () => open, push: (text: string) => push(text) }
}

type Chat = ReturnType<typeof useChatStream>

async function begin(chat: Chat, { open }: { open: () => number }): Promise<void> {
  void chat.send('Tell me')
  await vi.waitFor(() => expect(open()).toBe(1))
}

const streaming = (extra: Partial<UseChatStreamOptions> = {}) => {
  const from = source()
  const options: UseChatStreamOptions = {
    url: 'http://localhost/',
    transport: from.transport,
    updates: 'event',
    ...extra,
  }
  return { from, options }
}

let warn = vi.spyOn(console, 'warn')
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  expect(warn).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

describe('where it lives', () => {
  test('in a component: the stream ends when the component is unmounted', async () => {
    const { from, options } = streaming()
    let chat: Chat | undefined
    const wrapper = mount(
      defineComponent(() => {
        const mine = useChatStream(options)
        chat = mine
        return () => h('p', mine.messages.value.map(textOf).join('|'))
      }),
    )
    const answer = chat?.send('Tell me')
    await vi.waitFor(() => expect(from.open()).toBe(1))
    from.push('Once')
    await vi.waitFor(() => expect(wrapper.text()).toBe('Tell me|Once'))
    wrapper.unmount()
    expect(await answer).toMatchObject({ outcome: 'stopped' })
    await vi.waitFor(() => expect(from.open()).toBe(0))
  })

  test('with `detach`, it goes on without the component', async () => {
    const messages = shallowRef<readonly ChatMessage[]>([])
    const { from, options } = streaming({ onUnmount: 'detach', messages })
    let chat: Chat | undefined
    const wrapper = mount(
      defineComponent(() => {
        chat = useChatStream(options)
        return () => null
      }),
    )
    void chat?.send('Tell me')
    await vi.waitFor(() => expect(from.open()).toBe(1))
    wrapper.unmount()
    from.push('Once')
    await vi.waitFor(() => expect(messages.value.map(textOf)).toEqual(['Tell me', 'Once']))
    chat?.dispose()
  })

  test('in an effect scope: it ends with the scope', async () => {
    const { from, options } = streaming()
    const scope = effectScope()
    const chat = scope.run(() => useChatStream(options))
    void chat?.send('Tell me')
    await vi.waitFor(() => expect(from.open()).toBe(1))
    scope.stop()
    await vi.waitFor(() => expect(from.open()).toBe(0))
  })

  test('in a Pinia store that a component happens to create: it outlives the component', async () => {
    setActivePinia(createPinia())
    const { from, options } = streaming()
    const useStore = defineStore('chat', () => useChatStream(options))
    const wrapper = mount(
      defineComponent(() => {
        const store = useStore()
        void store.send('Tell me')
        return () => null
      }),
    )
    await vi.waitFor(() => expect(from.open()).toBe(1))
    wrapper.unmount()
    from.push('Once')
    await vi.waitFor(() => expect(useStore().messages.map(textOf)).toEqual(['Tell me', 'Once']))
    useStore().dispose()
    await vi.waitFor(() => expect(from.open()).toBe(0))
  })

  test('outside of any scope: until it is disposed of', async () => {
    const { from, options } = streaming()
    const chat = useChatStream(options)
    void chat.send('Tell me')
    await vi.waitFor(() => expect(from.open()).toBe(1))
    chat.dispose()
    await vi.waitFor(() => expect(from.open()).toBe(0))
  })

  test('on a server it renders, and asks nothing', async () => {
    const { from, options } = streaming()
    const app = createSSRApp(
      defineComponent(() => {
        const { messages, status } = useChatStream({ ...options, updates: 'frame' })
        return () => h('p', `${status.value} ${messages.value.length}`)
      }),
    )
    expect(await renderToString(app)).toBe('<p>ready 0</p>')
    expect(from.asked).toHaveLength(0)
  })
})

describe('what it takes', () => {
  test('a change of the url ends the answer under way; the next question goes to the new one', async () => {
    const url = ref('http://localhost/a')
    const { from, options } = streaming({ url })
    const chat = useChatStream(options)
    const answer = chat.send('Tell me')
    await vi.waitFor(() => expect(from.open()).toBe(1))
    url.value = 'http://localhost/b'
    expect((await answer).outcome).toBe('stopped')
    void chat.send('And now?')
    await vi.waitFor(() => expect(from.asked).toHaveLength(2))
    expect(from.asked.map((each) => each.url)).toEqual(['http://localhost/a', 'http://localhost/b'])
    chat.dispose()
  })

  test.each<[string, () => UseChatStreamOptions['headers']]>([
    ['an object', () => ({ 'x-key': '1' })],
    ['a ref', () => ref({ 'x-key': '1' })],
    ['a getter', () => () => ({ 'x-key': '1' })],
    ['an async function', () => async () => ({ 'x-key': '1' })],
  ])('headers as %s', async (_, headers) => {
    const { from, options } = streaming({ headers: headers() ?? {} })
    const chat = useChatStream(options)
    await begin(chat, from)
    expect(from.asked[0]?.headers.get('x-key')).toBe('1')
    chat.dispose()
  })

  test('headers are read afresh for every question', async () => {
    const key = ref('1')
    const { from, options } = streaming({ headers: () => ({ 'x-key': key.value }) })
    const chat = useChatStream(options)
    await begin(chat, from)
    chat.stop()
    key.value = '2'
    await vi.waitFor(() => expect(from.open()).toBe(0))
    await begin(chat, from)
    expect(from.asked.map(({ headers }) => headers.get('x-key'))).toEqual(['1', '2'])
    chat.dispose()
  })

  test('first messages, as a list or as a ref that others may change', async () => {
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
    const { from, options } = streaming({ messages })
    const chat = useChatStream(options)
    await begin(chat, from)
    expect(messages.value[0]).toBe(first)
    messages.value = []
    from.push('into the void')
    chat.stop()
    expect(messages.value).toEqual([])
    chat.dispose()
  })

  test.each([
    ['onUnmount', { onUnmount: 'explode' }],
    ['updates', { updates: 'sometimes' }],
    ['updates', { updates: -1 }],
    ['transport', { transport: 'pigeon' }],
  ])('a wrong %s is refused by name', (name, wrong) => {
    const options = { url: 'http://localhost/', ...wrong } as UseChatStreamOptions
    expect(() => useChatStream(options)).toThrow(`\`${name}\``)
  })
})

describe('what it gives', () => {
  test('refs that watchers and computed values can follow', async () => {
    const { from, options } = streaming()
    const chat = useChatStream(options)
    const statuses: string[] = []
    const stop = watch(chat.status, (status) => statuses.push(status), { flush: 'sync' })
    const last = computed(() => chat.messages.value.at(-1))
    const answer = chat.send('Tell me')
    const second = chat.send('Next')
    expect(chat.queue.value.map(textOf)).toEqual(['Next'])
    await vi.waitFor(() => expect(from.open()).toBe(1))
    from.push('Once')
    await vi.waitFor(() => expect(last.value && textOf(last.value)).toBe('Once'))
    expect(chat.metrics.value).toMatchObject({ attempts: 1 })
    chat.stop()
    expect((await answer).outcome).toBe('stopped')
    expect(statuses).toEqual(['submitted', 'streaming', 'ready', 'submitted'])
    expect(chat.queue.value).toEqual([])
    chat.dispose()
    await second
    stop()
  })

  test('earlier messages that stay the same objects while an answer grows', async () => {
    const { from, options } = streaming()
    const chat = useChatStream(options)
    await begin(chat, from)
    from.push('a')
    await vi.waitFor(() => expect(chat.status.value).toBe('streaming'))
    const [question, answer] = chat.messages.value
    from.push('b')
    await vi.waitFor(() => expect(chat.messages.value[1]).not.toBe(answer))
    expect(chat.messages.value[0]).toBe(question)
    chat.dispose()
  })
})

describe('updates', () => {
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
    const { from, options } = streaming(updates === undefined ? {} : { updates })
    const chat = useChatStream({ ...options, onEvent: () => (events += 1) })
    let events = 0
    await begin(chat, from)
    const changes: string[] = []
    watch(chat.messages, (list) => changes.push(list.map(textOf).join('|')), { flush: 'sync' })
    const push = async (...texts: string[]) => {
      const before = events
      for (const text of texts) from.push(text)
      await vi.waitFor(() => expect(events).toBe(before + texts.length))
    }
    return { chat, push, changes }
  }

  test('by frame: one change a frame, however many events', async () => {
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

  test('by frame: directly while the page is hidden, and what waits when it becomes so', async () => {
    const { chat, push, changes } = await grow('frame')
    await push('a')
    isHidden = true
    document.dispatchEvent(new Event('visibilitychange'))
    expect(changes).toEqual(['Tell me|a'])
    await push('b')
    expect(changes).toEqual(['Tell me|a', 'Tell me|ab'])
    chat.dispose()
  })

  test('by frame: the end does not wait for one, and leaves none behind', async () => {
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

  test('by event: every one', async () => {
    const { chat, push, changes } = await grow('event')
    await push('a')
    await push('b')
    expect(changes).toEqual(['Tell me|a', 'Tell me|ab'])
    chat.dispose()
  })

  test('by milliseconds: at most once in so many', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const from = source()
    const chat = useChatStream({
      url: 'http://localhost/',
      transport: from.transport,
      updates: 100,
      idleTimeout: 0,
    })
    void chat.send('Tell me')
    await nextTick()
    await vi.advanceTimersByTimeAsync(0)
    from.push('a')
    from.push('b')
    await vi.advanceTimersByTimeAsync(99)
    expect(chat.messages.value.map(textOf)).toEqual(['Tell me', ''])
    await vi.advanceTimersByTimeAsync(1)
    expect(chat.messages.value.map(textOf)).toEqual(['Tell me', 'ab'])
    chat.dispose()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})
