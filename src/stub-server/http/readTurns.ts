import type { Turn } from '../model.ts'
import { isObject } from './readJson.ts'

/**
 * Reads a conversation in OpenAI's form, `[{ role, content }]`, whose contents are text or lists of
 * parts. Parts other than text have nobody here to look at them.
 *
 * @returns undefined where it is not of that form
 */
export function readTurns(messages: unknown): Turn[] | undefined {
  if (!Array.isArray(messages)) return undefined
  const turns: Turn[] = []
  for (const message of messages) {
    if (!isObject(message) || typeof message['role'] !== 'string') return undefined
    const content = readContent(message['content'])
    if (content === undefined) return undefined
    turns.push({ role: message['role'], content })
  }
  return turns
}

/** The text of the last turn that a user spoke. */
export function lastQuestion(turns: readonly Turn[]): string {
  return turns.findLast(({ role }) => role === 'user')?.content ?? ''
}

function readContent(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  if (content === null || content === undefined) return ''
  if (!Array.isArray(content)) return undefined
  return content
    .filter((part) => isObject(part) && typeof part['text'] === 'string')
    .map((part) => String(part.text))
    .join('\n')
}
