import { createId } from '../createId.ts'
import { check, rejectArgument } from './arguments/check.ts'
import { checkNames } from './arguments/checkNames.ts'
import { isEvent, type Call } from './arguments/sendOptions.ts'
import { isObject } from '../jsonText.ts'
import { withToolResults } from './events/applyEvent.ts'
import type { ChatInput, ChatMessage, MessagePart, Role, ToolResult } from '../types.ts'

const INPUT_FORMS = 'a text, or an object with text, files or toolResults'

/** A question, sent when no other answer streams. */
export interface Question {
  /** The user's message; undefined if only tool results are sent. */
  readonly message: ChatMessage | undefined
  readonly toolResults: readonly ToolResult[]
  readonly call: Call
}

const inputNames: Readonly<Record<keyof ChatInput, 1>> = { text: 1, files: 1, toolResults: 1 }

/**
 * Converts the argument of `send` to a question.
 *
 * @throws {ChatStreamError} `argument` for a value that is neither text nor a `ChatInput`, or is empty
 */
export function toQuestion(input: string | ChatInput, call: Call): Question {
  const isInput = isObject(input) && !isEvent(input)
  check('The question', input, isInput || typeof input === 'string', INPUT_FORMS)
  const chatInput: ChatInput = typeof input === 'string' ? { text: input } : input
  checkNames(chatInput, inputNames, 'field of a question')
  const { text = '', files = [], toolResults = [] } = chatInput
  check('The field `text`', text, typeof text === 'string', 'a text')
  checkItems('files', files, 'url', 'parts of type `file`: convert a File with `toFilePart`')
  checkItems('toolResults', toolResults, 'id', '{ id, output }')
  const textParts = text.trim() === '' ? [] : [{ type: 'text' as const, text }]
  const parts: readonly MessagePart[] = [...textParts, ...files]
  if (parts.length + toolResults.length === 0) {
    rejectArgument('The question is empty. Pass text, files or tool results.')
  }
  const message = parts.length > 0 ? createMessage('user', parts) : undefined
  return { message: message && withMetadata(message, call), toolResults, call }
}

/** Rejects a field that is not a list of objects with the text `key`. */
function checkItems(name: string, list: unknown, key: string, expected: string): void {
  const isValid =
    Array.isArray(list) &&
    list.every((item: unknown) => isObject(item) && typeof item[key] === 'string')
  check(`The field \`${name}\``, list, isValid, `a list of ${expected}`)
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
