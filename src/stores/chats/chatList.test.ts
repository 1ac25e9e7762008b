import { describe, expect, test, vi } from 'vitest'
import { useChats } from './chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { preparePage, settle } from './testPage.test-helper.ts'

const page = preparePage()

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
    await page.server.write(0, 'seen')
    expect(listed(store, 'One')?.unread).toBe(false)
    const { id } = store.active
    store.newChat()
    await settle()
    expect(listed(store, 'One')?.unread).toBe(false)
    await page.server.write(0, ' and unseen')
    await vi.waitFor(() => expect(listed(store, 'One')?.unread).toBe(true))
    await store.open(id)
    expect(listed(store, 'One')?.unread).toBe(false)
    store.newChat()
    await page.server.end(0)
    await vi.waitFor(() => expect(listed(store, 'One')?.unread).toBe(true))
  })
})
