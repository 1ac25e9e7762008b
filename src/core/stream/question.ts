import { createId } from '../createId.ts'
import { ChatStreamError } from '../errors.ts'
import { withinDepth } from './events/depth.ts'
import type { ChatInput, ChatMessage, MessagePart, Role, ToolPart, ToolResult } from '../types.ts'

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

/** @throws {ChatStreamError} `argument` if a result belongs to a tool call that is in none of the messages */
export function checkToolResults(
  toolResults: readonly ToolResult[],
  messages: readonly ChatMessage[],
): void {
  for (const { id } of toolResults) {
    if (messages.some((one) => hasCall(one, id))) continue
    throw new ChatStreamError('argument', `No answer has a tool call with the id ${id}.`)
  }
}

/** Returns the chat with a question added: the tool results in their calls, and the user's message last. */
export function withQuestion(
  messages: readonly ChatMessage[],
  { message, toolResults }: Question,
): readonly ChatMessage[] {
  const updatedMessages = toolResults.reduce(withToolResult, messages)
  return message ? [...updatedMessages, message] : updatedMessages
}

/** Adds a result to the last call with its id: ids that a server does not send may repeat in later answers. */
function withToolResult(
  messages: readonly ChatMessage[],
  { id, output }: ToolResult,
): readonly ChatMessage[] {
  const index = messages.findLastIndex((one) => hasCall(one, id))
  const answered = {
    output: withinDepth(output),
    error: undefined,
    state: 'output-available' as const,
  }
  return messages.map((one, at) =>
    at === index
      ? {
          ...one,
          parts: one.parts.map((part) => (isCall(part, id) ? { ...part, ...answered } : part)),
        }
      : one,
  )
}

function hasCall({ parts }: ChatMessage, id: string): boolean {
  return parts.some((part) => isCall(part, id))
}

function isCall(part: MessagePart, id: string): part is ToolPart {
  return part.type === 'tool' && part.id === id
}

export function createMessage(role: Role, parts: readonly MessagePart[]): ChatMessage {
  return { id: createId(), role, parts, createdAt: Date.now() }
}
