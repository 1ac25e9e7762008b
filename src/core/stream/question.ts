import { createId } from '../createId.ts'
import type { ArgumentChecks } from './arguments/argumentChecks.ts'
import type { Call } from './arguments/sendOptions.ts'
import { rejectArgument } from './arguments/checkOptions.ts'
import { withToolResults } from './events/applyEvent.ts'
import type { ChatInput, ChatMessage, MessagePart, Role, ToolResult } from '../types.ts'

/** A question, sent when no other answer streams. */
export interface Question {
  /** The user's message; undefined if only tool results are sent. */
  readonly message: ChatMessage | undefined
  readonly toolResults: readonly ToolResult[]
  readonly call: Call
}

/**
 * Converts the argument of `send` to a question.
 *
 * @throws {ChatStreamError} `argument` for a value that is neither text nor a `ChatInput`, or is empty
 */
export function toQuestion(
  input: string | ChatInput,
  call: Call,
  checks?: ArgumentChecks,
): Question {
  const chatInput: ChatInput = typeof input === 'string' ? { text: input } : input
  checks?.question(chatInput)
  // Unchecked callers without types may pass anything.
  const { text = '', files = [], toolResults = [] } = Object(chatInput) as ChatInput
  const textParts = text.trim() ? [{ type: 'text' as const, text }] : []
  const parts: readonly MessagePart[] = [...textParts, ...files]
  if (parts.length + toolResults.length === 0) {
    rejectArgument('The question is empty. Pass text or files.')
  }
  const message = parts.length > 0 ? createMessage('user', parts) : undefined
  return { message: message && withMetadata(message, call), toolResults, call }
}

/** Returns a question with the metadata of its call, if that has any. */
export function withMetadata(message: ChatMessage, { metadata }: Call): ChatMessage {
  return metadata && message.metadata !== metadata ? { ...message, metadata } : message
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
