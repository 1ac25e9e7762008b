import type { Question } from '../model.ts'

/** What tools brought since the question was asked: those before it belong to answers that were given. */
export function toolOutputs({ messages }: Question): string[] {
  const asked = messages.findLastIndex(({ role }) => role === 'user')
  return messages
    .slice(asked + 1)
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => content)
}
