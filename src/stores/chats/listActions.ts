import type { ChatSettings } from '../../model/index.ts'
import { keepTabDraft, NEW_CHAT_SETTINGS } from '../chat/tabDraft.ts'
import type { ActiveChat } from './activeChat.ts'
import type { ChatRows } from './chatRows.ts'
import type { LoadedChats } from './loadedChats.ts'

/** What the user can change about a chat of the list. */
export interface ListActions {
  /** Renames a chat. Later questions don't change the name; a blank name changes nothing. */
  rename(id: string, name: string): void
  /** Changes the settings of the active chat, from its next question on. */
  changeSettings(settings: ChatSettings): void
  /** Archives a chat, or brings it back to the list. If the archived chat is open, an empty chat opens. */
  archive(id: string, archived: boolean): void
  /** Pins a chat above the others, or unpins it. */
  pin(id: string, pinned: boolean): void
}

export function createListActions(
  rows: ChatRows,
  loaded: LoadedChats,
  active: ActiveChat,
): ListActions {
  return {
    rename(id, name) {
      const title = name.trim().replace(/\s+/g, ' ')
      if (title === '') return
      const chat = loaded.find(id)
      if (chat) chat.title = title
      void rows.change(id, { title })
    },
    changeSettings(settings) {
      const chat = active.current.value
      chat.settings = settings
      if (chat.title !== '') void rows.change(chat.id, { settings })
      // A chat without a question is not stored, so this tab keeps its settings.
      else keepTabDraft(NEW_CHAT_SETTINGS, JSON.stringify(settings))
    },
    archive(id, archived) {
      void rows.change(id, { archived })
      if (archived && active.current.value.id === id) active.newChat()
    },
    pin: (id, pinned) => void rows.change(id, { pinned }),
  }
}
