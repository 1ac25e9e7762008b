import type { Turn } from '../../model.ts'
import { isObject, type JsonObject, lastQuestion, Problem } from '../../../server/internal.ts'
import type { LiveRequest } from '../liveAnswer.ts'

/** The fields of a `useChat` request that the stub uses. */
export interface UiChatRequest extends LiveRequest {
  /** Id of the message that the answer continues, because the client ran a tool for it. */
  readonly continuedId: string | undefined
}

/** Parses the body of a request. @throws Problem 400 */
export function readUiChatRequest({ messages }: JsonObject): UiChatRequest {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new Problem(400, '"messages" must be a non-empty array of UI messages.')
  }
  const turns = messages.flatMap((message: unknown, index) => readUiMessage(message, index))
  const last: unknown = messages.at(-1)
  const { role, id } = isObject(last) ? last : {}
  return {
    continuedId: role === 'assistant' && typeof id === 'string' ? id : undefined,
    message: lastQuestion(turns),
    turns,
    // The page defines its tools in its own code, so a request does not name them.
    tools: [],
    stream: true,
    maxTokens: Infinity,
  }
}

function readUiMessage(message: unknown, index: number): Turn[] {
  const { role, parts } = isObject(message) ? message : {}
  if (typeof role !== 'string' || !Array.isArray(parts)) {
    throw new Problem(400, `"messages[${index}]" must have a "role" and an array of "parts".`)
  }
  const objects = parts.filter(isObject)
  const text = objects
    .filter(({ type }) => type === 'text')
    .map((part) => String(part['text'] ?? ''))
    .join('\n')
  const outputs = objects
    .filter(({ state }) => state === 'output-available' || state === 'output-error')
    .map(({ output, errorText }) => outputText(output ?? errorText))
  return [{ role, content: text }, ...outputs.map((content) => ({ role: 'tool', content }))]
}

function outputText(output: unknown): string {
  return typeof output === 'string' ? output : JSON.stringify(output ?? null)
}
