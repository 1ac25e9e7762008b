import { createId } from './createId.ts'
import { ChatStreamError } from './errors.ts'
import type { ChatInput, ChatMessage, MessagePart, Role } from './types.ts'

/**
 * Makes the user's message of what `send` was given.
 *
 * @throws {ChatStreamError} `argument` for what is neither text nor a `ChatInput`, or is empty
 */
export function toQuestion(input: string | ChatInput): ChatMessage {
  const { text, files = [] } = typeof input === 'string' ? { text: input } : input
  if (typeof text !== 'string') {
    throw new ChatStreamError('argument', 'A question is text, or { text, files }.')
  }
  if (text.trim() === '' && files.length === 0) {
    throw new ChatStreamError('argument', 'The question is empty.')
  }
  const parts = text ? [{ type: 'text' as const, text }, ...files] : files
  return createMessage('user', parts)
}

export function createMessage(role: Role, parts: readonly MessagePart[]): ChatMessage {
  return { id: createId(), role, parts, createdAt: Date.now() }
}
