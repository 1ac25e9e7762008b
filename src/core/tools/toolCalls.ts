import { replaceMessage } from '../stream/messageList.ts'
import type { LiveChat } from '../stream/chatState.ts'
import type { ChatMessage, ToolPart } from '../types.ts'

/** Returns whether a call has a result: an output, or an error. */
export function hasResult({ output, error, state }: ToolPart): boolean {
  return output !== undefined || Boolean(error) || /^output/.test(state ?? '')
}

/** Returns the tool calls of a message. */
export function callsOf({ parts }: Pick<ChatMessage, 'parts'>): readonly ToolPart[] {
  return parts.filter((part) => part.type === 'tool')
}

/** Identifies a call: servers repeat the ids of calls in other answers. */
export function keyOf(message: ChatMessage, id: string): string {
  return `${message.id} ${id}`
}

/** Returns a message with changes in one of its calls; the same message if it has no such call. */
function withCall(message: ChatMessage, id: string, changes: Partial<ToolPart>): ChatMessage {
  const index = message.parts.findLastIndex((part) => part.type === 'tool' && part.id === id)
  const part = message.parts[index]
  return part?.type === 'tool'
    ? { ...message, parts: message.parts.with(index, { ...part, ...changes }) }
    : message
}

/** Returns the current state of a message; undefined if other code removed it. */
export function currentMessage(chat: LiveChat, id: string): ChatMessage | undefined {
  return chat.messages.get().findLast((message) => message.id === id)
}

/** Changes a call of a message in the list, also of the message that streams. */
export function changeCall(
  chat: LiveChat,
  messageId: string,
  id: string,
  changes: Partial<ToolPart>,
): void {
  const { run } = chat
  if (run?.message.id === messageId) run.message = withCall(run.message, id, changes)
  const message = currentMessage(chat, messageId)
  if (message) replaceMessage(chat.messages, withCall(message, id, changes))
}
