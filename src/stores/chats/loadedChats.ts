import { effectScope, shallowRef, type EffectScope, type ShallowRef } from 'vue'
import { createChat, type Chat } from '../chat/chat.ts'
import type { ChatHost, ChatRecord } from '../chat/chatHost.ts'
import { withInterruptedAnswer } from '../chat/interruptedAnswer.ts'
import { readTabDraft } from '../chat/tabDraft.ts'
import type { ChatRows } from './chatRows.ts'

/** The chats that are loaded with their messages. Of all other chats, this tab has the rows only. */
export interface LoadedChats {
  readonly all: Readonly<ShallowRef<readonly Chat[]>>
  find(id: string): Chat | undefined
  create(record?: Partial<ChatRecord>): Chat
  /** Loads a stored chat, unless it is loaded already. @returns undefined if it is not stored */
  load(id: string): Promise<Chat | undefined>
  /** Ends a chat with its stream in this tab. @returns the chat; undefined if it was not loaded */
  unload(id: string): Chat | undefined
}

/** Creates the set of loaded chats. Their streams end with the current effect scope, at the latest. */
export function createLoadedChats(host: ChatHost, rows: Pick<ChatRows, 'find'>): LoadedChats {
  const streams = effectScope()
  const scopes = new Map<string, EffectScope>()
  const all = shallowRef<readonly Chat[]>([])

  const find = (id: string) => all.value.find((chat) => chat.id === id)

  function create(record?: Partial<ChatRecord>): Chat {
    const scope = streams.run(() => effectScope())
    const chat = scope?.run(() => createChat(host, record))
    if (!scope || !chat) {
      throw new Error('Cannot create a chat: the chats store was disposed. Create the store again.')
    }
    scopes.set(chat.id, scope)
    all.value = [...all.value, chat]
    return chat
  }

  return {
    all,
    find,
    create,
    async load(id) {
      const row = find(id) ? undefined : rows.find(id)
      const saved = row ? await host.storage.readMessages(id) : []
      // Another call may have loaded the chat while the messages were read.
      const loaded = find(id)
      if (loaded || !row) return loaded
      const messages = withInterruptedAnswer(
        id,
        saved.map(({ message }) => message),
      )
      const draft = readTabDraft(id) ?? row.draft
      const chat = create({ ...row, draft, messages, saved })
      // Another tab may stream the chat.
      host.post({ type: 'ask-state', chatId: id })
      return chat
    },
    unload(id) {
      const chat = find(id)
      scopes.get(id)?.stop()
      scopes.delete(id)
      all.value = all.value.filter((other) => other !== chat)
      return chat
    },
  }
}
