import { checkShape } from './checkShape.ts'

/** The field that each type of part needs. */
const partFields = {
  text: 'text',
  reasoning: 'text',
  tool: 'args',
  source: 'url',
  file: 'url',
  data: 'name',
}

const partTypes = Object.keys(partFields).join('|')

const messages = [
  {
    id: 'string',
    role: 'user|assistant|system',
    parts: [
      (part: unknown) => {
        const field = partFields[Object(part).type as keyof typeof partFields]
        return { type: partTypes, ...(field && { [field]: 'string' }) }
      },
    ],
    createdAt: 'number',
  },
] as const

/**
 * Rejects a list that does not consist of messages, such as one of another library.
 *
 * @throws {ChatStreamError} `argument`, which names the first wrong message and its wrong field
 */
export function checkMessages(list: unknown): void {
  checkShape('messages', list, messages)
}
