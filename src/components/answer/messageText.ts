import type { ChatMessage, FilePart, Role } from '../../core/index.ts'

/** Joins what a message says, or what was thought before it. */
export function textIn(message: ChatMessage, type: 'text' | 'reasoning'): string {
  return message.parts.map((part) => (part.type === type ? part.text : '')).join('')
}

/** What goes with a message's words. */
export function filesIn(message: ChatMessage): readonly FilePart[] {
  return message.parts.filter((part) => part.type === 'file')
}

/** The key of the name by which a message's author is called. */
export function authorKey(role: Role): string {
  switch (role) {
    case 'user':
      return 'message.you'
    case 'assistant':
      return 'message.assistant'
    case 'system':
      return 'message.system'
    default:
      return role satisfies never
  }
}
