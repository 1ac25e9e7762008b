import { createId } from './createId.ts'
import { ChatStreamError } from './errors.ts'
import type { ChatInput, ChatMessage } from './types.ts'

/**
 * Makes the user's message of what `send` was given.
 *
 * @throws {ChatStreamError} `argument` for what is neither text nor a `ChatInput`, or is empty
 */
export function toQuestion(input: string | ChatInput): ChatMessage {
  const { text, files = [] } = typeof input === 'string' ? { text: input } : input
  if (typeof text !== 'string') {
    throw new ChatStreamError('argument', 'Expected the question as text, or as { text, files }.')
  }
  if (text.trim() === '' && files.length === 0) {
    throw new ChatStreamError('argument', 'The question is empty: there is nothing to ask.')
  }
  const parts = text === '' ? files : [{ type: 'text' as const, text }, ...files]
  return { id: createId(), role: 'user', parts, createdAt: Date.now() }
}
