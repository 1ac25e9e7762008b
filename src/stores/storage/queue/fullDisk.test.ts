import { describe, expect, test, onTestFinished, vi } from 'vitest'
import {
  answer,
  createBrowser,
  createChat,
  fillDisk,
  message,
  placed,
  textsOf,
} from '../storage.test-helper.ts'

/** Opens a page with one stored message, whose disk is full from now on. */
async function openFull(form: 'request' | 'commit' = 'request') {
  const browser = createBrowser()
  const page = browser.open()
  await createChat(page)
  await page.saveMessages('chat', { put: placed(message('a', 'stored')) })
  const states: string[] = []
  onTestFinished(page.subscribe((state) => void states.push(state)))
  const makeRoom = fillDisk(form)
  return { ...browser, page, states, makeRoom }
}

const more = { put: [{ position: 2, message: answer('b', 'more') }] as const }

describe.each(['request', 'commit'] as const)('a full disk, reported at the %s', (form) => {
  test('sets the state to full, and new changes are held in memory', async () => {
    const { page, states } = await openFull(form)
    // Two rows: the second one fails only because the first one failed.
    const [one] = more.put
    await page.saveMessages('chat', { put: [...more.put, { ...one, message: answer('c', '!') }] })
    expect(page.state).toBe('full')
    expect(page.problem?.name).toBe('QuotaExceededError')
    expect(states).toEqual(['full'])
    expect(await textsOf(page)).toEqual(['stored', 'more', '!'])
  })

  test('receives the waiting changes with the next write once there is space', async () => {
    const { open, page, states, makeRoom } = await openFull(form)
    await page.saveMessages('chat', more)
    await createChat(page, 'other', 'Other')
    makeRoom()
    await page.patchChat('other', { draft: 'typed' })
    expect(states).toEqual(['full', 'ok'])
    expect(page.problem).toBeUndefined()
    await page.close()

    const next = open()
    expect(await textsOf(next)).toEqual(['stored', 'more'])
    expect(await next.readChats()).toMatchObject([{}, { title: 'Other', draft: 'typed' }])
  })

  test('lets users delete a chat', async () => {
    const { page, rowsOf } = await openFull(form)
    await createChat(page, 'other')
    await page.removeChat('chat')
    expect(await rowsOf('messages')).toEqual([])
    expect(await rowsOf('chats')).toEqual([])
    expect(await page.readChats()).toMatchObject([{ id: 'other' }])
  })

  test('lets users delete a message while another one of the chat waits', async () => {
    const { page, rowsOf } = await openFull(form)
    await page.saveMessages('chat', more)
    await page.saveMessages('chat', { remove: ['a'] })
    expect(await rowsOf('messages')).toEqual([])
    expect(await textsOf(page)).toEqual(['more'])
  })
})

test('only the newest version of a waiting message is written', async () => {
  const { page, rowsOf, makeRoom } = await openFull()
  for (const text of ['m', 'mo', 'mor']) {
    await page.saveMessages('chat', { put: [{ position: 2, message: answer('b', text) }] })
  }
  makeRoom()
  const put = vi.spyOn(IDBObjectStore.prototype, 'put')
  onTestFinished(() => put.mockRestore())
  await page.saveMessages('chat', more)
  expect(put).toHaveBeenCalledTimes(1)
  expect(await rowsOf('messages')).toHaveLength(2)
})

test('a deletion that frees space writes the waiting changes', async () => {
  const { open, page, makeRoom } = await openFull()
  await createChat(page, 'other', 'Other')
  const { delete: remove } = IDBObjectStore.prototype
  const spy = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
    this: IDBObjectStore,
    query,
  ) {
    makeRoom()
    return remove.call(this, query)
  })
  onTestFinished(() => spy.mockRestore())
  await page.removeChat('chat')
  expect(page.state).toBe('ok')
  await page.close()
  expect(await open().readChats()).toMatchObject([{ title: 'Other' }])
})

test('a small row is written although a large one does not fit', async () => {
  const browser = createBrowser()
  const page = browser.open()
  await createChat(page)
  fillDisk('request', (row) => JSON.stringify(row).length > 1000)
  await page.saveMessages('chat', { put: placed(answer('a', 'x'.repeat(2000))) })
  await createChat(page, 'other', 'Other')
  expect(page.state).toBe('full')
  expect(await browser.rowsOf('chats')).toMatchObject([{}, { title: 'Other' }])
})

test('retry() writes the waiting changes', async () => {
  const { page, rowsOf, makeRoom } = await openFull()
  await page.saveMessages('chat', more)
  makeRoom()
  await page.retry()
  expect(page.state).toBe('ok')
  expect(await rowsOf('messages')).toHaveLength(2)
})

test('changes added while a write fails are held together with the failed ones', async () => {
  const { page } = await openFull()
  const failing = page.patchChat('chat', { title: 'Renamed' })
  await Promise.resolve()
  void page.patchChat('chat', { draft: 'typed' })
  expect(await page.readChats()).toMatchObject([{ title: 'Renamed', draft: 'typed' }])
  await failing
  expect(await page.readChats()).toMatchObject([{ title: 'Renamed', draft: 'typed' }])
})

test('the state stays full while the database is lost and opened again', async () => {
  const { page, states, indexedDB } = await openFull()
  await page.saveMessages('chat', more)
  const open = vi.spyOn(indexedDB, 'open')
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('', 'InvalidStateError')
  })
  onTestFinished(() => transaction.mockRestore())
  await textsOf(page)
  expect(open).toHaveBeenCalledTimes(1)
  expect(states).toEqual(['full'])
})
