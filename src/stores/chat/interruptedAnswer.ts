import type { ChatMessage } from '../../core/index.ts'
import { textLength } from '../../core/internal.ts'
import { dropTabText, keepTabText, readTabText } from '../storage/siteData.ts'

const keyOf = (chat: string) => `vue-chat-stream:left:${chat}`

/**
 * Keeps the answer that is under way when its page goes away, for this tab alone: there is no time left to
 * write into a database, and a reload shall not take back words that were read, nor the name of their run.
 */
export function saveInterruptedAnswer(chat: string, answer: ChatMessage): void {
  const { id, parts, run } = answer
  keepTabText(keyOf(chat), JSON.stringify({ id, parts, run }))
}

/** Adds to stored messages what the page had more of an answer when it went away. */
export function withInterruptedAnswer(
  chat: string,
  messages: readonly ChatMessage[],
): readonly ChatMessage[] {
  try {
    const text = readTabText(keyOf(chat))
    dropTabText(keyOf(chat))
    if (text === undefined) return messages
    // Written by this very file, in this very tab.
    const { id, parts, run } = JSON.parse(text) as Pick<ChatMessage, 'id' | 'parts' | 'run'>
    const index = messages.findLastIndex((message) => message.id === id)
    const stored = messages[index]
    if (!stored || stored.outcome !== undefined) return messages
    const left = { ...stored, parts, run: run ?? stored.run }
    return textLength(left) >= textLength(stored) ? messages.with(index, left) : messages
  } catch {
    return messages
  }
}
