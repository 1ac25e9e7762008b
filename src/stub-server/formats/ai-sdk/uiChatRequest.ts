import type { Turn } from '../../model.ts'
import { Problem } from '../../http/problem.ts'
import { isObject, type JsonObject } from '../../http/readJson.ts'
import { lastQuestion } from '../../http/readTurns.ts'
import type { LiveRequest } from '../liveAnswer.ts'

/** What `useChat` asks, as far as the stub heeds it. */
export interface UiChatRequest extends LiveRequest {
  /** The id of the message that the answer goes on with: the asker ran a tool for it. */
  readonly continues: string | undefined
}

/** @throws Problem 400 */
export function readUiChatRequest({ messages }: JsonObject): UiChatRequest {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new Problem(400, '"messages" has to be a list of UI messages, not empty.')
  }
  const turns = messages.flatMap((message: unknown, at) => readUiMessage(message, at))
  const last: unknown = messages.at(-1)
  const { role, id } = isObject(last) ? last : {}
  return {
    continues: role === 'assistant' && typeof id === 'string' ? id : undefined,
    message: lastQuestion(turns),
    turns,
    // The page has its tools in its own code: a request does not name them.
    tools: [],
    stream: true,
    maxTokens: Infinity,
  }
}

function readUiMessage(message: unknown, at: number): Turn[] {
  const { role, parts } = isObject(message) ? message : {}
  if (typeof role !== 'string' || !Array.isArray(parts)) {
    throw new Problem(400, `"messages[${at}]" has to have a "role" and a list of "parts".`)
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
