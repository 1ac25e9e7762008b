import { isObject } from './readJson.ts'

/** One message, reduced to its text. */
export interface TextTurn {
  readonly role: string
  readonly content: string
}

/**
 * Parses a list of messages in OpenAI's form, `[{ role, content }]`, with text or lists of parts as
 * content. It ignores parts other than text, because only the text is needed.
 *
 * @returns undefined if the value does not have that form
 */
export function readTurns(messages: unknown): TextTurn[] | undefined {
  if (!Array.isArray(messages)) return undefined
  const turns: TextTurn[] = []
  for (const message of messages) {
    if (!isObject(message) || typeof message['role'] !== 'string') return undefined
    const content = readContent(message['content'])
    if (content === undefined) return undefined
    turns.push({ role: message['role'], content })
  }
  return turns
}

/** Returns the text of the user's last turn, or an empty text. */
export function lastQuestion(turns: readonly TextTurn[]): string {
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
