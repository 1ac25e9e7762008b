import type { ChatMessage, Role } from '../../core/types.ts'

let count = 0

/** Creates a message with one text part, or without parts if `text` is empty. */
export function messageOf(role: Role, text: string, rest: Partial<ChatMessage> = {}): ChatMessage {
  count += 1
  const parts = text === '' ? [] : [{ type: 'text' as const, text }]
  return { id: `m${count}`, role, parts, createdAt: count, ...rest }
}
