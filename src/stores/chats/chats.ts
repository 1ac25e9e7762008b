import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, effectScope, onScopeDispose, shallowRef, watch, type EffectScope } from 'vue'
import type { FilePart } from '../../core/index.ts'
import { parseObject } from '../../core/internal.ts'
import { createChat, type Chat, type ChatHost, type ChatRecord } from '../chat/chat.ts'
import { useChatBin } from './chatBin.ts'
import { createChatRows } from './chatRows.ts'
import { withInterruptedAnswer } from '../chat/interruptedAnswer.ts'
import { toListed } from './listedChat.ts'
import { lastOpenChat, rememberOpenChat } from './openChat.ts'
import { useServer } from '../connections/useServer.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { keepTabDraft, NEW_CHAT, NEW_CHAT_SETTINGS, readTabDraft } from '../chat/tabDraft.ts'
import { readChatSettings } from '../storage/rows/chatSettings.ts'
import type { ChatSettings } from '../../model/index.ts'
import { openTabChannel, type TabMessage } from '../tabs/tabChannel.ts'
import { createPendingDraft } from './pendingDraft.ts'
import { createUnreadAnswers } from './unreadAnswers.ts'

/** What was prepared in this tab for a conversation in which nothing was asked yet. */
function newRecord(): Partial<ChatRecord> {
  return {
    draft: readTabDraft(NEW_CHAT) ?? '',
    settings: readChatSettings(parseObject(readTabDraft(NEW_CHAT_SETTINGS) ?? '')),
  }
}

/**
 * All conversations. Their streams live in this store's scope: they go on when components go, and
 * several can stream at once. What was asked is stored, and shared with the other tabs.
 */
export const useChats = defineStore('conversations', () => {
  const server = useServer()
  const historyStorage = useHistoryStorage()
  const { storage } = historyStorage
  const bin = useChatBin()
  const channel = openTabChannel(onTabMessage)
  const rows = createChatRows({
    storage,
    isShown: (id) => !bin.has(id),
    onChange: (chatId) => channel.post({ type: 'changed', chatId }),
  })
  const unread = createUnreadAnswers(rows, (id) => active.value.id === id && !document.hidden)
  const host: ChatHost = {
    server,
    storage,
    post: channel.post,
    onGrowth: unread.noteGrowth,
  }
  // The scopes of conversations are its children, so that they end with the store at the latest.
  const streams = effectScope()
  const scopes = new Map<string, EffectScope>()

  /** Conversations that are loaded: the others are rows alone. */
  const loaded = shallowRef<readonly Chat[]>([])
  const active = shallowRef(create(newRecord()))
  const removed = shallowRef<ChatRecord>()
  /** Until the one that was chosen last is loaded and open. */
  let opening: Promise<void> | undefined
  /** Which one that is. */
  const openingId = shallowRef<string>()
  const typedAhead = createPendingDraft()
  /** Whether the list is being read for the first time. */
  const isListing = shallowRef(false)
  /** How often a person chose or asked: what is loaded by then opens only where it is still wanted. */
  let choices = 0

  /** The one asked last comes first. A conversation in which nothing was asked yet is not among them. */
  const asked = computed(() => {
    const byId = new Map(rows.all.value.map((row) => [row.id, row]))
    const ids = new Set([...loaded.value.map(({ id }) => id), ...byId.keys()])
    return [...ids]
      .map((id) => toListed(find(id), byId.get(id)))
      .filter((chat) => chat !== undefined)
      .toSorted((a, b) => b.askedAt - a.askedAt)
  })

  function find(id: string): Chat | undefined {
    return loaded.value.find((conversation) => conversation.id === id)
  }

  function create(record?: Partial<ChatRecord>): Chat {
    const scope = streams.run(() => effectScope())
    const conversation = scope?.run(() => createChat(host, record))
    if (!scope || !conversation) throw new Error('The store of conversations was disposed of.')
    scopes.set(conversation.id, scope)
    loaded.value = [...loaded.value, conversation]
    return conversation
  }

  /** Loads a conversation that is stored; undefined where it is not. */
  async function load(id: string): Promise<Chat | undefined> {
    const row = find(id) ? undefined : rows.find(id)
    const saved = row ? await storage.readMessages(id) : []
    // Somebody else may have loaded it meanwhile.
    const known = find(id)
    if (known || !row) return known
    const messages = withInterruptedAnswer(
      id,
      saved.map(({ message }) => message),
    )
    const draft = readTabDraft(id) ?? row.draft
    const conversation = create({ ...row, draft, messages, saved })
    // Another tab may be at it.
    channel.post({ type: 'ask-state', chatId: id })
    return conversation
  }

  /**
   * Brings back what is stored: the list, the chat that was open in this tab, and every answer that has no end,
   * which goes on where its server has the rest of it.
   */
  async function restoreHistory(): Promise<void> {
    const last = lastOpenChat()
    const choice = choices
    awaitOpening(last)
    isListing.value = true
    await storage.writeUnwritten()
    for (const id of bin.expired()) void destroy(id)
    await refreshRows()
    isListing.value = false
    // Whoever could not wait for it is at something else by now.
    if (last !== undefined && choices === choice) await openLoaded(last)
    channel.post({ type: 'ask-state' })
    for (const id of await storage.readUnfinished()) (await load(id))?.goOn()
  }

  async function refreshRows(): Promise<void> {
    await rows.refresh()
    // A tab that leads a chat does not read it again, and another one may have renamed it.
    for (const conversation of loaded.value) {
      const row = rows.find(conversation.id)
      if (row) Object.assign(conversation, { title: row.title, settings: row.settings })
    }
    unread.noteSight(active.value.id)
  }

  function onTabMessage(message: TabMessage): void {
    if (message.type === 'removed') return forget(message.chatId)
    if (message.type === 'changed') void refreshRows()
    if (message.chatId === undefined) {
      for (const conversation of loaded.value) conversation.onMessage(message)
      return
    }
    const conversation = find(message.chatId)
    if (conversation) conversation.onMessage(message)
    // Somebody has to go on with it when that tab is gone.
    else if (message.type === 'state' && message.status !== 'ready' && message.status !== 'error') {
      void refreshRows()
        .then(() => load(message.chatId))
        .then((one) => one?.onMessage(message))
    }
  }

  function activate(conversation: Chat): void {
    choices += 1
    opening = undefined
    openingId.value = undefined
    active.value = conversation
    unread.noteSight(conversation.id)
    rememberOpenChat(conversation.title === '' ? undefined : conversation.id)
  }

  /** Opens an empty conversation: the one that is there, draft and all, or a new one. */
  function newChat(): void {
    activate(loaded.value.find(({ title }) => title === '') ?? create())
  }

  /** At once where it is loaded already. */
  async function open(id: string): Promise<void> {
    const known = find(id)
    if (known) return activate(known)
    opening = openLoaded(id)
    await opening
  }

  /** Whoever has chosen another one or asked something meanwhile stays there. */
  async function openLoaded(id: string): Promise<void> {
    const choice = (choices += 1)
    awaitOpening(id)
    const conversation = await load(id)
    if (choices !== choice) return
    if (!conversation) return void (openingId.value = undefined)
    typedAhead.give(active.value, conversation)
    activate(conversation)
  }

  function awaitOpening(id: string | undefined): void {
    if (openingId.value === undefined) typedAhead.begin(active.value)
    openingId.value = id
  }

  /** Ends a conversation in this tab, whatever becomes of it elsewhere. */
  function forget(id: string): void {
    const conversation = find(id)
    scopes.get(id)?.stop()
    scopes.delete(id)
    loaded.value = loaded.value.filter((other) => other !== conversation)
    rows.drop(id)
    if (conversation && active.value === conversation) newChat()
  }

  /** Ends a conversation's stream and puts it away, for one step back. */
  async function remove(id: string): Promise<void> {
    const conversation = find(id) ?? (await load(id))
    if (!conversation) return
    const row = rows.find(id)
    forgetRemoved()
    bin.put(id)
    forget(id)
    const { title, createdAt, draft, settings } = conversation
    const updatedAt = Date.now()
    const saved = conversation.placed()
    const messages = saved.map(({ message }) => message)
    const leaf = conversation.leaf()
    const here = { id, title, createdAt, updatedAt, messages, draft, settings, leaf, saved }
    removed.value = { ...row, ...here }
    channel.post({ type: 'removed', chatId: id })
  }

  /** Brings back what was removed last; an answer that was under way then stays stopped. */
  async function restore(): Promise<void> {
    const record = removed.value
    if (!record) return
    const { id, title, createdAt, updatedAt, draft, leaf, askedAt, pinned, archived, settings } =
      record
    const chat = { title, createdAt, updatedAt, draft, leaf, askedAt, pinned, archived, settings }
    removed.value = undefined
    bin.take(id)
    activate(create(record))
    await storage.saveMessages(id, { put: record.saved, chat })
    channel.post({ type: 'changed', chatId: id })
    await refreshRows()
  }

  /** No more way back. */
  function forgetRemoved(): void {
    if (removed.value) void destroy(removed.value.id)
    removed.value = undefined
  }

  /** Chats came into storage by another way than a conversation. */
  async function tellChanged(ids: readonly string[]): Promise<void> {
    await refreshRows()
    // Whoever hears of one looks at all of them.
    const [chatId] = ids
    if (chatId !== undefined) channel.post({ type: 'changed', chatId })
  }

  /** Removes a conversation for good. */
  async function discard(id: string): Promise<void> {
    forget(id)
    await destroy(id)
    channel.post({ type: 'removed', chatId: id })
  }

  async function destroy(id: string): Promise<void> {
    await storage.removeChat(id)
    bin.take(id)
    // Where it cannot be loaded, the next one who looks after them finds that nobody needs them.
    const drafts = await import('../attachments/draftFiles.ts').catch(() => undefined)
    await drafts?.writeDraftFiles(id, [])
  }

  async function send(text: string, files: readonly FilePart[] = []): Promise<void> {
    if (opening) {
      // What is asked right after a chat was chosen is asked there.
      if (active.value.draft === text) active.value.draft = ''
      await opening
    }
    choices += 1
    const conversation = active.value
    const sent = conversation.send(text, files)
    // It has a title now, and is worth coming back to.
    activate(conversation)
    if (text.trim() !== '' || files.length > 0) {
      // Who goes on with what was put aside wants it at hand.
      void rows.change(conversation.id, { askedAt: Date.now(), archived: false })
    }
    await sent
  }

  /** Whatever it is called stays: what is asked later does not change it. Nothing is called by blanks. */
  function rename(id: string, name: string): void {
    const title = name.trim().replace(/\s+/g, ' ')
    if (title === '') return
    const conversation = find(id)
    if (conversation) conversation.title = title
    void rows.change(id, { title })
  }

  /** What the open conversation tells the model beside its messages, from its next question on. */
  function changeSettings(settings: ChatSettings): void {
    const conversation = active.value
    conversation.settings = settings
    if (conversation.title !== '') void rows.change(conversation.id, { settings })
    // Before its first question it is stored nowhere.
    else keepTabDraft(NEW_CHAT_SETTINGS, JSON.stringify(settings))
  }

  /** Puts it aside, or back into the list. */
  function archive(id: string, archived: boolean): void {
    void rows.change(id, { archived })
    if (archived && active.value.id === id) newChat()
  }

  watch(
    () => historyStorage.state,
    (state, before) => {
      // The database came after all, with what is in it.
      if (state === 'ok' && before === 'unavailable') void refreshRows()
    },
  )
  useEventListener(document, 'visibilitychange', () => unread.noteSight(active.value.id))
  // A page that goes into the back/forward cache must hold nothing that another one may want.
  useEventListener(globalThis, 'pagehide', () => {
    for (const conversation of loaded.value) conversation.putAway()
    storage.keepUnwritten()
    channel.close()
  })
  useEventListener(globalThis, 'pageshow', ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    channel.open()
    for (const conversation of loaded.value) void conversation.bringBack()
    channel.post({ type: 'ask-state' })
    void refreshRows()
  })
  onScopeDispose(channel.close)

  return {
    active: computed(() => active.value),
    /** The one that will be open, while it is loaded. */
    openingId: computed(() => openingId.value),
    /** Whether the list is being read, so that nobody knows yet what is in it. */
    isListing: computed(() => isListing.value),
    asked,
    /** Those that stream in this tab. */
    streamingHere: computed(() => loaded.value.filter((one) => one.isStreamingHere)),
    removed,
    restoreHistory,
    /** A conversation that is loaded. */
    find,
    /** Whether a chat that is still stored was put away. */
    isRemoved: bin.has,
    tellChanged,
    discard,
    newChat,
    open,
    remove,
    restore,
    forgetRemoved,
    rename,
    changeSettings,
    archive,
    /** Lets it stand above the others, or not. */
    pin: (id: string, pinned: boolean) => void rows.change(id, { pinned }),
    /** What was said in all branches of a chat, as it is at the moment; undefined where it is not loaded. */
    messagesOf: (id: string) =>
      find(id)
        ?.placed()
        .map(({ message }) => message),
    /** Asks in the open conversation; while it answers, the question waits for its turn. */
    send,
    stop: () => active.value.stop(),
    /** Asks the last question again after it went wrong. */
    retry: () => active.value.regenerate(),
    /** Asks the last question again for another answer. */
    regenerate: () => active.value.regenerate(),
    /** Asks a question of the open conversation in other words, and goes on from there. */
    edit: (questionId: string, text: string, files?: readonly FilePart[]) =>
      active.value.edit(questionId, text, files),
    showVersion: (messageId: string) => active.value.showVersion(messageId),
    /** Deletes a question of the open conversation, with its answers. @returns brings them back */
    removeTurn: (questionId: string) => active.value.removeTurn(questionId),
    /** Shows the branch of the open conversation that a message is in, unless it is shown. */
    showMessage(messageId: string): void {
      const isShown = active.value.messages.some(({ id }) => id === messageId)
      if (!isShown) active.value.showVersion(messageId)
    },
    /** Goes on with an answer that was cut: with the rest of it where its server has it. @returns whether it has */
    async resume(): Promise<boolean> {
      const isKept = active.value.messages.at(-1)?.run?.sessionId !== undefined
      if (isKept) await active.value.resume()
      return isKept
    },
  }
})
