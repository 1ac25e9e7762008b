import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatSnapshot } from './chatPersistence.ts'
import { createMemory, openTab } from './keptChat.test-helper.ts'
import { answer, idsOf, question, turn } from './messages.test-helper.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const chat = [...turn('1'), ...turn('2')]
const snapshotOf = (messages: readonly unknown[]) =>
  JSON.stringify({ version: 1, savedAt: 0, messages })

describe('a chat that is kept', () => {
  test('is restored, and is not saved again before it changes', async () => {
    const memory = createMemory()
    memory.stored.set('mine', snapshotOf(chat))
    const tab = await openTab(memory.persistence)
    expect(tab.messages()).toEqual(chat)
    tab.changed(true)
    tab.close()
    expect(memory.saves).toEqual([])
    expect(tab.errors).toEqual([])
  })

  test('keeps its first messages if nothing is stored, and stores them with the first question', async () => {
    const memory = createMemory()
    const greeting = answer('greeting')
    const tab = await openTab(memory.persistence, { initial: [greeting] })
    expect(tab.messages()).toEqual([greeting])
    expect(memory.saves).toEqual([])
    tab.set([greeting, question('Q')])
    expect(idsOf(memory.messages())).toBe('greeting Q')
  })

  test('is saved with its question before anything is awaited', async () => {
    const memory = createMemory()
    const tab = await openTab(memory.persistence)
    tab.set([question('Q'), answer('A', '')])
    expect(idsOf(memory.messages())).toBe('Q A')
    expect(memory.saves[0]).toMatchObject({ version: 1, savedAt: Date.now() })
  })

  test('is saved once a second while an answer streams, and at once at its end', async () => {
    const memory = createMemory()
    const tab = await openTab(memory.persistence)
    tab.set([question('Q'), answer('A', '')])
    for (let tokens = 1; tokens <= 100; tokens += 1) {
      tab.set([question('Q'), answer('A', 'x'.repeat(tokens))])
    }
    expect(memory.saves).toHaveLength(1)
    vi.advanceTimersByTime(1100)
    expect(memory.saves).toHaveLength(2)
    expect(memory.messages()[1]?.parts).toMatchObject([{ text: 'x'.repeat(100) }])
    vi.advanceTimersByTime(10_000)
    expect(memory.saves).toHaveLength(2)
    tab.set([question('Q'), answer('A', 'Once', 'complete')], true)
    expect(memory.messages()[1]?.outcome).toBe('complete')
  })

  test('is saved less often the longer it is', async () => {
    const memory = createMemory()
    const tab = await openTab(memory.persistence)
    // Two million units are four million bytes.
    const long = question('Q', 'x'.repeat(2e6))
    tab.set([long])
    tab.set([long, answer('A', 'a')])
    vi.advanceTimersByTime(2900)
    expect(memory.saves).toHaveLength(1)
    vi.advanceTimersByTime(200)
    expect(memory.saves).toHaveLength(2)
  })

  test('is saved when it is closed, and not after that', async () => {
    const memory = createMemory()
    const tab = await openTab(memory.persistence)
    tab.set([question('Q')])
    tab.set([question('Q'), answer('A', 'Once')])
    tab.close()
    expect(idsOf(memory.messages())).toBe('Q A')
    tab.set([question('Q')])
    vi.advanceTimersByTime(60_000)
    expect(memory.saves).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is saved synchronously when the page is hidden or closed', async () => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
    const memory = createMemory()
    const tab = await openTab(memory.persistence)
    for (const [index, event] of ['pagehide', 'visibilitychange'].entries()) {
      tab.set([question('Q')])
      tab.set([question('Q'), answer('A', 'x'.repeat(index))])
      page.dispatchEvent(new Event(event))
      expect(memory.messages()[1]?.parts).toMatchObject([{ text: 'x'.repeat(index) }])
    }
    tab.close()
    const count = memory.saves.length
    tab.set([])
    page.dispatchEvent(new Event('pagehide'))
    expect(memory.saves).toHaveLength(count)
    vi.unstubAllGlobals()
  })

  test('is removed from the storage when it is cleared', async () => {
    const memory = createMemory()
    memory.stored.set('mine', snapshotOf(chat))
    const tab = await openTab(memory.persistence)
    tab.set([], true)
    expect(memory.stored.size).toBe(0)
  })

  test('loses its oldest turns only in the stored copy', async () => {
    const memory = createMemory()
    const tab = await openTab({ ...memory.persistence, maxBytes: 500 })
    tab.set(chat)
    expect(idsOf(memory.messages())).toBe('Q2 A2')
    expect(tab.messages()).toBe(chat)
  })

  test('shows an answer whose page was closed as truncated, unless its run is known', async () => {
    const memory = createMemory()
    memory.stored.set('mine', snapshotOf([question('Q'), answer('A', 'Once')]))
    const tab = await openTab(memory.persistence)
    expect(tab.messages()[1]).toMatchObject({
      parts: [{ text: 'Once' }],
      outcome: 'truncated',
      error: { kind: 'incomplete' },
    })
    const resumable = { ...answer('A', 'Once'), run: { key: 'k', sessionId: 's' } }
    memory.stored.set('other', snapshotOf([question('Q'), resumable]))
    const other = await openTab(memory.persistence, { id: 'other' })
    expect(other.messages()[1]).toEqual(resumable)
  })
})

describe('a storage that fails', () => {
  test('is reported when it is full, and loses nothing in the page', async () => {
    const memory = createMemory()
    let isFull = true
    const save = (id: string, snapshot: ChatSnapshot) => {
      if (isFull) throw new DOMException('Full', 'QuotaExceededError')
      return memory.persistence.save(id, snapshot)
    }
    const tab = await openTab({ ...memory.persistence, save })
    tab.set(chat.slice(0, 2))
    expect(tab.errors.at(-1)).toMatchObject({ kind: 'storage' })
    expect(tab.errors.at(-1)?.message).toContain('QuotaExceededError')
    expect(tab.messages()).toEqual(chat.slice(0, 2))
    vi.advanceTimersByTime(60_000)
    expect(tab.errors).toHaveLength(1)
    isFull = false
    tab.set(chat)
    expect(tab.errors.at(-1)).toBeUndefined()
    expect(memory.messages()).toEqual(chat)
  })

  test('is reported when it cannot be read, and what it has is not lost at the next save', async () => {
    const memory = createMemory()
    memory.stored.set('mine', snapshotOf(turn('1')))
    let isBroken = true
    const load = (id: string) =>
      isBroken ? Promise.reject(new Error('Offline')) : memory.persistence.load(id)
    const tab = await openTab({ ...memory.persistence, load })
    expect(tab.errors.at(-1)?.message).toContain('Could not load the chat `mine`: Error: Offline')
    tab.set(turn('2'))
    await vi.advanceTimersByTimeAsync(0)
    expect(idsOf(memory.messages())).toBe('Q1 A1')
    isBroken = false
    tab.set([...turn('2')], true)
    await vi.advanceTimersByTimeAsync(2000)
    expect(idsOf(memory.messages())).toBe('Q1 A1 Q2 A2')
  })

  test('is reported when a chat is unreadable, which only the next change replaces', async () => {
    const memory = createMemory()
    const newer = '{"version":2,"rows":[]}'
    memory.stored.set('mine', newer)
    const tab = await openTab(memory.persistence)
    expect(tab.errors.at(-1)?.message).toContain('version 2')
    tab.changed(true)
    expect(memory.stored.get('mine')).toBe(newer)
    tab.set(chat)
    expect(memory.messages()).toEqual(chat)
  })
})

describe('an asynchronous storage', () => {
  function createSlowMemory(delay: number) {
    const memory = createMemory()
    const wait = () => new Promise((resolve) => setTimeout(resolve, delay))
    const { load, save, remove } = memory.persistence
    return {
      ...memory,
      persistence: {
        load: (id: string) => wait().then(() => load(id)),
        save: (id: string, snapshot: ChatSnapshot) => wait().then(() => save(id, snapshot)),
        remove: (id: string) => wait().then(() => remove(id)),
      },
    }
  }

  test('gets one save at a time, and the end of an answer right after the save in progress', async () => {
    const memory = createSlowMemory(50)
    const opening = openTab(memory.persistence)
    await vi.advanceTimersByTimeAsync(50)
    const tab = await opening
    tab.set([question('Q')])
    await vi.advanceTimersByTimeAsync(75)
    // It is being written: the second save must wait for that, but not for a second.
    tab.set([question('Q'), answer('A', 'Once upon', 'complete')], true)
    await vi.advanceTimersByTimeAsync(100)
    expect(memory.saves).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(50)
    expect(memory.saves).toHaveLength(2)
    expect(memory.messages()[1]?.outcome).toBe('complete')
    tab.set([question('Q'), answer('A', 'Once', 'stopped')])
    tab.close()
    await vi.advanceTimersByTimeAsync(100)
    expect(memory.messages()[1]?.outcome).toBe('stopped')
  })
})
