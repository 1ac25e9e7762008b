import { createId } from '../createId.ts'
import { ChatStreamError } from '../errors.ts'
import { withToolResults } from './events/applyEvent.ts'
import type { ChatInput, ChatMessage, MessagePart, Role, ToolResult } from '../types.ts'

/** A question, sent when no other answer streams. */
export interface Question {
  /** The user's message; undefined if only tool results are sent. */
  readonly message: ChatMessage | undefined
  readonly toolResults: readonly ToolResult[]
}

/**
 * Converts the argument of `send` to a question.
 *
 * @throws {ChatStreamError} `argument` for a value that is neither text nor a `ChatInput`, or is empty
 */
export function toQuestion(input: string | ChatInput): Question {
  const chatInput: ChatInput = typeof input === 'string' ? { text: input } : (input ?? {})
  const { text = '', files = [], toolResults = [] } = chatInput
  const isText = typeof text === 'string'
  const textParts = isText && text.trim() !== '' ? [{ type: 'text' as const, text }] : []
  const parts: readonly MessagePart[] = [...textParts, ...files]
  if (!isText || parts.length + toolResults.length === 0) {
    throw new ChatStreamError(
      'argument',
      'The question is empty. Pass text, files or tool results to `send`.',
    )
  }
  const message = parts.length > 0 ? createMessage('user', parts) : undefined
  return { message, toolResults }
}

/** Returns the chat with a question added: the tool results in their calls, and the user's message last. */
export function withQuestion(
  messages: readonly ChatMessage[],
  { message, toolResults }: Question,
): readonly ChatMessage[] {
  const updatedMessages = withToolResults(messages, toolResults)
  return message ? [...updatedMessages, message] : updatedMessages
}

export function createMessage(role: Role, parts: readonly MessagePart[]): ChatMessage {
  return { id: createId(), role, parts, createdAt: Date.now() }
}
