import type { Turn } from '../../model.ts'
import { isObject, type JsonObject, lastQuestion, Problem } from '../../../server/internal.ts'
import type { LiveRequest } from '../liveAnswer.ts'
import { toolNames } from '../toolNames.ts'

/** The fields of a `POST /v1/messages` request that the stub uses. */
export interface MessagesRequest extends LiveRequest {
  readonly model: string
}

/** Parses the body of a request. @throws Problem 400 */
export function readMessagesRequest(body: JsonObject): MessagesRequest {
  const { model, messages, system, stream, max_tokens: maxTokens } = body
  if (typeof model !== 'string' || model === '') throw required('model')
  if (maxTokens === undefined) throw required('max_tokens')
  if (typeof maxTokens !== 'number' || !(maxTokens >= 1)) {
    throw new Problem(400, 'max_tokens: Input should be greater than or equal to 1')
  }
  if (messages === undefined) throw required('messages')
  if (!Array.isArray(messages)) throw new Problem(400, 'messages: Input should be a valid list')
  if (messages.length === 0) throw new Problem(400, 'messages: at least one message is required')
  const calls = new Set<unknown>()
  const turns = messages.flatMap((message: unknown, index) => readMessage(message, index, calls))
  const instructions = textOf(system)
  return {
    model,
    message: lastQuestion(turns),
    turns: instructions === '' ? turns : [{ role: 'system', content: instructions }, ...turns],
    tools: toolNames(body['tools']),
    stream: stream === true,
    maxTokens,
  }
}

/** @param calls ids of the tool calls so far; every result must belong to one of them */
function readMessage(message: unknown, index: number, calls: Set<unknown>): Turn[] {
  const { role, content } = isObject(message) ? message : {}
  if (role !== 'user' && role !== 'assistant') {
    throw new Problem(400, `messages.${index}.role: Input should be 'user' or 'assistant'`)
  }
  if (content === undefined) throw required(`messages.${index}.content`)
  if (typeof content === 'string') return [{ role, content }]
  if (!Array.isArray(content)) {
    throw new Problem(400, `messages.${index}.content: Input should be a valid string or list`)
  }
  const blocks = content.filter(isObject)
  for (const { type, id } of blocks) if (type === 'tool_use') calls.add(id)
  const results = blocks.filter(({ type }) => type === 'tool_result')
  for (const { tool_use_id: id } of results) {
    if (!calls.has(id)) throw unexpectedResult(index, id)
  }
  const text = textOf(blocks)
  return [
    ...results.map((result) => ({ role: 'tool', content: textOf(result['content']) })),
    // A message that contains only tool results is not a new question.
    ...(text === '' && results.length > 0 ? [] : [{ role, content: text }]),
  ]
}

/** Returns a text, or the joined text blocks of an array. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .filter((block) => isObject(block) && typeof block['text'] === 'string')
    .map((block) => String(block.text))
    .join('\n')
}

function required(field: string): Problem {
  return new Problem(400, `${field}: Field required`)
}

function unexpectedResult(index: number, id: unknown): Problem {
  return new Problem(
    400,
    `messages.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(id)}. ` +
      'Each `tool_result` block must have a corresponding `tool_use` block in a message before it.',
  )
}
