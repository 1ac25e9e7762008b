import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TransferredChat } from './transferredChat.ts'
import { useChatTransfer } from './chatTransfer.ts'
import { useChats } from '../chats/chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { chatOf, textMessage } from './chats.test-helper.ts'

let pinia: Pinia

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  vi.stubGlobal('indexedDB', new IDBFactory())
  pinia = createPinia()
  setActivePinia(pinia)
})

afterEach(() => {
  disposePinia(pinia)
  vi.unstubAllGlobals()
})

const titles = () => useChats().listed.map(({ title }) => title)

describe('useChatTransfer()', () => {
  test('adds chats that can be opened, and exports them unchanged', async () => {
    const [transfer, conversations] = [useChatTransfer(), useChats()]
    const branch: Partial<TransferredChat> = {
      draft: 'and then',
      pinned: true,
      leaf: 'a-2',
      messages: [
        { ...textMessage('a-1', 'user', 'Why?'), parent: null },
        { ...textMessage('a-2', 'assistant', 'So.'), parent: 'a-1' },
        { ...textMessage('a-3', 'assistant', 'Or so.'), parent: 'a-1' },
      ],
    }
    const chats = [chatOf('b', { createdAt: 5000 }), chatOf('a', branch)]
    await transfer.add(chats)
    expect(titles()).toEqual(['About b', 'About a'])
    await conversations.open('a')
    expect(conversations.active.draft).toBe('and then')
    expect(conversations.active.messages.map(({ id }) => id)).toEqual(['a-1', 'a-2'])
    expect(conversations.active.versions.get('a-2')?.ids).toEqual(['a-2', 'a-3'])
    expect(JSON.parse(JSON.stringify(await transfer.readChats()))).toEqual(chats)
    expect(await transfer.readChats('a')).toHaveLength(1)
  })

  test('changes no existing chats', async () => {
    const transfer = useChatTransfer()
    await transfer.add([chatOf('a')])
    const before = await transfer.readChats()
    const other = chatOf('a', { title: 'Other', messages: [textMessage('x', 'user', 'Else')] })
    await transfer.add([other])
    const after = await transfer.readChats()
    expect(after).toHaveLength(2)
    expect(after.find(({ id }) => id === 'a')).toEqual(before[0])
  })

  test('undo() removes the added chats and nothing else', async () => {
    const [transfer, { storage }] = [useChatTransfer(), useHistoryStorage()]
    await transfer.add([chatOf('mine')])
    await transfer.add([chatOf('a'), chatOf('b'), chatOf('went on')])
    expect(transfer.addedCount).toBe(3)
    await storage.patchChat('went on', { updatedAt: 9999 })
    await transfer.undo()
    expect(titles().toSorted()).toEqual(['About mine', 'About went on'])
    expect((await storage.readChats()).map(({ id }) => id).toSorted()).toEqual(['mine', 'went on'])
    expect(await storage.readMessages('a')).toEqual([])
    expect(transfer.addedCount).toBe(0)
  })

  test('does not export removed chats', async () => {
    const [transfer, conversations] = [useChatTransfer(), useChats()]
    await transfer.add([chatOf('a'), chatOf('b')])
    await conversations.remove('a')
    expect((await transfer.readChats()).map(({ id }) => id)).toEqual(['b'])
  })
})
