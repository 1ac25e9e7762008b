import { asObjects, asText, isObject, type JsonObject } from '../json.ts'
import { textOf } from '../text.ts'
import type { DialectState, StreamEvent } from '../types.ts'
import type { DetectableDialect } from './detect.ts'
import { readEndMark, readErrorField } from './endMarks.ts'
import { parsePayload } from './parsePayload.ts'
import { readUsage } from './usage.ts'

/**
 * OpenAI's Chat Completions, as spoken also by Ollama's `/v1`, vLLM, llama.cpp, LM Studio, DeepSeek,
 * Groq, Mistral and OpenRouter. The model's name goes into the `body` option.
 *
 * Proof of the end: a `finish_reason`, or `[DONE]`. Of several choices the first (`index` 0) is the answer.
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 */
export const openai: DetectableDialect = {
  name: 'openai',
  events: ['error'],

  recognises: ({ choices, object }) =>
    Array.isArray(choices) || Boolean(asText(object)?.endsWith('.chunk')),

  encode: ({ messages }) => ({
    messages: messages
      .map((message) => ({ role: message.role, content: textOf(message) }))
      .filter(({ content }) => content),
    stream: true,
  }),

  decode(record, state) {
    const endMark = readEndMark(record)
    if (endMark) return endMark
    const chunk = parsePayload(record)
    const choice = asObjects(chunk['choices']).find(({ index }) => !index)
    return (
      readErrorField(chunk) ??
      (choice && readErrorField(choice)) ?? [
        ...(choice ? readChoice(choice, state) : []),
        ...readUsage(chunk['usage']),
      ]
    )
  },
}

function readChoice(choice: JsonObject, state: DialectState): readonly StreamEvent[] {
  // A server that cannot stream sends one `message` in place of the deltas.
  const delta = [choice['delta'], choice['message']].find(isObject) ?? {}
  const refusal = asText(delta['refusal'])
  const reason = asText(choice['finish_reason'])
  if (refusal) state['refused'] = true
  const isRefused = state['refused'] || reason === 'content_filter'
  return [
    ...readPieces(delta['reasoning_content'] ?? delta['reasoning'], 'reasoning-delta'),
    ...readPieces(delta['content'], 'text-delta'),
    ...(refusal ? [{ type: 'refusal-delta' as const, text: refusal }] : []),
    ...asObjects(delta['tool_calls']).map((call) => readToolCall(call, state)),
    ...(reason
      ? [
          {
            type: 'finish' as const,
            outcome: isRefused ? ('refused' as const) : ('complete' as const),
            reason,
          },
        ]
      : []),
  ]
}

/** A string; or, at Mistral, a list of typed pieces, of which `thinking` holds further ones. */
function readPieces(
  value: unknown,
  type: 'text-delta' | 'reasoning-delta',
): readonly StreamEvent[] {
  const text = asText(value)
  if (text) return [{ type, text }]
  return asObjects(value).flatMap((piece) =>
    piece['type'] === 'thinking'
      ? readPieces(piece['thinking'], 'reasoning-delta')
      : readPieces(piece['text'], type),
  )
}

/** Only the first piece of a call has its id and name; the others are known by their index. */
function readToolCall(call: JsonObject, state: DialectState): StreamEvent {
  const key = `call_${call['index'] ?? 0}`
  const id = asText(call['id']) ?? asText(state[key]) ?? key
  state[key] = id
  const { name, arguments: args } = isObject(call['function']) ? call['function'] : {}
  return { type: 'tool-delta', id, name: asText(name), args: asText(args) }
}
