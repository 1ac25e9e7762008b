import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { textOf } from '../../core/index.ts'
import { useChats } from './chats.ts'
import { picture, textFile } from '../attachments/files.test-helper.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { useServer } from '../connections/useServer.ts'
import { useSettings } from '../settings/settings.ts'

/** Creates a server that answers only what the test writes. */
function createServer() {
  const answers: { url: string; body: unknown; controller: ReadableStreamDefaultController }[] = []
  const bytes = new TextEncoder()

  const fetch = vi.fn(async (url: string, init: RequestInit) => {
    let controller: ReadableStreamDefaultController | undefined
    const body = new ReadableStream({ start: (given) => void (controller = given) })
    if (!controller) throw new Error('The stream did not start.')
    const started = controller
    init.signal?.addEventListener('abort', () => started.error(init.signal?.reason))
    answers.push({
      url,
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      controller,
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })

  async function write(index: number, content: string): Promise<void> {
    const line = `data: ${JSON.stringify({ content })}\n\n`
    answers[index]?.controller.enqueue(bytes.encode(line))
    await settle()
  }
  async function end(index: number): Promise<void> {
    answers[index]?.controller.enqueue(bytes.encode('event: close\ndata: {"reason":"done"}\n\n'))
    answers[index]?.controller.close()
    await settle()
  }
  return { fetch, answers, write, end }
}

/** Waits until streams and animation frames have run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await flushPromises()
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

enableAutoUnmount(afterEach)

let pinia: Pinia
let server: ReturnType<typeof createServer>

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  server = createServer()
  vi.stubGlobal('fetch', server.fetch)
  pinia = createPinia()
  setActivePinia(pinia)
  const settings = useSettings()
  settings.transport = 'post'
  settings.url = 'http://localhost:3000/chat'
})

afterEach(() => {
  disposePinia(pinia)
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const lastText = (store: ReturnType<typeof useChats>) => {
  const last = store.active.messages.at(-1)
  return last ? textOf(last) : undefined
}

describe('a chat', () => {
  test('takes its title from the first question', async () => {
    const store = useChats()
    expect(store.listed).toEqual([])
    void store.send('Tell me\na story')
    void store.send('And then?')
    await settle()
    expect(store.listed.map(({ title }) => title)).toEqual(['Tell me a story'])
  })

  test('continues its answer when the component that sent the question unmounts', async () => {
    const component = mount(
      defineComponent({
        setup() {
          void useChats().send('Hi')
          return () => h('p')
        },
      }),
      { global: { plugins: [pinia] } },
    )
    await settle()
    component.unmount()
    await server.write(0, 'still ')
    await server.write(0, 'here')

    const store = useChats()
    expect(lastText(store)).toBe('still here')
    expect(store.active.status).toBe('streaming')
  })

  test('streams while another chat streams', async () => {
    const store = useChats()
    void store.send('One')
    const first = store.active
    store.newChat()
    void store.send('Two')
    await settle()
    await server.write(0, 'first')
    await server.write(1, 'second')
    expect(store.listed.map(({ isRunning }) => isRunning)).toEqual([true, true])
    expect(lastText(store)).toBe('second')
    void store.open(first.id)
    expect(lastText(store)).toBe('first')
  })

  test('keeps its draft while another chat is open', () => {
    const store = useChats()
    void store.send('One')
    store.active.draft = 'unfinished'
    const first = store.active
    store.newChat()
    expect(store.active.draft).toBe('')
    void store.open(first.id)
    expect(store.active.draft).toBe('unfinished')
  })

  test('keeps earlier messages as the same objects while an answer grows', async () => {
    const store = useChats()
    void store.send('Hi')
    await settle()
    const [question] = store.active.messages
    await server.write(0, 'Hello')
    expect(store.active.messages[0]).toBe(question)
    expect(store.active.messages).toHaveLength(2)
  })

  test('sends the question and all messages before it', async () => {
    const store = useChats()
    void store.send('Hi')
    await settle()
    await server.write(0, 'Hello')
    await server.end(0)
    void store.send('And then?')
    await settle()
    expect(server.answers[1]?.body).toEqual({
      message: 'And then?',
      stream: true,
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        { role: 'user', content: 'And then?' },
      ],
    })
  })

  test('sends its own settings', async () => {
    const store = useChats()
    store.changeSettings({ system: 'Be brief.', temperature: 0.5 })
    void store.send('One')
    const first = store.active.id
    store.newChat()
    void store.send('Two')
    await settle()
    expect(server.answers[0]?.body).toMatchObject({
      messages: [{ role: 'system', content: 'Be brief.' }, {}],
      temperature: 0.5,
    })
    expect(server.answers[1]?.body).toMatchObject({ messages: [{ role: 'user' }] })
    await server.end(0)
    await store.open(first)
    store.changeSettings({ system: 'Be long.' })
    void store.send('Three')
    await settle()
    expect(server.answers[2]?.body).toMatchObject({
      messages: [{ role: 'system', content: 'Be long.' }, {}, {}],
    })
    expect(server.answers[2]?.body).not.toHaveProperty('temperature')
  })

  test('keeps its settings when it is removed and restored', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    await server.end(0)
    store.changeSettings({ system: 'Be brief.' })
    await store.remove(store.active.id)
    expect(store.active.settings).toBeUndefined()
    await store.restore()
    expect(store.active.settings).toEqual({ system: 'Be brief.' })
  })

  test('leaves out the oldest turns if the body would be too large for the server', async () => {
    const store = useChats()
    void store.send('Hi')
    await settle()
    await server.write(0, '长'.repeat(25_000))
    await server.end(0)
    void store.send('And then?')
    await settle()
    expect(server.answers[1]?.body).toMatchObject({
      message: 'And then?',
      messages: [{ role: 'user', content: 'And then?' }],
    })
  })

  test('sends a question to the current URL with the current transport', async () => {
    const store = useChats()
    const settings = useSettings()
    settings.url = 'http://localhost:4000/other'
    settings.transport = 'get'
    void store.send('Hi')
    await settle()
    expect(server.answers[0]?.url).toBe('http://localhost:4000/other?message=Hi')
  })

  test('puts a question that is too long to send back into the draft', async () => {
    const store = useChats()
    useSettings().transport = 'get'
    const question = 'long '.repeat(2000).trim()
    store.active.draft = question
    await store.send(question)
    expect(server.fetch).not.toHaveBeenCalled()
    expect(store.active.messages.at(-1)?.error?.kind).toBe('too-long')
    expect(store.active.draft).toBe(question)
  })

  test('sends files with a question, and again when it regenerates the answer', async () => {
    const store = useChats()
    useServer().name = 'openai'
    const files = [picture, textFile('notes.md', '# Notes')]
    store.active.files = files
    void store.send('', files)
    expect(store.active.files).toEqual([])
    expect(store.active.title).toBe('dot.gif')
    await vi.waitUntil(() => server.answers.length === 1)
    const content = [
      { type: 'image_url', image_url: { url: picture.url } },
      { type: 'text', text: 'notes.md:\n\n# Notes' },
    ]
    expect(server.answers[0]?.body).toMatchObject({ messages: [{ role: 'user', content }] })
    store.stop()
    void store.regenerate()
    await vi.waitUntil(() => server.answers.length === 2)
    expect(server.answers[1]?.body).toMatchObject({ messages: [{ role: 'user', content }] })
  })

  test('keeps the files of a queued question apart from those of the next draft', async () => {
    const store = useChats()
    void store.send('Hi')
    void store.send('Look', [picture])
    store.active.files = [picture]
    void store.send('A starter')
    await vi.waitUntil(() => store.active.queue.length === 2)
    expect(store.active.queue.map(({ parts }) => parts.length)).toEqual([2, 1])
    expect(store.active.files).toEqual([picture])
  })

  test('puts the files of a question that is too long to send back into the draft', async () => {
    const store = useChats()
    useSettings().transport = 'get'
    const files = [textFile('long.txt', 'long '.repeat(2000))]
    store.active.files = files
    await store.send('Why?', files)
    expect(server.fetch).not.toHaveBeenCalled()
    expect(store.active).toMatchObject({ draft: 'Why?', files })
  })

  test('ignores a blank question', async () => {
    const store = useChats()
    await store.send(' \n ')
    expect(store.active.messages).toEqual([])
    expect(store.listed).toEqual([])
  })
})

describe('newChat()', () => {
  test('opens the existing empty chat', () => {
    const store = useChats()
    const empty = store.active
    empty.draft = 'unfinished'
    void store.send('Hi')
    store.newChat()
    const next = store.active
    expect(next).not.toBe(empty)
    store.newChat()
    expect(store.active).toBe(next)
  })
})

describe('a chat that is being loaded', () => {
  /** Stores chats as another page did. The chat `One` loads slowly. */
  async function storeChats(...titles: string[]) {
    const { storage } = useHistoryStorage()
    for (const title of titles) {
      const message = {
        id: title,
        role: 'user',
        parts: [],
        createdAt: 1,
        outcome: 'complete',
      } as const
      await storage.patchChat(title, { title, createdAt: 1, updatedAt: 1, askedAt: 1 })
      await storage.saveMessages(title, { put: [{ position: 0, message }] })
    }
    const { readMessages } = storage
    return vi.spyOn(storage, 'readMessages').mockImplementation(async (id) => {
      if (id === 'One') await settle()
      return readMessages(id)
    })
  }

  test('gets the question that is sent right after it was chosen', async () => {
    await storeChats('One')
    const store = useChats()
    await store.restoreHistory()
    void store.open('One')
    void store.send('And then?')
    await vi.waitUntil(() => store.active.messages.length === 3)
    expect(store.active.title).toBe('One')
  })

  test('gets the text that is typed while it loads, without the draft before it', async () => {
    await storeChats('One')
    const store = useChats()
    await store.restoreHistory()
    const before = store.active
    before.draft = 'unfinished'
    const opened = store.open('One')
    before.draft = 'unfinished and more'
    await opened
    expect(store.active).toMatchObject({ title: 'One', draft: ' and more' })
    expect(before.draft).toBe('unfinished')
  })

  test('gets a question that is sent while it loads, and the draft of the open chat is cleared', async () => {
    await storeChats('One')
    const store = useChats()
    await store.restoreHistory()
    const before = store.active
    void store.open('One')
    before.draft = 'And then?'
    void store.send('And then?')
    expect(before.draft).toBe('')
    await vi.waitUntil(() => store.active.messages.length === 3)
    expect([before.draft, store.active.draft]).toEqual(['', ''])
  })

  test('gets the text that is typed while the page loads it at its start', async () => {
    await storeChats('One')
    sessionStorage.setItem('vue-chat-stream:open', 'One')
    const store = useChats()
    const restored = store.restoreHistory()
    store.active.draft = 'And then?'
    await restored
    expect(store.active).toMatchObject({ title: 'One', draft: 'And then?' })
  })

  test('does not open if the user has chosen another chat in the meantime', async () => {
    await storeChats('One', 'Two')
    const store = useChats()
    await store.restoreHistory()
    await Promise.all([store.open('One'), store.open('Two')])
    expect(store.active.title).toBe('Two')
  })

  test('does not open if the user has sent a question in another chat in the meantime', async () => {
    const reading = await storeChats('One')
    sessionStorage.setItem('vue-chat-stream:open', 'One')
    const store = useChats()
    reading.mockImplementationOnce(async () => {
      void store.send('Something else')
      await settle()
      return []
    })
    await store.restoreHistory()
    expect(store.active.title).toBe('Something else')
    expect(store.listed.map(({ title }) => title)).toEqual(['Something else', 'One'])
  })
})

describe('a chat in the list', () => {
  const listed = (store: ReturnType<typeof useChats>, title: string) =>
    store.listed.find((chat) => chat.title === title)

  test('keeps the name that the user gave it after another question, and stores it', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    const { id } = store.active
    store.rename(id, '  My\nname ')
    void store.send('And then?')
    await settle()
    expect(store.active.title).toBe('My name')
    await vi.waitFor(async () =>
      expect(await useHistoryStorage().storage.readChats()).toMatchObject([{ title: 'My name' }]),
    )
    store.rename(id, '  ')
    expect(listed(store, 'My name')).toBeDefined()
  })

  test('is sorted by its most recent question', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(1000)
    const store = useChats()
    void store.send('One')
    const { id } = store.active
    now.mockReturnValue(2000)
    store.newChat()
    void store.send('Two')
    await settle()
    expect(store.listed.map(({ title }) => title)).toEqual(['Two', 'One'])
    now.mockReturnValue(3000)
    await store.open(id)
    void store.send('And then?')
    await settle()
    expect(store.listed.map(({ title }) => title)).toEqual(['One', 'Two'])
  })

  test('opens another chat when it is archived, and returns to the list with its next question', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    const { id } = store.active
    store.archive(id, true)
    expect(listed(store, 'One')?.archived).toBe(true)
    expect(store.active.messages).toEqual([])
    await store.open(id)
    expect(listed(store, 'One')?.archived).toBe(true)
    void store.send('And then?')
    await settle()
    expect(listed(store, 'One')?.archived).toBe(false)
  })

  test('is still pinned and archived after it is removed and restored', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    const { id } = store.active
    store.pin(id, true)
    store.archive(id, true)
    await store.remove(id)
    await store.restore()
    expect(listed(store, 'One')).toMatchObject({ pinned: true, archived: true })
  })

  test('is unread if an answer grows in it while another chat is open, until it is opened', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    await server.write(0, 'seen')
    expect(listed(store, 'One')?.unread).toBe(false)
    const { id } = store.active
    store.newChat()
    await settle()
    expect(listed(store, 'One')?.unread).toBe(false)
    await server.write(0, ' and unseen')
    await vi.waitFor(() => expect(listed(store, 'One')?.unread).toBe(true))
    await store.open(id)
    expect(listed(store, 'One')?.unread).toBe(false)
    store.newChat()
    await server.end(0)
    await vi.waitFor(() => expect(listed(store, 'One')?.unread).toBe(true))
  })
})

describe('stop() and regenerate()', () => {
  test('affect the open chat only', async () => {
    const store = useChats()
    void store.send('One')
    const first = store.active
    store.newChat()
    void store.send('Two')
    await settle()
    store.stop()
    expect(store.active.messages.at(-1)?.outcome).toBe('stopped')
    expect(first.isRunning).toBe(true)

    void store.regenerate()
    await settle()
    await server.write(2, 'again')
    expect(store.active.messages).toHaveLength(2)
    expect(lastText(store)).toBe('again')
  })
})

describe('a chat that is removed', () => {
  test('ends its stream', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    const { signal } = server.fetch.mock.calls[0]?.[1] ?? {}
    void store.remove(store.active.id)
    expect(signal?.aborted).toBe(true)
    expect(store.listed).toEqual([])
    expect(store.active.messages).toEqual([])
  })

  test('can be restored with the text that was received', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    await server.write(0, 'Once')
    void store.remove(store.active.id)
    void store.restore()
    expect(store.active.title).toBe('One')
    expect(lastText(store)).toBe('Once')
    expect(store.active.messages.at(-1)?.outcome).toBe('stopped')
    expect(store.removed).toBeUndefined()
  })

  test('can be restored with all its branches, and shows the same one', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    await server.write(0, 'first')
    await server.end(0)
    void store.regenerate()
    await settle()
    await server.write(1, 'second')
    await server.end(1)
    const [first] = [...store.active.versions.values()][0]?.ids ?? []
    store.showVersion(first ?? '')
    expect(lastText(store)).toBe('first')
    const { id } = store.active
    await store.remove(id)
    await store.restore()
    expect(lastText(store)).toBe('first')
    expect([...store.active.versions.values()]).toMatchObject([{ index: 0, ids: { length: 2 } }])
    const { storage } = useHistoryStorage()
    expect(await storage.readMessages(id)).toHaveLength(3)
  })

  test('stays stored as long as it can be restored, but no page lists it', async () => {
    const store = useChats()
    const { storage } = useHistoryStorage()
    void store.send('One')
    await settle()
    const { id } = store.active
    void store.remove(id)
    expect(await storage.readMessages(id)).toHaveLength(2)
    // As a page that is loaded now.
    await store.restoreHistory()
    expect(store.listed).toEqual([])

    store.forgetRemoved()
    await vi.waitFor(async () => expect(await storage.readMessages(id)).toEqual([]))
    expect(await storage.readChats()).toEqual([])
  })

  test('is deleted for good a day later if its page was closed before', async () => {
    const store = useChats()
    const { storage } = useHistoryStorage()
    void store.send('One')
    await settle()
    const { id } = store.active
    void store.remove(id)
    const hour = 3_600_000
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 23 * hour)
    await store.restoreHistory()
    expect(await storage.readChats()).toHaveLength(1)
    now.mockReturnValue(Date.now() + 2 * hour)
    await store.restoreHistory()
    await vi.waitFor(async () => expect(await storage.readChats()).toEqual([]))
  })

  test('does not change which chat is open if that is another one', () => {
    const store = useChats()
    void store.send('One')
    const first = store.active
    store.newChat()
    void store.send('Two')
    const second = store.active
    void store.remove(first.id)
    expect(store.active).toBe(second)
  })
})

test('$dispose() ends all streams', async () => {
  const store = useChats()
  void store.send('One')
  await settle()
  store.$dispose()
  expect(server.fetch.mock.calls[0]?.[1].signal?.aborted).toBe(true)
})
