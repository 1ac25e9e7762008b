import { textOf } from '../text.ts'
import type { ChatRequest, Role } from '../types.ts'

interface Turn {
  readonly role: Role
  readonly content: string
}

/** The conversation's texts, without answers of which nothing came. */
export function turnsOf({ messages }: ChatRequest): readonly Turn[] {
  return messages
    .map((message) => ({ role: message.role, content: textOf(message) }))
    .filter(({ content }) => content)
}

/** The same for formats that want the system's words beside the conversation. */
export function turnsAndSystem(request: ChatRequest): {
  readonly turns: readonly Turn[]
  readonly system: string | undefined
} {
  const all = turnsOf(request)
  const system = all.filter(({ role }) => role === 'system').map(({ content }) => content)
  return {
    turns: all.filter(({ role }) => role !== 'system'),
    system: system.join('\n\n') || undefined,
  }
}
