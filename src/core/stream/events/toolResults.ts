import { applyEvent } from '../answer.ts'
import { ChatStreamError } from '../../errors.ts'
import type { ChatMessage, ToolResult } from '../../types.ts'

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

/** Adds a result to the last call with its id: ids that a server does not send may repeat in later answers. */
export function withToolResult(
  messages: readonly ChatMessage[],
  { id, output }: ToolResult,
): readonly ChatMessage[] {
  const index = messages.findLastIndex((one) => hasCall(one, id))
  return messages.map((one, at) =>
    at === index ? applyEvent(one, { type: 'tool-delta', id, output }) : one,
  )
}

function hasCall({ parts }: ChatMessage, id: string): boolean {
  return parts.some((part) => part.type === 'tool' && part.id === id)
}
