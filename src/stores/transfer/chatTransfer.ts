import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useChats } from '../chats/chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { takeLock } from '../tabs/webLock.ts'
import { planImport, type ImportPlan } from './planImport.ts'
import { toPlaced, toTransferred, type TransferredChat } from './transferredChat.ts'

/** Exports chats to files and imports them. */
export const useChatTransfer = defineStore('chatTransfer', () => {
  const conversations = useChats()
  const { storage } = useHistoryStorage()
  /** The chats added by the last import, which can be undone. */
  const added = shallowRef<readonly TransferredChat[]>([])

  /** Returns all chats, or one of them: with the current state of open chats, and the stored state of the others. */
  async function readChats(id?: string): Promise<readonly TransferredChat[]> {
    const rows = await storage.readChats()
    const wanted = rows
      .filter((row) => !conversations.isRemoved(row.id) && (id === undefined || row.id === id))
      .toSorted((a, b) => b.createdAt - a.createdAt)
    return Promise.all(
      wanted.map(async (row) => {
        const open = conversations.find(row.id)
        return {
          ...row,
          draft: open?.draft ?? row.draft,
          leaf: open?.leaf() ?? row.leaf,
          messages: await messagesOf(row.id),
        }
      }),
    )
  }

  async function messagesOf(id: string) {
    const open = conversations.find(id)
    return (open?.placed() ?? (await storage.readMessages(id))).map(toTransferred)
  }

  /** Returns what an import of these chats would do. */
  async function plan(chats: readonly TransferredChat[]): Promise<ImportPlan> {
    const stored = new Set((await storage.readChats()).map(({ id }) => id))
    return planImport(chats, {
      stateOf(id) {
        if (!stored.has(id)) return undefined
        return conversations.isRemoved(id) ? 'removed' : 'here'
      },
      messagesOf,
    })
  }

  /** Imports the chats that are not here yet. The import can be undone. */
  async function add(chats: readonly TransferredChat[]): Promise<void> {
    // Another tab may be importing the same file.
    const release = await takeLock('vue-chat-stream:import', {
      signal: new AbortController().signal,
    })
    try {
      const fresh = (await plan(chats)).added
      for (const { id, messages, ...chat } of fresh) {
        await storage.saveMessages(id, { put: toPlaced(messages), chat })
      }
      added.value = fresh
      await conversations.refreshAfterImport(fresh.map(({ id }) => id))
    } finally {
      release?.()
    }
  }

  /** Removes the chats added by the last import, except those that have changed since. */
  async function undo(): Promise<void> {
    const chats = added.value
    added.value = []
    const rows = new Map((await storage.readChats()).map((row) => [row.id, row]))
    for (const { id, updatedAt, messages } of chats) {
      const isSame =
        rows.get(id)?.updatedAt === updatedAt &&
        (conversations.find(id)?.placed().length ?? messages.length) === messages.length
      if (isSame) await conversations.discard(id)
    }
  }

  return {
    /** Number of chats added by the last import. */
    addedCount: computed(() => added.value.length),
    readChats,
    plan,
    add,
    undo,
    /** Forgets the last import, so that it can no longer be undone. */
    forgetAdded: () => (added.value = []),
  }
})
