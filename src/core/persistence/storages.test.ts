import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatPersistence, ChatSnapshot } from './chatPersistence.ts'
import { indexedDBPersistence } from './indexedDB.ts'
import { turn } from './messages.test-helper.ts'
import { webStoragePersistence, type TextStorage } from './webStorage.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('localStorage', createStorage())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

function createStorage(): TextStorage & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  }
}

const snapshot = (name: string): ChatSnapshot => ({ version: 1, savedAt: 1, messages: turn(name) })

const storages: readonly [name: string, create: () => ChatPersistence][] = [
  ['webStoragePersistence()', () => webStoragePersistence()],
  ['indexedDBPersistence()', () => indexedDBPersistence()],
]

describe.each(storages)('%s', (_, create) => {
  test('returns nothing for an unknown chat', async () => {
    expect(await create().load('mine')).toBeUndefined()
  })

  test('returns what it saved after a reload, by id', async () => {
    const first = snapshot('1')
    await create().save('mine', first)
    await create().save('other', snapshot('2'))
    expect(await create().load('mine')).toEqual(first)
    await create().remove('mine')
    expect(await create().load('mine')).toBeUndefined()
    expect(await create().load('other')).toMatchObject({ version: 1 })
  })

  test('touches no storage before it is used', () => {
    vi.unstubAllGlobals()
    expect(create).not.toThrow()
  })
})

describe('webStoragePersistence()', () => {
  test('uses the prefix and the storage of its options', () => {
    const storage = createStorage()
    void webStoragePersistence({ storage, prefix: 'app/' }).save('mine', snapshot('1'))
    expect([...storage.texts.keys()]).toEqual(['app/mine'])
  })

  test('reports what other tabs store and remove, until that is ended', () => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
    const storage = createStorage()
    const reports: boolean[] = []
    const change = (key: string, newValue: string | null, storageArea: unknown = storage) =>
      page.dispatchEvent(Object.assign(new Event('storage'), { key, newValue, storageArea }))
    const end = webStoragePersistence({ storage }).subscribe?.('mine', (isRemoved) =>
      reports.push(isRemoved),
    )
    change('vue-chat-stream-chat:mine', '{}')
    change('vue-chat-stream-chat:other', '{}')
    change('vue-chat-stream-chat:mine', '{}', createStorage())
    change('vue-chat-stream-chat:mine', null)
    end?.()
    change('vue-chat-stream-chat:mine', '{}')
    expect(reports).toEqual([false, true])
  })

  test('returns a text that is not JSON as it is, so that the chat reports it', () => {
    const storage = createStorage()
    storage.setItem('vue-chat-stream-chat:mine', '{"version":1,')
    expect(webStoragePersistence({ storage }).load('mine')).toBe('{"version":1,')
  })
})

describe('indexedDBPersistence()', () => {
  test('stores proxies and functions without what cannot be cloned', async () => {
    const [question] = turn('1')
    const odd = new Proxy({ ...question, metadata: { run: () => 1, kept: 1 } }, {})
    await indexedDBPersistence().save('mine', { ...snapshot('1'), messages: [odd as never] })
    expect(await indexedDBPersistence().load('mine')).toMatchObject({
      messages: [{ id: 'Q1', metadata: { kept: 1 } }],
    })
  })

  test('rejects with the cause if `change` throws, and keeps what is stored', async () => {
    const storage = indexedDBPersistence()
    const first = snapshot('1')
    await storage.save('mine', first)
    const cause = new Error('Circular')
    const update = storage.update?.('mine', () => {
      throw cause
    })
    await expect(update).rejects.toBe(cause)
    expect(await storage.load('mine')).toEqual(first)
  })

  test('opens the database again after a failure, and after another tab deleted it', async () => {
    const factory = new IDBFactory()
    const storage = indexedDBPersistence({ database: 'mine' })
    vi.stubGlobal('indexedDB', undefined)
    await expect(storage.load('mine')).rejects.toThrow()
    vi.stubGlobal('indexedDB', factory)
    await storage.save('mine', snapshot('1'))
    await new Promise<void>((resolve) => {
      factory.deleteDatabase('mine').onsuccess = () => resolve()
    })
    expect(await storage.load('mine')).toBeUndefined()
  })
})
