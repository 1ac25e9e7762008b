import 'fake-indexeddb/auto'
import { forceCloseDatabase } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, onTestFinished, vi } from 'vitest'
import type { ChatStorage } from '../chatStorage.ts'
import { migrations } from './migrations.ts'
import { openChatStorage } from '../openChatStorage.ts'
import { createBrowser, createChat, message, placed, textsOf } from '../storage.test-helper.ts'

const newer = [...migrations, { migrate: () => undefined }]

/** Writes and reads, as the app does. */
async function use(page: ChatStorage) {
  await createChat(page)
  await page.saveMessages('chat', { put: placed(message('a', 'said')) })
  return { texts: await textsOf(page), chats: await page.readChats() }
}

describe('a browser that gives no database', () => {
  const refusing = (open: () => IDBOpenDBRequest): IDBFactory =>
    Object.assign(createBrowser().indexedDB, { open })

  test.each([
    [
      'as it throws SecurityError',
      () => {
        throw new DOMException('', 'SecurityError')
      },
    ],
    [
      'as it throws InvalidStateError',
      () => {
        throw new DOMException('', 'InvalidStateError')
      },
    ],
    [
      'as its request fails',
      () => {
        const request = createBrowser().indexedDB.open('any', 1)
        request.onupgradeneeded = () => request.transaction?.abort()
        return request
      },
    ],
  ])('%s lets the chat go on in memory', async (_, open) => {
    const page = openChatStorage({ indexedDB: refusing(open) })
    expect(await use(page)).toMatchObject({ texts: ['said'], chats: [{ title: 'Title' }] })
    expect(page.state).toBe('unavailable')
    expect(page.problem).toBeInstanceOf(Error)
    await page.removeChat('chat')
    expect(await page.readChats()).toEqual([])
    await page.close()
  })

  test('as it has none lets the chat go on in memory', async () => {
    vi.stubGlobal('indexedDB', undefined)
    onTestFinished(() => void vi.unstubAllGlobals())
    const page = openChatStorage()
    expect(await use(page)).toMatchObject({ texts: ['said'] })
    expect(page.state).toBe('unavailable')
  })

  test('is asked again when somebody wants that', async () => {
    const browser = createBrowser()
    const open = vi.spyOn(browser.indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError')
    })
    const page = browser.open()
    await use(page)
    await page.retry()
    expect(page.state).toBe('unavailable')
    open.mockRestore()
    await page.retry()
    expect(page.state).toBe('ok')
    expect(await browser.rowsOf('messages')).toHaveLength(1)
  })
})

describe('a database that does not answer', () => {
  // Those of fake-indexeddb go on.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  /** Another tab of version 1 that does not give way, and this one, which wants version 2. */
  async function openBlocked() {
    const browser = createBrowser()
    const first = browser.open()
    await createChat(first, 'old')
    await first.close()
    const blocker = await browser.openRaw()
    const page = browser.open({ migrations: newer })
    return { ...browser, blocker, page }
  }

  test('lets the chat go on in memory after three seconds', async () => {
    const { blocker, page } = await openBlocked()
    const answered = vi.fn()
    const reading = page.readChats().then(answered)
    await vi.advanceTimersByTimeAsync(2999)
    expect(answered).not.toHaveBeenCalled()
    expect(page.state).toBe('ok')
    await vi.advanceTimersByTimeAsync(1)
    await reading
    expect(answered).toHaveBeenCalledWith([])
    expect(page.state).toBe('unavailable')
    expect(await use(page)).toMatchObject({ texts: ['said'] })
    blocker.close()
  })

  test('gets what was held in memory when it answers after all', async () => {
    const { blocker, page, rowsOf, indexedDB } = await openBlocked()
    await vi.advanceTimersByTimeAsync(3000)
    await use(page)
    // It is still being asked: to ask once more would not help.
    const open = vi.spyOn(indexedDB, 'open')
    await page.retry()
    expect(open).not.toHaveBeenCalled()
    blocker.close()
    await vi.waitFor(() => expect(page.state).toBe('ok'))
    expect((await page.readChats()).map(({ id }) => id)).toEqual(['chat', 'old'])
    await page.close()
    expect(await rowsOf('messages')).toHaveLength(1)
  })

  test('is waited for longer while it is being upgraded', async () => {
    const { blocker, page } = await openBlocked()
    blocker.close()
    const busy = createBrowser().open({
      migrations: [
        ...migrations,
        {
          async migrate(_, transaction) {
            const count = transaction.objectStore('chats').count()
            vi.advanceTimersByTime(10_000)
            await count
          },
        },
      ],
    })
    await use(busy)
    expect(busy.state).toBe('ok')
    await page.close()
  })
})

describe('a newer version of the app in another tab', () => {
  test('gets the database at once, and this page is told that it is outdated', async () => {
    const browser = createBrowser()
    const page = browser.open()
    await createChat(page, 'old')
    const other = browser.open({ migrations: newer })
    expect(await other.readChats()).toHaveLength(1)
    expect(other.state).toBe('ok')
    expect(page.state).toBe('outdated')

    expect(await use(page)).toMatchObject({ texts: ['said'], chats: [{ id: 'chat' }] })
    await page.retry()
    expect(page.state).toBe('outdated')
    expect(await other.readChats()).toHaveLength(1)
  })

  test('that was here before this page makes it outdated, too', async () => {
    const browser = createBrowser()
    const other = browser.open({ migrations: newer })
    await createChat(other, 'new')
    const page = browser.open()
    expect(await use(page)).toMatchObject({ texts: ['said'] })
    expect(page.state).toBe('outdated')
  })
})

describe('a database that gets lost', () => {
  /** A page that has opened its database, and the connections that it has opened. */
  async function openWatched() {
    const browser = createBrowser()
    const connections: IDBDatabase[] = []
    const { open } = browser.indexedDB
    vi.spyOn(browser.indexedDB, 'open').mockImplementation((...args) => {
      const request = open.apply(browser.indexedDB, args)
      request.addEventListener('success', () => connections.push(request.result))
      return request
    })
    const page = browser.open()
    await use(page)
    return { ...browser, page, connections }
  }

  test('as the browser closed it is opened again', async () => {
    const { page, connections } = await openWatched()
    const [first] = connections
    // Its type is that of the class.
    forceCloseDatabase(first as never)
    expect(await textsOf(page)).toEqual(['said'])
    expect(page.state).toBe('ok')
    expect(connections).toHaveLength(2)
  })

  test('without a word is opened again when it is used', async () => {
    const { page, connections } = await openWatched()
    connections[0]?.close()
    // At the same time: it is opened again once for all of them.
    await Promise.all([page.readChats(), page.patchChat('chat', { title: 'Renamed' })])
    expect(await page.readChats()).toMatchObject([{ title: 'Renamed' }])
    expect(page.state).toBe('ok')
    expect(connections).toHaveLength(2)
  })

  test('and fails again once it is back lets the chat go on in memory', async () => {
    const { page, connections } = await openWatched()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'UnknownError')
    })
    await page.patchChat('chat', { title: 'Renamed', createdAt: 1 })
    put.mockRestore()
    expect(connections).toHaveLength(2)
    expect(page.state).toBe('unavailable')
    expect(await page.readChats()).toMatchObject([{ title: 'Renamed' }])
  })

  test('for good lets the chat go on in memory', async () => {
    const { page, connections, indexedDB } = await openWatched()
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError')
    })
    connections[0]?.close()
    await page.patchChat('chat', { title: 'Renamed', createdAt: 1 })
    expect(page.state).toBe('unavailable')
    expect(await page.readChats()).toMatchObject([{ title: 'Renamed' }])
  })

  test('as another tab deleted it begins anew', async () => {
    const { page, indexedDB } = await openWatched()
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('vue-chat-stream')
      request.onsuccess = resolve
      request.onerror = reject
    })
    expect(await page.readChats()).toEqual([])
    await createChat(page)
    expect(page.state).toBe('ok')
    expect(await page.readChats()).toHaveLength(1)
  })
})

test('a storage that is closed while its database is being opened leaves nothing open', async () => {
  const browser = createBrowser()
  const opened = vi.spyOn(browser.indexedDB, 'open')
  const page = browser.open()
  await page.close()
  await browser.rowsOf('chats')
  const request: IDBOpenDBRequest = opened.mock.results[0]?.value
  expect(() => request.result.transaction('chats')).toThrow(
    expect.objectContaining({ name: 'InvalidStateError' }),
  )
})
