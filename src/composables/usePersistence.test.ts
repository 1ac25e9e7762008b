import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSSRApp, defineComponent, effectScope, h, nextTick, Suspense } from 'vue'
import { renderToString } from 'vue/server-renderer'
import {
  textOf,
  webStoragePersistence,
  type ChatMessage,
  type ChatPersistence,
  type ChatSnapshot,
  type Transport,
} from '../core/index.ts'
import { createFakeTransport } from '../testing/index.ts'
import { useChatStream, type UseChatStreamOptions } from './useChatStream.ts'

type Chat = ReturnType<typeof useChatStream>

const KEY = 'vue-chat-stream-chat:mine'

const scopes = new Set<ReturnType<typeof effectScope>>()
beforeEach(() => {
  localStorage.clear()
})
afterEach(() => {
  for (const scope of scopes) scope.stop()
  scopes.clear()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Opens a chat, as a page does after a reload. The former page does not end: its tab may have been killed. */
function openPage(extra: Partial<UseChatStreamOptions> = {}) {
  const fake = createFakeTransport()
  const scope = effectScope()
  scopes.add(scope)
  const chat = scope.run(() =>
    useChatStream({
      url: '/chat',
      id: 'mine',
      persist: webStoragePersistence(),
      transport: fake.transport,
      updates: 'event',
      ...extra,
    } as UseChatStreamOptions),
  ) as Chat
  return { chat, fake, scope }
}

/** Forgets the chats of this page, as a reload does. */
const reload = async () => {
  for (const scope of scopes) scope.stop()
  scopes.clear()
  await nextTick()
}

const textsOf = (messages: readonly ChatMessage[]) => messages.map(textOf)
const stored = () => JSON.parse(localStorage.getItem(KEY) ?? '{"messages":[]}') as ChatSnapshot
const restored = (chat: Chat) => vi.waitFor(() => expect(chat.isRestored.value).toBe(true))
const store = (...messages: readonly Partial<ChatMessage>[]) =>
  localStorage.setItem(KEY, JSON.stringify({ version: 1, savedAt: 0, messages }))
const question = (text: string) =>
  ({ id: text, role: 'user', parts: [{ type: 'text', text }], createdAt: 0 }) as const

describe('persist', () => {
  test('stores a chat and restores it after a reload', async () => {
    const { chat, fake } = openPage()
    await restored(chat)
    void chat.send('Tell me')
    const request = await fake.next()
    expect(textsOf(stored().messages)).toEqual(['Tell me', ''])
    await request.text('Once')
    await request.end()
    expect(stored().messages[1]).toMatchObject({ outcome: 'complete' })
    await reload()
    const after = openPage()
    expect(after.chat.messages.value).toEqual([])
    expect(after.chat.isRestored.value).toBe(false)
    await restored(after.chat)
    expect(textsOf(after.chat.messages.value)).toEqual(['Tell me', 'Once'])
    expect(after.fake.requests).toHaveLength(0)
  })

  test('requires an id', () => {
    expect(() => openPage({ id: undefined } as object)).toThrow(
      '`id` must be a text of 1 to 1,000 characters (`persist` needs it), not undefined.',
    )
  })

  test('sends a question that was asked before the chat is restored after that', async () => {
    store(question('Before'))
    const { chat, fake } = openPage()
    void chat.send('After')
    const request = await fake.next()
    expect(textsOf(request.messages)).toEqual(['Before', 'After'])
  })

  test('clears the stored chat, also if that is asked before it is restored', async () => {
    store(question('Before'))
    const { chat } = openPage()
    chat.clear()
    await vi.waitFor(() => expect(localStorage.getItem(KEY)).toBeNull())
    expect(chat.messages.value).toEqual([])
  })

  test('stores messages that the page replaces itself', async () => {
    const { chat } = openPage()
    await restored(chat)
    chat.messages.value = [question('Mine')]
    expect(textsOf(stored().messages)).toEqual(['Mine'])
  })

  test('stores an answer as stopped when its last component is left', async () => {
    const { chat, fake, scope } = openPage()
    await restored(chat)
    void chat.send('Tell me')
    const request = await fake.next()
    await request.text('Once')
    scope.stop()
    await nextTick()
    expect(stored().messages[1]).toMatchObject({ outcome: 'stopped', parts: [{ text: 'Once' }] })
  })

  test('follows an id that changes', async () => {
    store(question('Mine'))
    const id = { value: 'mine' }
    const { chat } = openPage({ id: () => id.value })
    await restored(chat)
    expect(textsOf(chat.messages.value)).toEqual(['Mine'])
  })
})

describe('the errors of persist', () => {
  const failing: ChatPersistence = {
    load: () => undefined,
    save: () => Promise.reject(new DOMException('Full', 'QuotaExceededError')),
    remove: () => undefined,
  }

  test('are in `persistError`, and the chat continues', async () => {
    const { chat, fake } = openPage({ persist: failing })
    await restored(chat)
    expect(chat.persistError.value).toBeUndefined()
    const answer = chat.send('Tell me')
    const request = await fake.next()
    await request.end('Once')
    expect(await answer).toMatchObject({ outcome: 'complete' })
    await vi.waitFor(() =>
      expect(chat.persistError.value).toMatchObject({
        kind: 'storage',
        cause: { name: 'QuotaExceededError' },
      }),
    )
    expect(chat.error.value).toBeUndefined()
  })

  test('include a browser that blocks site data', async () => {
    vi.stubGlobal(
      'localStorage',
      new Proxy(
        {},
        {
          get() {
            throw new DOMException('Blocked', 'SecurityError')
          },
        },
      ),
    )
    const { chat } = openPage()
    await restored(chat)
    expect(chat.persistError.value?.message).toContain('Could not load the chat `mine`')
  })
})

describe('an answer that was streaming when the page was closed', () => {
  const answer = {
    id: 'A',
    role: 'assistant',
    parts: [{ type: 'text', text: 'Once' }],
    createdAt: 1,
  } as const

  /** A server that has the run of each question, and counts the questions. */
  function createServer() {
    const requests: string[] = []
    const transport: Transport = async function* (request, { resumption, onOpen, onResumable }) {
      requests.push(resumption ? `resume ${resumption.sessionId}` : request.message)
      onOpen()
      onResumable('session', 'cursors')
      yield { event: 'message', data: '{"content":"Once upon a time"}', id: '', cursor: 1 }
      yield { event: 'message', data: '[DONE]', id: '', cursor: 2 }
    }
    return { requests, transport }
  }

  test('is resumed without asking again, and a question waits for it', async () => {
    store(question('Q'), { ...answer, run: { key: 'k', sessionId: 'session' } })
    const { requests, transport } = createServer()
    const { chat } = openPage({ transport })
    const next = chat.send('Next')
    await next
    expect(requests).toEqual(['resume session', 'Next'])
    expect(textsOf(chat.messages.value)).toEqual([
      'Q',
      'Once upon a time',
      'Next',
      'Once upon a time',
    ])
    expect(stored().messages[1]).toMatchObject({ outcome: 'complete' })
  })

  test('is truncated if its run is not known, and nothing is sent', async () => {
    store(question('Q'), { ...answer, run: { key: 'k' } })
    const { requests, transport } = createServer()
    const { chat } = openPage({ transport })
    await restored(chat)
    expect(chat.messages.value[1]).toMatchObject({
      outcome: 'truncated',
      error: { kind: 'incomplete' },
      parts: [{ text: 'Once' }],
    })
    expect(requests).toEqual([])
  })
})

describe('a page rendered on a server', () => {
  const load = vi.fn(() => ({ version: 1, savedAt: 0, messages: [question('Stored')] }))
  const persist: ChatPersistence = { load, save: () => undefined, remove: () => undefined }
  const Page = defineComponent(() => {
    const { messages, isRestored } = useChatStream({ url: '/chat', id: 'mine', persist })
    return () => h('p', `${isRestored.value} ${textsOf(messages.value).join()}`)
  })

  test('reads nothing on the server, hydrates without a mismatch, and is restored after that', async () => {
    const warn = vi.spyOn(console, 'warn')
    const error = vi.spyOn(console, 'error')
    vi.stubGlobal('window', undefined)
    const html = await renderToString(createSSRApp(Page))
    vi.unstubAllGlobals()
    expect(html).toBe('<p>false </p>')
    expect(load).not.toHaveBeenCalled()

    const root = document.createElement('div')
    root.innerHTML = html
    const app = createSSRApp(Page)
    app.mount(root)
    expect(root.innerHTML).toBe('<p>false </p>')
    await vi.waitFor(() => expect(root.textContent).toBe('true Stored'))
    expect(warn).not.toHaveBeenCalled()
    expect(error).not.toHaveBeenCalled()
    app.unmount()
  })

  test('is restored after hydration, even if the setup of the component waits', async () => {
    const warn = vi.spyOn(console, 'warn')
    let proceed: () => void = () => undefined
    const AsyncPage = defineComponent({
      async setup() {
        const { messages } = useChatStream({ url: '/chat', id: 'mine', persist })
        await new Promise<void>((resolve) => (proceed = resolve))
        return () => h('p', textsOf(messages.value).join())
      },
    })
    const root = document.createElement('div')
    root.innerHTML = '<p></p>'
    const app = createSSRApp(() => h(Suspense, () => h(AsyncPage)))
    app.mount(root)
    await vi.dynamicImportSettled()
    proceed()
    await vi.waitFor(() => expect(root.textContent).toBe('Stored'))
    expect(warn.mock.calls.join()).not.toMatch(/mismatch/)
    app.unmount()
  })

  test('reads nothing for a chat without a component, and sends its questions', async () => {
    load.mockClear()
    vi.stubGlobal('window', undefined)
    const { chat, fake } = openPage({ persist })
    void chat.send('Tell me')
    const { messages } = await fake.next()
    expect(textsOf(messages)).toEqual(['Tell me'])
    expect(load).not.toHaveBeenCalled()
  })
})
