import { describe, expect, test, vi } from 'vitest'
import {
  answer,
  countPuts,
  createBrowser,
  createChat,
  message,
  placed,
  textsOf,
} from './storage.test-helper.ts'
import { openChatStorage } from './openChatStorage.ts'

describe('chats', () => {
  test('are stored across reloads, with missing fields left empty', async () => {
    const { open } = createBrowser()
    const page = open()
    await page.patchChat('a', { createdAt: 5, title: 'First' })
    await page.patchChat('b', { createdAt: 6, updatedAt: 7, draft: 'unfinished', leaf: 'm' })
    await page.close()

    expect(await open().readChats()).toEqual([
      { id: 'a', title: 'First', createdAt: 5, updatedAt: 5, draft: '' },
      { id: 'b', title: '', createdAt: 6, updatedAt: 7, draft: 'unfinished', leaf: 'm' },
    ])
  })

  test('are returned while they are still being written', async () => {
    const page = createBrowser().open()
    void page.patchChat('a', { createdAt: 5 })
    expect(await page.readChats()).toHaveLength(1)
  })

  test('keep the changes of two tabs that changed different fields', async () => {
    const { open } = createBrowser()
    const [one, other] = [open(), open()]
    await createChat(one)
    await Promise.all([
      one.patchChat('chat', { title: 'Renamed' }),
      other.patchChat('chat', { draft: 'typed' }),
    ])
    for (const tab of [one, other]) {
      expect(await tab.readChats()).toMatchObject([{ title: 'Renamed', draft: 'typed' }])
    }
  })

  test('keep the fields that a newer version added to them', async () => {
    const { open, putRaw, rowsOf } = createBrowser()
    const page = open()
    await createChat(page)
    const [row] = await rowsOf('chats')
    await putRaw('chats', { ...Object(row), pinned: true })
    await page.patchChat('chat', { title: 'Renamed' })
    expect(await rowsOf('chats')).toMatchObject([{ title: 'Renamed', pinned: true }])
  })

  test('are removed with all their messages, but not those of other chats', async () => {
    const { open, rowsOf } = createBrowser()
    const page = open()
    for (const id of ['chat', 'chat2', 'cha']) {
      await createChat(page, id)
      await page.saveMessages(id, { put: placed(message('m1', id)) })
    }
    await page.removeChat('chat')
    expect(await rowsOf('messages')).toMatchObject([{ chatId: 'cha' }, { chatId: 'chat2' }])
    expect((await page.readChats()).map(({ id }) => id)).toEqual(['cha', 'chat2'])
  })

  test('removed in one tab do not reappear in part from another tab', async () => {
    const { open, rowsOf } = createBrowser()
    const [one, other] = [open(), open()]
    await createChat(one)
    await one.removeChat('chat')
    await other.patchChat('chat', { draft: 'typed' })
    await other.saveMessages('chat', { put: placed(answer('m1', 'grows')) })
    expect(await rowsOf('chats')).toEqual([])
    expect(await rowsOf('messages')).toEqual([])
  })

  test('can be created again after a removal', async () => {
    const { open } = createBrowser()
    const page = open()
    await createChat(page)
    await page.saveMessages('chat', { put: placed(message('old')) })
    void page.removeChat('chat')
    void page.patchChat('chat', { title: 'Again', createdAt: 1 })
    void page.saveMessages('chat', { put: placed(message('new')) })
    await page.close()

    const next = open()
    expect(await next.readChats()).toMatchObject([{ title: 'Again' }])
    expect(await textsOf(next)).toEqual(['new'])
  })
})

describe('messages', () => {
  test('are stored across reloads, in the order of their positions', async () => {
    const { open } = createBrowser()
    const page = open()
    await createChat(page)
    await page.saveMessages('chat', {
      put: [
        { position: 2, message: message('a', 'second') },
        { position: 1.5, message: message('b', 'between') },
        { position: 1, message: message('c', 'first') },
      ],
    })
    await page.close()
    expect(await textsOf(open())).toEqual(['first', 'between', 'second'])
  })

  test('written to one chat by two tabs are all stored', async () => {
    const { open } = createBrowser()
    const [one, other] = [open(), open()]
    await createChat(one)
    await Promise.all([
      one.saveMessages('chat', { put: placed(message('b', 'one')) }),
      other.saveMessages('chat', { put: placed(message('a', 'other', { createdAt: 2 })) }),
    ])
    expect(await textsOf(one)).toEqual(['one', 'other'])
    expect(await textsOf(other)).toEqual(['one', 'other'])
  })

  test('are written and removed in one transaction, with the patch of their chat', async () => {
    const { open } = createBrowser()
    const page = open()
    await createChat(page)
    await page.saveMessages('chat', { put: placed(message('a'), message('b')) })
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    await page.saveMessages('chat', {
      put: [{ position: 3, message: message('c') }],
      remove: ['a'],
      chat: { updatedAt: 9 },
    })
    expect(transaction).toHaveBeenCalledTimes(1)
    transaction.mockRestore()
    expect(await textsOf(page)).toEqual(['b', 'c'])
    expect(await page.readChats()).toMatchObject([{ title: 'Title', updatedAt: 9 }])
  })

  test('do not rewrite the row of the chat without a patch', async () => {
    const page = createBrowser().open()
    await createChat(page)
    const puts = countPuts('chats')
    await page.saveMessages('chat', { put: placed(message('a')) })
    expect(puts()).toBe(0)
  })

  test('that change faster than they are written are written in their newest version', async () => {
    const { open, rowsOf } = createBrowser()
    const page = open()
    await createChat(page)
    const puts = countPuts('messages')
    const texts = Array.from({ length: 50 }, (_, count) => 'x'.repeat(count + 1))
    await Promise.all(
      texts.map((text) => page.saveMessages('chat', { put: placed(answer('m1', text)) })),
    )
    expect(puts()).toBe(2)
    expect(await rowsOf('messages')).toMatchObject([{ message: { parts: [{ text: texts[49] }] } }])
  })

  test('are returned in their newest version while an older one is being written', async () => {
    const page = createBrowser().open()
    await createChat(page)
    void page.saveMessages('chat', { put: placed(message('a'), answer('b', 'old')) })
    void page.saveMessages('chat', { put: [{ position: 2, message: answer('b', 'new') }] })
    void page.saveMessages('chat', { remove: ['a'] })
    expect(await textsOf(page)).toEqual(['new'])
  })

  test('with data that cannot be cloned are stored without it', async () => {
    const { open } = createBrowser()
    const page = open()
    await createChat(page)
    const data = { name: 'Ada', call: () => 'no', sent: new Date(0) }
    const parts = [
      { type: 'text', text: 'Hello' },
      { type: 'data', name: 'card', data },
    ] as const
    await page.saveMessages('chat', { put: placed(message('a', '', { parts })) })
    await page.close()
    const [stored] = await open().readMessages('chat')
    expect(stored?.message.parts).toEqual([
      { type: 'text', text: 'Hello' },
      { type: 'data', name: 'card', data: { name: 'Ada', sent: new Date(0) } },
    ])
  })
})

describe('unfinished answers', () => {
  test('are found without reading the chats, until they end', async () => {
    const { open } = createBrowser()
    const page = open()
    for (const id of ['a', 'b']) {
      await createChat(page, id)
      const put = placed(message('question'), answer('1', 'grows'), answer('2', 'too'))
      await page.saveMessages(id, { put })
    }
    await page.close()

    const next = open()
    expect(await next.readUnfinished()).toEqual(['a', 'b'])
    const ended = placed(
      answer('1', 'whole', { outcome: 'complete' }),
      answer('2', '', { outcome: 'failed' }),
    )
    void next.saveMessages('a', { put: ended })
    expect(await next.readUnfinished()).toEqual(['b'])
    void next.saveMessages('b', { remove: ['1', '2'] })
    expect(await next.readUnfinished()).toEqual([])
    await next.close()
    expect(await open().readUnfinished()).toEqual([])
  })

  test('are found while they are being written', async () => {
    const page = createBrowser().open()
    await createChat(page)
    void page.saveMessages('chat', { put: placed(answer('1', 'grows')) })
    expect(await page.readUnfinished()).toEqual(['chat'])
  })
})

describe('rows that cannot be understood', () => {
  test.each([
    ['a role of a newer version', { role: 'narrator' }],
    ['a part of a newer version', { parts: [{ type: 'hologram' }] }],
    ['an outcome of a newer version', { outcome: 'postponed' }],
    ['parts that are not an array', { parts: 'Hello' }],
    ['no time', { createdAt: null }],
  ])('such as a message with %s are skipped, counted and kept', async (_, damage) => {
    const { open, putRaw, rowsOf } = createBrowser()
    const page = open()
    await createChat(page)
    await page.saveMessages('chat', { put: placed(message('good')) })
    const bad = { chatId: 'chat', position: 0, message: { ...message('bad'), ...damage } }
    await putRaw('messages', bad)

    expect(await textsOf(page)).toEqual(['good'])
    expect(page.unreadable).toBe(1)
    await textsOf(page)
    expect(page.unreadable).toBe(1)
    expect(await rowsOf('messages')).toContainEqual(bad)
  })

  test('such as a chat without a title are skipped, counted and kept', async () => {
    const { open, putRaw, rowsOf } = createBrowser()
    const page = open()
    await createChat(page)
    const bad = { id: 'bad', createdAt: 1, updatedAt: 1, draft: '' }
    await putRaw('chats', bad)
    expect(await page.readChats()).toHaveLength(1)
    expect(page.unreadable).toBe(1)
    expect(await rowsOf('chats')).toContainEqual(bad)
  })
})

test('openChatStorage() throws for an invalid option', () => {
  expect(() => openChatStorage({ openTimeout: -1 })).toThrow('openTimeout')
})
