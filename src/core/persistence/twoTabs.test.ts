// Two tabs that show the same chat: no answer is lost, no matter which of them writes last.
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { indexedDBPersistence } from './indexedDB.ts'
import { createMemory, openTab } from './keptChat.test-helper.ts'
import { answer, idsOf, question, turn } from './messages.test-helper.ts'
import type { ChatMessage } from '../messageTypes.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

let count = 0
/** Returns an id that no other test uses: the tabs of all tests share one channel. */
const newId = () => `chat ${(count += 1)}`

async function openTwoTabs(initial: readonly ChatMessage[] = []) {
  const id = newId()
  const memory = createMemory()
  memory.stored.set(id, JSON.stringify({ version: 1, savedAt: 0, messages: initial }))
  const open = () => openTab(memory.persistence, { id })
  const tabs = [await open(), await open()] as const
  return { tabs, open, saves: memory.saves, stored: () => idsOf(memory.messages(id)) }
}

describe('two tabs with the same id', () => {
  test('keep both answers that stream at the same time', async () => {
    const { tabs, open, stored } = await openTwoTabs(turn('1'))
    const [one, other] = tabs
    one.isIdle = false
    other.isIdle = false
    one.set([...one.messages(), question('Q2')], true)
    other.set([...other.messages(), question('Q3')], true)
    one.set([...one.messages(), answer('A2', 'A2', 'complete')], true)
    other.set([...other.messages(), answer('A3', 'A3', 'complete')], true)
    expect(stored()).toBe('Q1 A1 Q2 A2 Q3 A3')
    // A tab whose answer streams shows no messages of the other one.
    expect(idsOf(one.messages())).toBe('Q1 A1 Q2 A2')
    expect(idsOf((await open()).messages())).toBe('Q1 A1 Q2 A2 Q3 A3')
  })

  test('show the turns of each other while they are idle, without saving them again', async () => {
    const { tabs, saves, stored } = await openTwoTabs(turn('1'))
    const [one, other] = tabs
    one.set([...one.messages(), ...turn('2')], true)
    await vi.waitFor(() => expect(idsOf(other.messages())).toBe('Q1 A1 Q2 A2'))
    other.set([...other.messages(), ...turn('3')], true)
    await vi.waitFor(() => expect(idsOf(one.messages())).toBe('Q1 A1 Q2 A2 Q3 A3'))
    expect(stored()).toBe('Q1 A1 Q2 A2 Q3 A3')
    expect(saves).toHaveLength(2)
  })

  test('show an answer while the other tab streams it, and its end', async () => {
    const { tabs } = await openTwoTabs()
    const [one, other] = tabs
    one.isIdle = false
    const asked = question('Q')
    one.set([asked, answer('A', 'Once')], true)
    await vi.waitFor(() => expect(other.messages()[1]?.parts).toMatchObject([{ text: 'Once' }]))
    one.set([asked, answer('A', 'Once upon', 'complete')], true)
    await vi.waitFor(() => expect(other.messages()[1]?.outcome).toBe('complete'))
  })

  test('both lose the messages when one of them clears the chat', async () => {
    const { tabs, stored } = await openTwoTabs(turn('1'))
    const [one, other] = tabs
    one.set([], true)
    await vi.waitFor(() => expect(other.messages()).toEqual([]))
    expect(stored()).toBe('')
    other.set(turn('2'), true)
    expect(stored()).toBe('Q2 A2')
  })

  test('replace a regenerated answer in both', async () => {
    const { tabs, stored } = await openTwoTabs(turn('1'))
    const [one, other] = tabs
    const [asked] = one.messages()
    one.set([asked as ChatMessage, answer('B1', 'B1', 'complete')], true)
    await vi.waitFor(() => expect(idsOf(other.messages())).toBe('Q1 B1'))
    expect(stored()).toBe('Q1 B1')
  })
})

test('a turn that another tab overwrote in the same moment is stored again', async () => {
  const id = newId()
  const memory = createMemory()
  const one = await openTab(memory.persistence, { id })
  // This tab reads what was stored before the other one wrote, as tabs of Chromium do.
  const stale = openTab({ ...memory.persistence, load: () => undefined }, { id })
  const other = await stale
  other.isIdle = false
  one.set(turn('1'), true)
  other.set(turn('2'), true)
  expect(idsOf(memory.messages(id))).toBe('Q2 A2')
  await vi.waitFor(() => expect(idsOf(memory.messages(id))).toBe('Q2 A2 Q1 A1'))
  expect(idsOf(one.messages())).toBe('Q2 A2 Q1 A1')
})

test('two tabs that write to IndexedDB in the same moment keep both answers', async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  const id = newId()
  const tabs = [
    await openTab(indexedDBPersistence(), { id }),
    await openTab(indexedDBPersistence(), { id }),
  ]
  for (const [index, tab] of tabs.entries()) {
    tab.isIdle = false
    tab.set(turn(String(index)), true)
  }
  for (const tab of tabs) await vi.waitFor(() => expect(tab.errors).toEqual([undefined]))
  const restored = await openTab(indexedDBPersistence(), { id })
  expect(idsOf(restored.messages())).toBe('Q0 A0 Q1 A1')
})
