import type { Question } from '../model.ts'

/** Returns the tool outputs since the last question; earlier ones belong to earlier answers. */
export function toolOutputs({ messages }: Question): string[] {
  const questionIndex = messages.findLastIndex(({ role }) => role === 'user')
  return messages
    .slice(questionIndex + 1)
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => content)
}
