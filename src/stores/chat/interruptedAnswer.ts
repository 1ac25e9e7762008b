import type { ChatMessage } from '../../core/index.ts'
import { textLength } from '../../core/internal.ts'
import { dropTabText, keepTabText, readTabText } from '../storage/siteData.ts'

const keyOf = (chatId: string) => `vue-chat-stream:left:${chatId}`

/**
 * Saves an unfinished answer when its page is left, for this tab only. Writing to the database would
 * take too long, and a reload must not lose text that the user has read, nor the run that can be resumed.
 */
export function saveInterruptedAnswer(chatId: string, answer: ChatMessage): void {
  const { id, parts, run } = answer
  keepTabText(keyOf(chatId), JSON.stringify({ id, parts, run }))
}

/** Returns stored messages with the state of the answer that was saved when the page was left. It is used once. */
export function withInterruptedAnswer(
  chatId: string,
  messages: readonly ChatMessage[],
): readonly ChatMessage[] {
  try {
    const text = readTabText(keyOf(chatId))
    dropTabText(keyOf(chatId))
    if (text === undefined) return messages
    // Not validated: only `saveInterruptedAnswer` in this tab writes it.
    const { id, parts, run } = JSON.parse(text) as Pick<ChatMessage, 'id' | 'parts' | 'run'>
    const index = messages.findLastIndex((message) => message.id === id)
    const stored = messages[index]
    if (!stored || stored.outcome !== undefined) return messages
    const saved = { ...stored, parts, run: run ?? stored.run }
    return textLength(saved) >= textLength(stored) ? messages.with(index, saved) : messages
  } catch {
    return messages
  }
}
