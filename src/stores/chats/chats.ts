import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ChatHost } from '../chat/chatHost.ts'
import { useServer } from '../connections/useServer.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { openTabChannel } from '../tabs/tabChannel.ts'
import { createActiveChat } from './activeChat.ts'
import { createActiveChatActions } from './activeChatActions.ts'
import { useChatBin } from './chatBin.ts'
import { createChatRows } from './chatRows.ts'
import { createListActions } from './listActions.ts'
import { listChats } from './listedChat.ts'
import { createLoadedChats } from './loadedChats.ts'
import { lastOpenChat } from './openChat.ts'
import { createRemovedChat } from './removedChat.ts'
import { handleTabMessage } from './tabMessages.ts'
import { createUnreadAnswers } from './unreadAnswers.ts'
import { usePageLife } from './usePageLife.ts'

/**
 * All chats. Their streams live in the scope of this store, so that they continue when components unmount, and
 * several can stream at once. Chats with a question are stored, and shared with the other tabs.
 */
export const useChats = defineStore('chats', () => {
  const historyStorage = useHistoryStorage()
  const { storage } = historyStorage
  const bin = useChatBin()
  const channel = openTabChannel((message) =>
    handleTabMessage(message, loaded, active, refreshList),
  )
  const rows = createChatRows({
    storage,
    isShown: (id) => !bin.has(id),
    onChange: (chatId) => channel.post({ type: 'changed', chatId }),
  })
  const unread = createUnreadAnswers(
    rows,
    (id) => active.current.value.id === id && !document.hidden,
  )
  const host: ChatHost = {
    serverOptions: useServer().optionsFor,
    storage,
    post: channel.post,
    onAnswerChange: unread.noteAnswer,
  }
  const loaded = createLoadedChats(host, rows)
  const active = createActiveChat(loaded, rows, unread.markRead)
  const { post } = channel
  const removal = createRemovedChat({ storage, bin, rows, loaded, active, post, refreshList })
  const actions = createListActions(rows, loaded, active)
  const isListing = shallowRef(false)

  async function refreshList(): Promise<void> {
    await rows.refresh()
    // Another tab may have renamed a chat, and the leader of a chat does not read it again.
    for (const chat of loaded.all.value) {
      const row = rows.find(chat.id)
      if (row) Object.assign(chat, { title: row.title, settings: row.settings })
    }
    unread.markRead(active.current.value.id)
  }

  async function restoreHistory(): Promise<void> {
    const openLastChat = active.announce(lastOpenChat())
    isListing.value = true
    await storage.writeUnwritten()
    removal.deleteExpired()
    await refreshList()
    isListing.value = false
    await openLastChat()
    post({ type: 'ask-state' })
    for (const id of await storage.readUnfinished()) {
      const chat = await loaded.load(id)
      chat?.continueUnfinished()
    }
  }

  async function refreshAfterImport(ids: readonly string[]): Promise<void> {
    await refreshList()
    // One message is enough: the other tabs read all rows again.
    const [chatId] = ids
    if (chatId !== undefined) post({ type: 'changed', chatId })
  }

  watch(
    () => historyStorage.state,
    (state, before) => {
      // The database opened late: show the chats in it.
      if (state === 'ok' && before === 'unavailable') void refreshList()
    },
  )
  useEventListener(document, 'visibilitychange', () => unread.markRead(active.current.value.id))
  usePageLife(loaded, storage, channel, refreshList)
  onScopeDispose(channel.close)

  return {
    active: computed(() => active.current.value),
    /** The id of the chat that opens as soon as it is loaded. */
    openingId: computed(() => active.openingId.value),
    /** Whether the list of chats is being read for the first time, so that its content is not known yet. */
    isListing: computed(() => isListing.value),
    /** The chats with a question, the one with the most recent question first. */
    listed: computed(() => listChats(loaded.all.value, rows.all.value)),
    /** The chats that stream in this tab. */
    streamingHere: computed(() => loaded.all.value.filter((chat) => chat.isStreamingHere)),
    /**
     * Loads what is stored: the list of chats, the chat that was open in this tab, and every unfinished answer,
     * which continues if its server still has the rest of it.
     */
    restoreHistory,
    /** Returns a chat if it is loaded. */
    find: loaded.find,
    /** Returns whether a chat was removed, but can still be restored and so is still stored. */
    isRemoved: bin.has,
    /** Shows chats that were written to storage directly, in this tab and in the others. */
    refreshAfterImport,
    newChat: active.newChat,
    open: active.open,
    removed: removal.removed,
    remove: removal.remove,
    restore: removal.restore,
    forgetRemoved: removal.forgetRemoved,
    discard: removal.discard,
    ...actions,
    /** Returns the messages of all branches of a chat as they are now; undefined if the chat is not loaded. */
    messagesOf: (id: string) =>
      loaded
        .find(id)
        ?.placed()
        .map(({ message }) => message),
    /** Sends a question in the active chat. While an answer streams, the question waits in the queue. */
    send: active.send,
    ...createActiveChatActions(active),
  }
})
