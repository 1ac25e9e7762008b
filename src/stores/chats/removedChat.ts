import { shallowRef, type ShallowRef } from 'vue'
import type { ChatRecord } from '../chat/chatHost.ts'
import type { ChatStorage } from '../storage/chatStorage.ts'
import type { TabMessage } from '../tabs/tabChannel.ts'
import type { ActiveChat } from './activeChat.ts'
import type { ChatBin } from './chatBin.ts'
import type { ChatRows } from './chatRows.ts'
import type { LoadedChats } from './loadedChats.ts'

/** Removes chats. The chat that was removed last can be restored. */
export interface RemovedChat {
  /** The chat that was removed last, as long as it can be restored. */
  readonly removed: ShallowRef<ChatRecord | undefined>
  /** Ends a chat's stream and removes the chat, so that it can be restored until another one is removed. */
  remove(id: string): Promise<void>
  /** Restores the chat that was removed last. An answer that streamed when it was removed stays stopped. */
  restore(): Promise<void>
  /** Deletes the chat that was removed last for good. */
  forgetRemoved(): void
  /** Deletes a chat for good, in all tabs. */
  discard(id: string): Promise<void>
  /** Deletes the chats for good that were removed so long ago that no tab can still restore them. */
  deleteExpired(): void
}

export interface RemovedChatHost {
  readonly storage: ChatStorage
  readonly bin: ChatBin
  readonly rows: ChatRows
  readonly loaded: LoadedChats
  readonly active: ActiveChat
  /** Sends a message to the other tabs. */
  post(message: TabMessage): void
  /** Reads the list of chats again. */
  refreshList(): Promise<void>
}

export function createRemovedChat(host: RemovedChatHost): RemovedChat {
  const { storage, bin, rows, loaded, active, post, refreshList } = host
  const removed = shallowRef<ChatRecord>()

  async function deleteStored(id: string): Promise<void> {
    await storage.removeChat(id)
    bin.take(id)
    // If the chunk cannot be loaded, the next page that sweeps draft files deletes those without a chat.
    const drafts = await import('../attachments/draftFiles.ts').catch(() => undefined)
    await drafts?.writeDraftFiles(id, [])
  }

  function forgetRemoved(): void {
    if (removed.value) void deleteStored(removed.value.id)
    removed.value = undefined
  }

  return {
    removed,
    async remove(id) {
      const chat = loaded.find(id) ?? (await loaded.load(id))
      if (!chat) return
      const row = rows.find(id)
      forgetRemoved()
      bin.put(id)
      active.close(id)
      const { title, createdAt, draft, settings } = chat
      const updatedAt = Date.now()
      const saved = chat.placed()
      const messages = saved.map(({ message }) => message)
      const leaf = chat.leaf()
      const state = { id, title, createdAt, updatedAt, messages, draft, settings, leaf, saved }
      removed.value = { ...row, ...state }
      post({ type: 'removed', chatId: id })
    },
    async restore() {
      const record = removed.value
      if (!record) return
      const { id, title, createdAt, updatedAt, draft, leaf, askedAt, pinned, archived, settings } =
        record
      const row = { title, createdAt, updatedAt, draft, leaf, askedAt, pinned, archived, settings }
      removed.value = undefined
      bin.take(id)
      active.activate(loaded.create(record))
      await storage.saveMessages(id, { put: record.saved, chat: row })
      post({ type: 'changed', chatId: id })
      await refreshList()
    },
    forgetRemoved,
    async discard(id) {
      active.close(id)
      await deleteStored(id)
      post({ type: 'removed', chatId: id })
    },
    deleteExpired() {
      for (const id of bin.expired()) void deleteStored(id)
    },
  }
}
