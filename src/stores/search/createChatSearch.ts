import type { ChatMessage, Role } from '../../core/index.ts'
import { createPauses } from './createPauses.ts'
import { foldText } from './foldText.ts'
import { searchTextsOf } from './searchTexts.ts'
import { searchTerms } from './searchTerms.ts'

/** A chat to search. */
export interface SearchableChat {
  readonly id: string
  readonly title: string
  readonly archived: boolean
  /** Time of its last question, in milliseconds since 1970. */
  readonly askedAt: number
  /** Time of the last change; it changes whenever the chat's stored messages do. */
  readonly updatedAt: number | undefined
}

/** A search result: a message, or a chat whose title matches. */
export interface SearchHit {
  readonly chat: SearchableChat
  /** The message that matches; undefined if the title of the chat matches. */
  readonly message: { readonly id: string; readonly role: Role } | undefined
  /** Time of the message or of the chat's last question, in milliseconds since 1970. */
  readonly time: number
  /** The whole text that matches. */
  readonly text: string
}

export interface ChatSearchHost {
  /** Returns the messages of a chat that is loaded; undefined if it is not. */
  messagesOf(chatId: string): readonly ChatMessage[] | undefined
  /** Reads the stored messages of a chat. */
  readMessages(chatId: string): Promise<readonly ChatMessage[]>
}

export interface ChatSearch {
  /**
   * Finds all messages that contain every word of the query, even as part of a longer word. If no message of a
   * chat matches but its title does, finds the chat. The newest results are first.
   *
   * @returns undefined if `signal` aborted the search
   */
  search(
    query: string,
    chats: readonly SearchableChat[],
    signal: AbortSignal,
  ): Promise<readonly SearchHit[] | undefined>
}

/**
 * Creates the search over all chats. It reads each chat from storage at the first search, and again only when
 * the chat has changed.
 *
 * There is deliberately no index. Searching 4 MB of folded text takes a few milliseconds. A bigram index, which
 * could find parts of words, would take a second to build and eight times the memory, and its results would
 * have to be checked in the text again.
 */
export function createChatSearch({ messagesOf, readMessages }: ChatSearchHost): ChatSearch {
  const read = new Map<string, { version: number | undefined; messages: readonly ChatMessage[] }>()

  async function messagesIn({ id, updatedAt }: SearchableChat): Promise<readonly ChatMessage[]> {
    const loaded = messagesOf(id)
    if (loaded) return loaded
    const known = read.get(id)
    if (known && known.version === updatedAt) return known.messages
    const messages = (await readMessages(id)).map(withoutContents)
    read.set(id, { version: updatedAt, messages })
    return messages
  }

  return {
    async search(query, chats, signal) {
      const terms = searchTerms(query)
      if (terms.length === 0) return []
      const hits: SearchHit[] = []
      const hasAll = (folded: string) => terms.every((term) => folded.includes(term))
      const pauses = createPauses()
      for (const chat of chats) {
        const before = hits.length
        for (const message of await messagesIn(chat)) {
          const { id, role, createdAt } = message
          const found = searchTextsOf(message).find(({ folded }) => hasAll(folded))
          if (found) hits.push({ chat, message: { id, role }, time: createdAt, text: found.text })
          if (!pauses.isDue()) continue
          await pauses.take()
          if (signal.aborted) return undefined
        }
        // A title derived from the first question would match a second time.
        if (hits.length === before && hasAll(foldText(chat.title))) {
          hits.push({ chat, message: undefined, time: chat.askedAt, text: chat.title })
        }
      }
      return signal.aborted ? undefined : hits.sort((a, b) => b.time - a.time)
    },
  }
}

/** Removes the content of files, which is not searched and would otherwise be held in memory for every chat. */
function withoutContents(message: ChatMessage): ChatMessage {
  if (!message.parts.some(({ type }) => type === 'file')) return message
  const parts = message.parts.map((part) => (part.type === 'file' ? { ...part, url: '' } : part))
  return { ...message, parts }
}
