import type { ChatMessage } from '../core/index.ts'
import { lengthOf } from '../core/text.ts'

const keyOf = (chat: string) => `vue-chat-stream:left:${chat}`

/**
 * Keeps the answer that is under way when its page goes away, for this tab alone: there is no time left to
 * write into a database, and a reload shall not take back words that were read, nor the name of their run.
 */
export function keepLeftAnswer(chat: string, answer: ChatMessage): void {
  try {
    const { id, parts, run } = answer
    sessionStorage.setItem(keyOf(chat), JSON.stringify({ id, parts, run }))
  } catch {
    // No room, or not allowed: what was stored a moment ago has to do.
  }
}

/** Adds to stored messages what the page had more of the last answer when it went away. */
export function withLeftAnswer(
  chat: string,
  messages: readonly ChatMessage[],
): readonly ChatMessage[] {
  const last = messages.at(-1)
  try {
    const text = sessionStorage.getItem(keyOf(chat))
    sessionStorage.removeItem(keyOf(chat))
    if (!last || last.outcome !== undefined || text === null) return messages
    // Written by this very file, in this very tab.
    const { id, parts, run } = JSON.parse(text) as Pick<ChatMessage, 'id' | 'parts' | 'run'>
    const left = { ...last, parts, run: run ?? last.run }
    return id === last.id && lengthOf(left) >= lengthOf(last) ? messages.with(-1, left) : messages
  } catch {
    return messages
  }
}
