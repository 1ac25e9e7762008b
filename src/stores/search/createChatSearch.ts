import type { ChatMessage, Role } from '../../core/index.ts'
import { createPauses } from './createPauses.ts'
import { foldText } from './foldText.ts'
import { searchTextsOf } from './searchTexts.ts'
import { searchTerms } from './searchTerms.ts'

/** A chat that can be found. */
export interface SearchableChat {
  readonly id: string
  readonly title: string
  readonly archived: boolean
  /** When its last question was asked, in milliseconds since 1970. */
  readonly askedAt: number
  /** Changes whenever what is stored of its messages does. */
  readonly updatedAt: number | undefined
}

/** A message that was found, or a chat by its name. */
export interface SearchHit {
  readonly chat: SearchableChat
  /** Undefined where the name of the chat was found. */
  readonly message: { readonly id: string; readonly role: Role } | undefined
  /** In milliseconds since 1970. */
  readonly time: number
  /** The text that was found, whole. */
  readonly text: string
}

export interface ChatSearchHost {
  /** What is said in a chat that is loaded; undefined where it is not. */
  messagesOf(chatId: string): readonly ChatMessage[] | undefined
  /** Reads what is stored of a chat. */
  readMessages(chatId: string): Promise<readonly ChatMessage[]>
}

export interface ChatSearch {
  /**
   * Finds all messages in which each word of the query stands, also as a part of another word, and those
   * chats without one of which the name has all of them; the newest first.
   *
   * @returns undefined where `signal` ended it
   */
  search(
    query: string,
    chats: readonly SearchableChat[],
    signal: AbortSignal,
  ): Promise<readonly SearchHit[] | undefined>
}

/**
 * Makes the search over all chats. It reads each of them once, at the first search and when it changed, and
 * looks through their texts.
 *
 * There is no index. Looking through 4 MB that are folded takes some milliseconds; an index of their bigrams, by
 * which a part of a word could be found, takes a second to make and eight times the memory, and what it finds
 * would have to be looked through again.
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
        // A name that was made of the first question would be found twice.
        if (hits.length === before && hasAll(foldText(chat.title))) {
          hits.push({ chat, message: undefined, time: chat.askedAt, text: chat.title })
        }
      }
      return signal.aborted ? undefined : hits.sort((a, b) => b.time - a.time)
    },
  }
}

/** What is in its files is not searched, and would be held in memory for every chat. */
function withoutContents(message: ChatMessage): ChatMessage {
  if (!message.parts.some(({ type }) => type === 'file')) return message
  const parts = message.parts.map((part) => (part.type === 'file' ? { ...part, url: '' } : part))
  return { ...message, parts }
}
