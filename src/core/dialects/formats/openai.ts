import { asObjects, valueAt, isObject, type JsonObject } from '../../json.ts'
import { textOf } from '../../text.ts'
import type { DetectableDialect } from '../detectable.ts'
import { readEndMark, readErrorField } from '../reading/endMarks.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/**
 * OpenAI's Chat Completions, also used by Ollama's `/v1`, vLLM, llama.cpp, LM Studio, DeepSeek, Groq,
 * Mistral and OpenRouter; and Cohere's chat, whose events contain the parts of a choice. Pass the model's
 * name in the `body` option.
 *
 * Proof of the end: a `finish_reason`, or `[DONE]`. If there are several choices, the first (`index` 0) is
 * the answer.
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 * @see https://docs.cohere.com/v2/docs/streaming
 */
export const openai: DetectableDialect = {
  name: 'openai',

  recognizes: ({ choices, object, type }) =>
    Array.isArray(choices) || /\.chunk$/.test(String(object)) || type === 'message-start',

  encode: ({ messages }) => ({
    messages: messages
      .map((message) => ({ role: message.role, content: textOf(message) }))
      // Leaves out empty answers.
      .filter(({ content }) => content),
    stream: true,
  }),

  decode: (record, state) => decodeFindings(record, state, read, readEndMark),
}

function read({ choices, index, delta, usage }: JsonObject): readonly Findings[] {
  const choice = isObject(delta)
    ? { index, ...delta }
    : (asObjects(choices).find((each) => !each['index']) ?? {})
  return [{ events: readErrorField(choice) }, ...readChoice(choice), { usage }]
}

/** Reads a choice. Ollama's message and Cohere's delta have the same shape. */
export function readChoice(choice: JsonObject): readonly Findings[] {
  // A server that cannot stream sends one `message` instead of deltas.
  const part = [choice['delta'], choice['message']].find(isObject) ?? {}
  const { reasoning_content, reasoning, thinking, tool_plan, content, refusal } = part
  return [
    ...readPieces(reasoning_content ?? reasoning ?? thinking ?? tool_plan, 'reasoning'),
    // OpenAI's older completions have only a text.
    ...readPieces(content ?? choice['text'], 'text'),
    { refusal, sources: asObjects(part['annotations']).map((each) => each['url_citation']) },
    ...objectsOf(part['tool_calls']).map(({ id, index = choice['index'], function: call }) => ({
      tool: { id, place: index, name: valueAt(call, 'name'), args: valueAt(call, 'arguments') },
    })),
    { usage: choice['usage'], finish: choice['finish_reason'] },
  ]
}

/**
 * Reads text as a string or a number, or as a list of pieces with a `text` or a `thinking` field, which may contain
 * further pieces. Cohere sends one piece without a list.
 */
function readPieces(value: unknown, kind: 'text' | 'reasoning'): readonly Findings[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ [kind]: value }]
  return objectsOf(value).flatMap(({ thinking, text }) => [
    ...readPieces(thinking, 'reasoning'),
    ...readPieces(text, kind),
  ])
}

function objectsOf(value: unknown): readonly JsonObject[] {
  return asObjects([value].flat())
}
