import { describe, expect, test } from 'vitest'
import type { ChatStorage } from '../chatStorage.ts'
import { migrations, type Migration } from './migrations.ts'
import {
  answer,
  createBrowser,
  createChat,
  message,
  placed,
  textsOf,
} from '../storage.test-helper.ts'

/** Creates a browser with data stored by version 1. */
async function withHistory() {
  const browser = createBrowser()
  const page = browser.open()
  await createChat(page, 'chat', 'Title')
  await page.saveMessages('chat', { put: placed(message('a', 'asked'), answer('b', 'answered')) })
  await page.close()
  return browser
}

const withNext = (next: Migration) => [...migrations, next]

/** Creates a migration that rewrites each row of a store. */
function rewriting(store: string, change: (row: object) => object): Migration {
  return {
    async migrate(_, transaction) {
      for await (const cursor of transaction.objectStore(store)) {
        await cursor.update(change(cursor.value))
      }
    },
  }
}

async function contents(page: ChatStorage) {
  return { titles: (await page.readChats()).map(({ title }) => title), texts: await textsOf(page) }
}

const whole = { titles: ['Title'], texts: ['asked', 'answered'] }

describe('an upgrade', () => {
  test('changes the rows, and deletes the backup after reading them back', async () => {
    const { open, rowsOf } = await withHistory()
    const page = open({
      migrations: withNext(rewriting('chats', (row) => ({ ...row, title: 'New' }))),
    })
    expect(await contents(page)).toEqual({ ...whole, titles: ['New'] })
    expect(page.state).toBe('ok')
    await page.close()
    expect(await rowsOf('backup')).toEqual([])
  })

  test('copies every row into the backup before changing anything', async () => {
    const { open } = await withHistory()
    let copies: unknown[] = []
    const page = open({
      migrations: withNext({
        async migrate(_, transaction) {
          copies = await transaction.objectStore('backup').getAll()
        },
      }),
    })
    await page.readChats()
    expect(copies).toMatchObject([
      { title: 'Title' },
      { message: { id: 'a' } },
      { message: { id: 'b' } },
    ])
  })

  test('may change the number of rows to the one it expects', async () => {
    const { open, rowsOf } = await withHistory()
    const page = open({
      migrations: withNext({
        migrate: async (_, transaction) =>
          transaction.objectStore('messages').delete(['chat', 'a']),
        expect: ({ chats, messages }) => ({ chats, messages: messages - 1 }),
      }),
    })
    expect(await contents(page)).toEqual({ ...whole, texts: ['answered'] })
    await page.close()
    expect(await rowsOf('backup')).toEqual([])
  })

  test('is checked against its own expected counts, not those of earlier upgrades', async () => {
    const { open } = await withHistory()
    const thinning: Migration = {
      migrate: async (_, transaction) => transaction.objectStore('messages').delete(['chat', 'a']),
      expect: ({ chats, messages }) => ({ chats, messages: messages - 1 }),
    }
    const first = open({ migrations: withNext(thinning) })
    await first.readChats()
    await first.close()
    const page = open({ migrations: [...withNext(thinning), { migrate: () => undefined }] })
    expect(await contents(page)).toEqual({ ...whole, texts: ['answered'] })
    expect(page.state).toBe('ok')
  })

  test('may leave an unreadable row unchanged', async () => {
    const { open, putRaw, rowsOf } = await withHistory()
    await putRaw('messages', { chatId: 'chat', position: 9, message: { id: 'bad' } })
    const page = open({ migrations: withNext({ migrate: () => undefined }) })
    expect(await contents(page)).toEqual(whole)
    expect(page.state).toBe('ok')
    expect(page.unreadable).toBe(1)
    await page.close()
    expect(await rowsOf('backup')).toEqual([])
  })
})

describe('an upgrade that throws', () => {
  test.each([
    [
      'synchronously',
      () => {
        throw new Error('No.')
      },
    ],
    ['asynchronously', async () => Promise.reject(new Error('No.'))],
  ])('%s leaves the database unchanged and the chat in memory', async (_, fail) => {
    const { open } = await withHistory()
    const page = open({
      migrations: withNext({
        async migrate(database, transaction) {
          await transaction.objectStore('messages').clear()
          database.createObjectStore('more')
          await fail()
        },
      }),
    })
    await createChat(page, 'new', 'New')
    expect(page.state).toBe('unavailable')
    expect(page.problem?.message).toBe('No.')
    expect(await page.readChats()).toMatchObject([{ title: 'New' }])
    await page.close()

    const before = open()
    expect(await contents(before)).toEqual(whole)
    expect(before.state).toBe('ok')
  })
})

describe('an upgrade that fails verification', () => {
  test.each<[string, Migration]>([
    [
      'because rows are missing',
      {
        migrate: async (_, transaction) =>
          transaction.objectStore('messages').delete(['chat', 'a']),
      },
    ],
    [
      'because rows are damaged',
      rewriting('messages', (row) => ({ ...row, message: { id: Object(row).message.id } })),
    ],
  ])('%s keeps the backup and changes nothing, also after a reload', async (_, bad) => {
    const { open, rowsOf } = await withHistory()
    for (let visit = 0; visit < 2; visit += 1) {
      const page = open({ migrations: withNext(bad) })
      await createChat(page, 'new', 'New')
      expect(page.state).toBe('unavailable')
      expect(page.problem?.message).toContain('The backup is kept')
      await page.close()
      expect(await rowsOf('backup')).toHaveLength(3)
      expect(await rowsOf('chats')).toHaveLength(1)
    }
  })

  test('can be repaired from the backup by the next version', async () => {
    const { open, rowsOf } = await withHistory()
    const bad = rewriting('messages', (row) => ({
      ...row,
      message: { id: Object(row).message.id },
    }))
    const first = open({ migrations: withNext(bad) })
    await first.readChats()
    await first.close()

    const mending: Migration = {
      async migrate(_, transaction) {
        for await (const { key, value } of transaction.objectStore('backup')) {
          const [, store] = Array.isArray(key) ? key : []
          await transaction.objectStore(String(store)).put(value)
        }
      },
    }
    const page = open({ migrations: [...withNext(bad), mending] })
    expect(await contents(page)).toEqual(whole)
    expect(page.state).toBe('ok')
    await page.close()
    expect(await rowsOf('backup')).toEqual([])
  })
})

test('an upgrade whose page was closed before verification is verified by the next page', async () => {
  const { open, openRaw, rowsOf } = await withHistory()
  const database = await openRaw()
  const transaction = database.transaction(['chats', 'backup'], 'readwrite')
  transaction.objectStore('backup').put({}, [1, 'chats', 'lost'])
  await new Promise((resolve) => transaction.addEventListener('complete', resolve))
  database.close()

  const page = open()
  await page.readChats()
  expect(page.state).toBe('unavailable')
  expect(await rowsOf('backup')).toHaveLength(1)
})
