import { createId } from './createId.ts'
import { ChatStreamError } from './errors.ts'
import type { ChatInput, ChatMessage, MessagePart, Role } from './types.ts'

/**
 * Makes the user's message of what `send` was given.
 *
 * @throws {ChatStreamError} `argument` for what is neither text nor a `ChatInput`, or is empty
 */
export function toQuestion(input: string | ChatInput): ChatMessage {
  const text = typeof input === 'string' ? input : input?.text
  if (typeof text === 'string' && text.trim() !== '') {
    return createMessage('user', [{ type: 'text', text }])
  }
  throw new ChatStreamError('argument', 'A question is text, and not empty.')
}

export function createMessage(role: Role, parts: readonly MessagePart[]): ChatMessage {
  return { id: createId(), role, parts, createdAt: Date.now() }
}
