import { describe, expect, test, vi } from 'vitest'
import { createChatRows } from './chatRows.ts'
import { createBrowser, createChat } from '../storage/storage.test-helper.ts'

function openTab(browser = createBrowser(), isShown: (id: string) => boolean = () => true) {
  const storage = browser.open()
  const onChange = vi.fn<(id: string) => void>()
  return { browser, storage, onChange, rows: createChatRows({ storage, isShown, onChange }) }
}

describe('createChatRows()', () => {
  test('change() changes a row at once, then stores it, and then calls onChange', async () => {
    const { rows, storage, onChange, browser } = openTab()
    await createChat(storage)
    await rows.refresh()
    const changed = rows.change('chat', { pinned: true })
    expect(rows.find('chat')?.pinned).toBe(true)
    expect(onChange).not.toHaveBeenCalled()
    await changed
    expect(onChange).toHaveBeenCalledWith('chat')
    expect(await browser.open().readChats()).toMatchObject([{ title: 'Title', pinned: true }])
  })

  test('keeps the changes of two tabs to different fields', async () => {
    const one = openTab()
    await createChat(one.storage)
    const other = openTab(one.browser)
    await Promise.all([one.rows.refresh(), other.rows.refresh()])
    await Promise.all([
      one.rows.change('chat', { pinned: true }),
      other.rows.change('chat', { archived: true }),
    ])
    for (const { rows } of [one, other]) {
      await rows.refresh()
      expect(rows.all.value).toMatchObject([{ pinned: true, archived: true }])
    }
  })

  test('refresh() does not undo a change that happened while it read', async () => {
    const { rows, storage } = openTab()
    await createChat(storage)
    await rows.refresh()
    const read = storage.readChats.bind(storage)
    let answer: (() => void) | undefined
    vi.spyOn(storage, 'readChats').mockImplementationOnce(async () => {
      const stale = await read()
      await new Promise<void>((resolve) => (answer = resolve))
      return stale
    })
    const refreshed = rows.refresh()
    await vi.waitUntil(() => answer)
    await rows.change('chat', { pinned: true })
    answer?.()
    await refreshed
    expect(rows.find('chat')?.pinned).toBe(true)
  })

  test('change() adds the row of a new chat', async () => {
    const { rows, storage } = openTab()
    void storage.patchChat('new', { title: 'New', createdAt: 5 })
    await rows.change('new', { askedAt: 6 })
    expect(rows.all.value).toMatchObject([{ id: 'new', title: 'New', askedAt: 6 }])
  })

  test('refresh() leaves out chats that are not shown', async () => {
    const { rows, storage } = openTab(createBrowser(), (id) => id !== 'chat')
    await createChat(storage)
    await rows.refresh()
    expect(rows.all.value).toEqual([])
  })
})
