import { describe, expect, test, vi } from 'vitest'
import { useChats } from './chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { lastText, preparePage, settle } from './testPage.test-helper.ts'

const page = preparePage()

describe('a chat that is removed', () => {
  test('ends its stream', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    const { signal } = page.server.fetch.mock.calls[0]?.[1] ?? {}
    void store.remove(store.active.id)
    expect(signal?.aborted).toBe(true)
    expect(store.listed).toEqual([])
    expect(store.active.messages).toEqual([])
  })

  test('can be restored with the text that was received', async () => {
    const store = useChats()
    void store.send('One')
    await settle()
    await page.server.write(0, 'Once')
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
    await page.server.write(0, 'first')
    await page.server.end(0)
    void store.regenerate()
    await settle()
    await page.server.write(1, 'second')
    await page.server.end(1)
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
