import 'fake-indexeddb/auto'
import { forceCloseDatabase } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, onTestFinished, vi } from 'vitest'
import type { ChatStorage } from '../chatStorage.ts'
import { migrations } from './migrations.ts'
import { openChatStorage } from '../openChatStorage.ts'
import { createBrowser, createChat, message, placed, textsOf } from '../storage.test-helper.ts'

const newer = [...migrations, { migrate: () => undefined }]

/** Creates a chat and reads it, as the app does. */
async function use(page: ChatStorage) {
  await createChat(page)
  await page.saveMessages('chat', { put: placed(message('a', 'said')) })
  return { texts: await textsOf(page), chats: await page.readChats() }
}

describe('a browser without a usable database', () => {
  const refusing = (open: () => IDBOpenDBRequest): IDBFactory =>
    Object.assign(createBrowser().indexedDB, { open })

  test.each([
    [
      'throws SecurityError',
      () => {
        throw new DOMException('', 'SecurityError')
      },
    ],
    [
      'throws InvalidStateError',
      () => {
        throw new DOMException('', 'InvalidStateError')
      },
    ],
    [
      'fails the open request',
      () => {
        const request = createBrowser().indexedDB.open('any', 1)
        request.onupgradeneeded = () => request.transaction?.abort()
        return request
      },
    ],
  ])('keeps the chat in memory if it %s', async (_, open) => {
    const page = openChatStorage({ indexedDB: refusing(open) })
    expect(await use(page)).toMatchObject({ texts: ['said'], chats: [{ title: 'Title' }] })
    expect(page.state).toBe('unavailable')
    expect(page.problem).toBeInstanceOf(Error)
    await page.removeChat('chat')
    expect(await page.readChats()).toEqual([])
    await page.close()
  })

  test('keeps the chat in memory if it has no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined)
    onTestFinished(() => void vi.unstubAllGlobals())
    const page = openChatStorage()
    expect(await use(page)).toMatchObject({ texts: ['said'] })
    expect(page.state).toBe('unavailable')
  })

  test('is tried again by retry()', async () => {
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
  // fake-indexeddb keeps its real timers.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  /** Opens another tab with version 1 that does not close its connection, and this page, which needs version 2. */
  async function openBlocked() {
    const browser = createBrowser()
    const first = browser.open()
    await createChat(first, 'old')
    await first.close()
    const blocker = await browser.openRaw()
    const page = browser.open({ migrations: newer })
    return { ...browser, blocker, page }
  }

  test('keeps the chat in memory after three seconds', async () => {
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

  test('receives the changes held in memory if it opens later', async () => {
    const { blocker, page, rowsOf, indexedDB } = await openBlocked()
    await vi.advanceTimersByTimeAsync(3000)
    await use(page)
    // The open request is still pending: a second one would not help.
    const open = vi.spyOn(indexedDB, 'open')
    await page.retry()
    expect(open).not.toHaveBeenCalled()
    blocker.close()
    await vi.waitFor(() => expect(page.state).toBe('ok'))
    expect((await page.readChats()).map(({ id }) => id)).toEqual(['chat', 'old'])
    await page.close()
    expect(await rowsOf('messages')).toHaveLength(1)
  })

  test('has no time limit while it is being upgraded', async () => {
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
  test('gets the database immediately and makes this page outdated', async () => {
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

  test('makes a page outdated that opens after it', async () => {
    const browser = createBrowser()
    const other = browser.open({ migrations: newer })
    await createChat(other, 'new')
    const page = browser.open()
    expect(await use(page)).toMatchObject({ texts: ['said'] })
    expect(page.state).toBe('outdated')
  })
})

describe('a lost database connection', () => {
  /** Opens a page, and records the connections that it opens. */
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

  test('is opened again after the browser closed it', async () => {
    const { page, connections } = await openWatched()
    const [first] = connections
    // `forceCloseDatabase` expects the class of fake-indexeddb.
    forceCloseDatabase(first as never)
    expect(await textsOf(page)).toEqual(['said'])
    expect(page.state).toBe('ok')
    expect(connections).toHaveLength(2)
  })

  test('is opened again at the next use if the browser sent no close event', async () => {
    const { page, connections } = await openWatched()
    connections[0]?.close()
    // Concurrent uses open the database again only once.
    await Promise.all([page.readChats(), page.patchChat('chat', { title: 'Renamed' })])
    expect(await page.readChats()).toMatchObject([{ title: 'Renamed' }])
    expect(page.state).toBe('ok')
    expect(connections).toHaveLength(2)
  })

  test('keeps the chat in memory if the database fails again after reopening', async () => {
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

  test('keeps the chat in memory if the database cannot be opened again', async () => {
    const { page, connections, indexedDB } = await openWatched()
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError')
    })
    connections[0]?.close()
    await page.patchChat('chat', { title: 'Renamed', createdAt: 1 })
    expect(page.state).toBe('unavailable')
    expect(await page.readChats()).toMatchObject([{ title: 'Renamed' }])
  })

  test('starts with an empty database after another tab deleted it', async () => {
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

test('close() while the database is being opened leaves no connection open', async () => {
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
