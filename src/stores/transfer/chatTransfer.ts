import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useChats } from '../chats/chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { takeLock } from '../tabs/webLock.ts'
import { planImport, type ImportPlan } from './planImport.ts'
import { toPlaced, toTransferred, type TransferredChat } from './transferredChat.ts'

/** Chats on their way into files and out of them. */
export const useChatTransfer = defineStore('chatTransfer', () => {
  const conversations = useChats()
  const { storage } = useHistoryStorage()
  /** What was added last, and can be taken back. */
  const added = shallowRef<readonly TransferredChat[]>([])

  /** All chats, or one: as they are on the screen where they are open, and as they are stored. */
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

  /** What importing these would do. */
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

  /** Adds what is not here yet, for one step back. */
  async function add(chats: readonly TransferredChat[]): Promise<void> {
    // Another tab may be at the same file.
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

  /** Takes back what was added last, except for chats that went on since. */
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
    /** How many chats were added last. */
    addedCount: computed(() => added.value.length),
    readChats,
    plan,
    add,
    undo,
    /** No more way back. */
    forgetAdded: () => (added.value = []),
  }
})
