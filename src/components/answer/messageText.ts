import type { ChatMessage, FilePart, Role } from '../../core/index.ts'

/** Returns the whole text of a message, or the whole reasoning. */
export function textIn(message: ChatMessage, type: 'text' | 'reasoning'): string {
  return message.parts.map((part) => (part.type === type ? part.text : '')).join('')
}

/** Returns the files of a message. */
export function filesIn(message: ChatMessage): readonly FilePart[] {
  return message.parts.filter((part) => part.type === 'file')
}

/** Returns the key of the author's name. */
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
