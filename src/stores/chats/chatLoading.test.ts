import { describe, expect, test, vi } from 'vitest'
import { useChats } from './chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { preparePage, settle } from './testPage.test-helper.ts'

preparePage()

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
