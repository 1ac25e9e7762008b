import { shallowRef, type ShallowRef } from 'vue'
import type { FilePart } from '../../core/index.ts'
import { parseObject } from '../../core/internal.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatRecord } from '../chat/chatHost.ts'
import { NEW_CHAT, NEW_CHAT_SETTINGS, readTabDraft } from '../chat/tabDraft.ts'
import { readChatSettings } from '../storage/rows/chatSettings.ts'
import type { ChatRows } from './chatRows.ts'
import type { LoadedChats } from './loadedChats.ts'
import { rememberOpenChat } from './openChat.ts'
import { createPendingDraft } from './pendingDraft.ts'

/** The chat that is open in this tab, and the ways to open another one. */
export interface ActiveChat {
  readonly current: Readonly<ShallowRef<Chat>>
  /** The id of the chat that opens as soon as it is loaded. */
  readonly openingId: Readonly<ShallowRef<string | undefined>>
  /** Opens a loaded chat. */
  activate(chat: Chat): void
  /** Opens the empty chat, which keeps its draft; creates one if there is none. */
  newChat(): void
  /** Opens a chat: at once if it is loaded already. */
  open(id: string): Promise<void>
  /**
   * Announces the chat that opens at the start of the page, before the list of chats is read.
   *
   * @param id undefined if no chat was open
   * @returns a function that opens it, unless the user opened another chat or sent a question in the meantime
   */
  announce(id: string | undefined): () => Promise<void>
  /** Ends a chat in this tab. If it is open, an empty chat opens. */
  close(id: string): void
  /** Sends a question in the active chat, or in the chat that is opening. */
  send(text: string, files?: readonly FilePart[]): Promise<void>
}

/** @param onShow called when the user sees a chat */
export function createActiveChat(
  loaded: LoadedChats,
  rows: ChatRows,
  onShow: (chatId: string) => void,
): ActiveChat {
  const current = shallowRef(loaded.create(newChatRecord()))
  /** Resolves when the chat that the user chose last is loaded and open. */
  let opening: Promise<void> | undefined
  const openingId = shallowRef<string>()
  const pendingDraft = createPendingDraft()
  /**
   * Counts the chats that the user opened and the questions sent. A chat must not open if this changed while the
   * chat was loaded.
   */
  let choices = 0

  function activate(chat: Chat): void {
    choices += 1
    opening = undefined
    openingId.value = undefined
    current.value = chat
    onShow(chat.id)
    rememberOpenChat(chat.title === '' ? undefined : chat.id)
  }

  function newChat(): void {
    activate(loaded.all.value.find(({ title }) => title === '') ?? loaded.create())
  }

  function setOpening(id: string | undefined): void {
    if (openingId.value === undefined) pendingDraft.begin(current.value)
    openingId.value = id
  }

  async function loadAndOpen(id: string): Promise<void> {
    const choice = (choices += 1)
    setOpening(id)
    const chat = await loaded.load(id)
    if (choices !== choice) return
    if (!chat) return void (openingId.value = undefined)
    pendingDraft.move(current.value, chat)
    activate(chat)
  }

  return {
    current,
    openingId,
    activate,
    newChat,
    async open(id) {
      const known = loaded.find(id)
      if (known) return activate(known)
      opening = loadAndOpen(id)
      await opening
    },
    announce(id) {
      const choice = choices
      setOpening(id)
      return async () => {
        if (id !== undefined && choices === choice) await loadAndOpen(id)
      }
    },
    close(id) {
      const chat = loaded.unload(id)
      rows.drop(id)
      if (chat && current.value === chat) newChat()
    },
    async send(text, files = []) {
      if (opening) {
        // A question that is sent right after the user chose a chat belongs to that chat.
        if (current.value.draft === text) current.value.draft = ''
        await opening
      }
      choices += 1
      const chat = current.value
      const sent = chat.send(text, files)
      // Again, as the first question gave the chat a title: from now on a reload opens it.
      activate(chat)
      if (text.trim() !== '' || files.length > 0) {
        // A question brings an archived chat back to the list.
        void rows.change(chat.id, { askedAt: Date.now(), archived: false })
      }
      await sent
    },
  }
}

/** Returns the draft and the settings that this tab keeps for a chat without a question. */
function newChatRecord(): Partial<ChatRecord> {
  return {
    draft: readTabDraft(NEW_CHAT) ?? '',
    settings: readChatSettings(parseObject(readTabDraft(NEW_CHAT_SETTINGS) ?? '')),
  }
}
