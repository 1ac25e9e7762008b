import { mount } from '@vue/test-utils'
import { createPinia, defineStore } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createApp,
  createSSRApp,
  defineComponent,
  effectScope,
  h,
  nextTick,
  ref,
  shallowRef,
  type Component,
} from 'vue'
import { renderToString } from 'vue/server-renderer'
import { textOf } from '../core/index.ts'
import { createFakeTransport } from '../testing/index.ts'
import { useChatStream, type UseChatStreamOptions } from './useChatStream.ts'

type Chat = ReturnType<typeof useChatStream>

let warn = vi.spyOn(console, 'warn')
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  expect(warn).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

function createChats(extra: Partial<UseChatStreamOptions> = {}) {
  const fake = createFakeTransport()
  const base: UseChatStreamOptions = {
    url: '/chat',
    id: 'mine',
    transport: fake.transport,
    updates: 'event',
  }
  const chats: Chat[] = []
  /** Uses the chat in the current component or scope. */
  const use = (options: Partial<UseChatStreamOptions> = {}) => {
    const chat = useChatStream({ ...base, ...extra, ...options } as UseChatStreamOptions)
    chats.push(chat)
    return chat
  }
  const User = defineComponent(() => {
    const chat = use()
    return () => h('p', chat.messages.value.map(textOf).join('|'))
  })
  return { fake, use, User, chats, first: () => chats[0] as Chat }
}

/** A page that shows one of several components, each with a key. */
function mountPage(...views: readonly Component[]) {
  const shown = shallowRef(views)
  const wrapper = mount(
    defineComponent(() => () => shown.value.map((view, index) => h(view, { key: index }))),
  )
  const show = async (...next: readonly Component[]) => {
    shown.value = next
    await nextTick()
    await nextTick()
  }
  return { wrapper, show }
}

describe('chats with the same id', () => {
  test('share messages, status and one stream in all components of an app', async () => {
    const { fake, User, chats, first } = createChats()
    const { wrapper } = mountPage(User, User)
    void first().send('Tell me')
    const request = await fake.next()
    await request.text('Once')
    expect(wrapper.findAll('p').map((each) => each.text())).toEqual([
      'Tell me|Once',
      'Tell me|Once',
    ])
    expect(chats.map(({ status }) => status.value)).toEqual(['streaming', 'streaming'])
    chats[1]?.stop()
    expect(first().status.value).toBe('ready')
    expect(fake.requests).toHaveLength(1)
  })

  test('are other chats with another id, without an id, and in another app', () => {
    const { use } = createChats()
    const chats = mountIn(() => [use(), use({ id: 'other' }), use({ id: undefined } as object)])
    const [elsewhere] = mountIn(() => [use()])
    chats[0]?.messages.value.concat()
    if (chats[0]) chats[0].messages.value = [{ id: 'q', role: 'user', parts: [], createdAt: 0 }]
    expect([...chats, elsewhere].map((chat) => chat?.messages.value.length)).toEqual([1, 0, 0, 0])
  })

  /** Uses chats in a component of a new app. */
  function mountIn(use: () => Chat[]): Chat[] {
    let chats: Chat[] = []
    const app = createApp(
      defineComponent(() => {
        chats = use()
        return () => null
      }),
    )
    app.mount(document.createElement('div'))
    return chats
  }

  test('continue while one of the components is left, and end with the last one', async () => {
    const { fake, User, first } = createChats()
    const { show } = mountPage(User, User)
    const answer = first().send('Tell me')
    const request = await fake.next()
    await show(User)
    await request.text('Once')
    expect(request.aborted).toBe(false)
    await show()
    expect(request.aborted).toBe(true)
    expect(await answer).toMatchObject({ outcome: 'stopped' })
  })

  test('continue when a hot reload or a route replaces their only component', async () => {
    const { fake, User, use, first, chats } = createChats()
    const Other = defineComponent(() => {
      use()
      return () => null
    })
    const { show } = mountPage(User)
    void first().send('Tell me')
    const request = await fake.next()
    await show(Other)
    await request.text('Once')
    expect(request.aborted).toBe(false)
    expect(chats[1]?.messages.value.map(textOf)).toEqual(['Tell me', 'Once'])
  })

  test('begin empty after the last component has ended', async () => {
    const { fake, User, first, chats } = createChats()
    const { show } = mountPage(User)
    void first().send('Tell me')
    await fake.next()
    await show()
    await show(User)
    expect(chats[1]?.messages.value).toEqual([])
  })

  test('continue without any component if `onUnmount` is `detach`, until dispose()', async () => {
    const { fake, User, first, chats } = createChats({ onUnmount: 'detach' })
    const { show } = mountPage(User)
    void first().send('Tell me')
    const request = await fake.next()
    await show()
    await request.text('Once')
    await show(User)
    expect(chats[1]?.messages.value.map(textOf)).toEqual(['Tell me', 'Once'])
    chats[1]?.dispose()
    chats[1]?.dispose()
    expect(request.aborted).toBe(true)
  })

  test('survive dispose() of one of several users', async () => {
    const { fake, User, chats } = createChats()
    mountPage(User, User)
    void chats[1]?.send('Tell me')
    const request = await fake.next()
    chats[0]?.dispose()
    await request.text('Once')
    expect(chats[1]?.status.value).toBe('streaming')
    chats[1]?.dispose()
    expect(request.aborted).toBe(true)
  })

  test('are shared with a store that was used before any component', async () => {
    const { use, User, first, chats } = createChats()
    const pinia = createPinia()
    const useStore = defineStore('chat', () => ({ chat: use() }))
    useStore(pinia)
    const { wrapper } = mountPage(User)
    first().messages.value = [
      { id: 'q', role: 'user', parts: [{ type: 'text', text: 'Hi' }], createdAt: 0 },
    ]
    await nextTick()
    expect(wrapper.text()).toBe('Hi')
    chats.forEach(({ dispose }) => dispose())
    pinia.state.value = {}
  })

  test('throw for another url, a wrong id, and a ref of messages with an id that may change', () => {
    const { use } = createChats()
    const scope = effectScope()
    scope.run(() => {
      use()
      expect(() => use({ url: '/other' })).toThrow(
        '`url` must be that of the other chat with the id `mine`, not /other.',
      )
      for (const id of ['', 'x'.repeat(1001), 5 as unknown as string]) {
        expect(() => use({ id })).toThrow('`id`')
      }
      const messages = shallowRef([])
      expect(() => use({ id: ref('mine'), messages })).toThrow('`messages`')
    })
    scope.stop()
  })

  test('are never shared between two requests of a server', async () => {
    vi.stubGlobal('window', undefined)
    const { use } = createChats()
    const Page = defineComponent(() => {
      const chat = use()
      const before = chat.messages.value.length
      chat.messages.value = [{ id: 'q', role: 'user', parts: [], createdAt: 0 }]
      return () => h('p', [before, use().messages.value.length].join())
    })
    const pages = await Promise.all([1, 2].map(() => renderToString(createSSRApp(Page))))
    expect(pages).toEqual(['<p>0,1</p>', '<p>0,1</p>'])
    // A store without a component has no app to share its chat in.
    use().messages.value = [{ id: 'q', role: 'user', parts: [], createdAt: 0 }]
    expect(use().messages.value).toEqual([])
    vi.unstubAllGlobals()
  })
})

describe('an id that changes', () => {
  let count = 0
  function useChanging(extra: Partial<UseChatStreamOptions> = {}) {
    // Detached chats of other tests remain in this page.
    const [a, b] = [`a${(count += 1)}`, `b${count}`]
    const id = ref(a)
    const { fake, use } = createChats(extra)
    const scope = effectScope()
    const chat = scope.run(() => use({ id })) as Chat
    return { id, a, b, fake, chat, scope }
  }

  test('switches the refs and the actions to the other chat', async () => {
    const { id, a, b, fake, chat, scope } = useChanging({ onUnmount: 'detach' })
    void chat.send('To a')
    const first = await fake.next()
    id.value = b
    expect([chat.status.value, chat.messages.value]).toEqual(['ready', []])
    void chat.send('To b')
    const second = await fake.next()
    await first.text('From a')
    await second.text('From b')
    expect(chat.messages.value.map(textOf)).toEqual(['To b', 'From b'])
    id.value = a
    expect(chat.messages.value.map(textOf)).toEqual(['To a', 'From a'])
    chat.stop()
    expect([first.aborted, second.aborted]).toEqual([true, false])
    id.value = b
    scope.stop()
    // Ends a detached chat even after its scope has ended, but only the current one.
    chat.dispose()
    expect(second.aborted).toBe(true)
  })

  test('ends the chat that nobody uses any more', async () => {
    const { id, b, fake, chat, scope } = useChanging()
    void chat.send('To a')
    const request = await fake.next()
    id.value = b
    await nextTick()
    expect(request.aborted).toBe(true)
    scope.stop()
  })

  test('does not switch after the scope has ended', async () => {
    const { id, b, chat, scope } = useChanging()
    chat.messages.value = [{ id: 'q', role: 'user', parts: [], createdAt: 0 }]
    scope.stop()
    id.value = b
    expect(chat.messages.value).toHaveLength(1)
  })
})
