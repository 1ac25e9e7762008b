import type { ChatMessage, Outcome, Role } from '../messageTypes.ts'

let clock = 0

function createMessage(role: Role, id: string, text: string): ChatMessage {
  return { id, role, parts: [{ type: 'text', text }], createdAt: (clock += 1) }
}

export const question = (id: string, text = id): ChatMessage => createMessage('user', id, text)

/** Creates an answer. One without an outcome still streams. */
export function answer(id: string, text = id, outcome?: Outcome): ChatMessage {
  const message = { ...createMessage('assistant', id, text), run: { key: `key of ${id}` } }
  return outcome ? { ...message, outcome } : message
}

/** Returns a question and its complete answer. */
export const turn = (name: string): readonly ChatMessage[] => [
  question(`Q${name}`),
  answer(`A${name}`, `A${name}`, 'complete'),
]

export const idsOf = (messages: readonly ChatMessage[]) => messages.map(({ id }) => id).join(' ')
