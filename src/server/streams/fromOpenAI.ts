import { AnswerError } from '../answerError.ts'
import { isObject, type JsonObject } from '../http/readJson.ts'
import type { AnswerPart } from '../types.ts'
import { throwIfCut } from './throwIfCut.ts'

/**
 * Turns a stream of Chat Completions chunks, as the package `openai` and compatible clients return them, into the parts
 * of an answer: text, reasoning, refusals (as text), tool calls and usage. A tool call is one that the client runs.
 *
 * @param chunks the result of `client.chat.completions.create({ stream: true, … })`
 * @throws AnswerError `incomplete` if the stream ends without a finish reason, `filtered` if a filter stopped the
 * answer, `length` if the model reached its limit of tokens. The parts before are kept.
 * @example
 * const chat = createChatServer({
 *   async *answer({ messages }, { signal }) {
 *     const chunks = await openai.chat.completions.create({ model, messages, stream: true }, { signal })
 *     yield* fromOpenAI(chunks)
 *   },
 * })
 */
export async function* fromOpenAI(chunks: AsyncIterable<unknown>): AsyncGenerator<AnswerPart> {
  const calls = new Map<number, { readonly id: string; readonly name: string }>()
  let finishReason: unknown
  for await (const chunk of chunks) {
    if (!isObject(chunk)) continue
    const { choices, usage } = chunk
    const choice: unknown = Array.isArray(choices) ? choices[0] : undefined
    if (isObject(choice)) {
      finishReason ||= choice['finish_reason']
      if (isObject(choice['delta'])) yield* readDelta(choice['delta'], calls)
    }
    if (isObject(usage)) yield usageOf(usage)
  }
  throwIfUnfinished(finishReason)
}

function* readDelta(
  delta: JsonObject,
  calls: Map<number, { readonly id: string; readonly name: string }>,
): Generator<AnswerPart> {
  const { content, refusal, tool_calls: toolCalls } = delta
  const reasoning = delta['reasoning_content'] ?? delta['reasoning']
  if (typeof reasoning === 'string' && reasoning !== '') yield { reasoning }
  for (const text of [content, refusal]) {
    if (typeof text === 'string' && text !== '') yield { content: text }
  }
  if (!Array.isArray(toolCalls)) return
  for (const piece of toolCalls) {
    if (!isObject(piece)) continue
    // Only the first piece of a call contains its id and its name.
    const index = Number(piece['index'] ?? calls.size)
    const call = isObject(piece['function']) ? piece['function'] : {}
    const known = calls.get(index)
    const { id, name } = known ?? {
      id: String(piece['id'] ?? index),
      name: String(call['name'] ?? ''),
    }
    if (!known) calls.set(index, { id, name })
    yield { tool: { id, name, args: String(call['arguments'] ?? ''), runBy: 'asker' } }
  }
}

function usageOf(usage: JsonObject): AnswerPart {
  return {
    usage: {
      inputTokens: Number(usage['prompt_tokens'] ?? 0),
      outputTokens: Number(usage['completion_tokens'] ?? 0),
    },
  }
}

function throwIfUnfinished(finishReason: unknown): void {
  throwIfCut(finishReason)
  if (typeof finishReason !== 'string') {
    throw new AnswerError('incomplete', 'The model ended the answer too early. Try again.')
  }
}
