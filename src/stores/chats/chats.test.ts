import { mount } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useChats } from './chats.ts'
import { picture, textFile } from '../attachments/files.test-helper.ts'
import { useServer } from '../connections/useServer.ts'
import { useSettings } from '../settings/settings.ts'
import { lastText, preparePage, settle } from './testPage.test-helper.ts'

const page = preparePage()

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
      { global: { plugins: [page.pinia] } },
    )
    await settle()
    component.unmount()
    await page.server.write(0, 'still ')
    await page.server.write(0, 'here')

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
    await page.server.write(0, 'first')
    await page.server.write(1, 'second')
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
    await page.server.write(0, 'Hello')
    expect(store.active.messages[0]).toBe(question)
    expect(store.active.messages).toHaveLength(2)
  })

  test('sends the question and all messages before it', async () => {
    const store = useChats()
    void store.send('Hi')
    await settle()
    await page.server.write(0, 'Hello')
    await page.server.end(0)
    void store.send('And then?')
    await settle()
    expect(page.server.answers[1]?.body).toEqual({
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
    expect(page.server.answers[0]?.body).toMatchObject({
      messages: [{ role: 'system', content: 'Be brief.' }, {}],
      temperature: 0.5,
    })
    expect(page.server.answers[1]?.body).toMatchObject({ messages: [{ role: 'user' }] })
    await page.server.end(0)
    await store.open(first)
    store.changeSettings({ system: 'Be long.' })
    void store.send('Three')
    await settle()
    expect(page.server.answers[2]?.body).toMatchObject({
      messages: [{ role: 'system', content: 'Be long.' }, {}, {}],
    })
    expect(page.server.answers[2]?.body).not.toHaveProperty('temperature')
  })

  test('keeps its settings when it is removed and restored', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    await page.server.end(0)
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
    await page.server.write(0, '长'.repeat(25_000))
    await page.server.end(0)
    void store.send('And then?')
    await settle()
    expect(page.server.answers[1]?.body).toMatchObject({
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
    expect(page.server.answers[0]?.url).toBe('http://localhost:4000/other?message=Hi')
  })

  test('puts a question that is too long to send back into the draft', async () => {
    const store = useChats()
    useSettings().transport = 'get'
    const question = 'long '.repeat(2000).trim()
    store.active.draft = question
    await store.send(question)
    expect(page.server.fetch).not.toHaveBeenCalled()
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
    await vi.waitUntil(() => page.server.answers.length === 1)
    const content = [
      { type: 'image_url', image_url: { url: picture.url } },
      { type: 'text', text: 'notes.md:\n\n# Notes' },
    ]
    expect(page.server.answers[0]?.body).toMatchObject({ messages: [{ role: 'user', content }] })
    store.stop()
    void store.regenerate()
    await vi.waitUntil(() => page.server.answers.length === 2)
    expect(page.server.answers[1]?.body).toMatchObject({ messages: [{ role: 'user', content }] })
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
    expect(page.server.fetch).not.toHaveBeenCalled()
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
    await page.server.write(2, 'again')
    expect(store.active.messages).toHaveLength(2)
    expect(lastText(store)).toBe('again')
  })
})

test('$dispose() ends all streams', async () => {
  const store = useChats()
  void store.send('One')
  await settle()
  store.$dispose()
  expect(page.server.fetch.mock.calls[0]?.[1].signal?.aborted).toBe(true)
})
