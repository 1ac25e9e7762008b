import { asObjects, asText, isObject, toText, valueAt, type JsonObject } from '../../json.ts'
import type { DialectState } from '../../types.ts'
import type { DetectableDialect } from '../detectable.ts'
import { encodeOpenAI } from '../encodeOpenAI.ts'
import { readEndMark, readErrorField } from '../reading/endMarks.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'
import { findUsage } from '../reading/usage.ts'

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
    Array.isArray(choices) || /\.chunk$/.test(toText(object) ?? '') || type === 'message-start',

  encode: encodeOpenAI,

  decode: (record, state) => decodeFindings(record, state, read, readEndMark),
}

function read(payload: JsonObject, state: DialectState): readonly Findings[] {
  const { choices, index, delta, search_results, citations, web_search, x_groq } = payload
  const choice = isObject(delta)
    ? { index, ...delta }
    : (asObjects(choices).find((each) => !each['index']) ?? {})
  // A choice without text is understood, too: many servers begin with one.
  if (choices) state['isRead'] = true
  return [
    { events: readErrorField(choice) },
    ...readChoice(choice),
    {
      // Perplexity's `search_results` have the titles of its `citations`. Zhipu sends `web_search`.
      sources: [search_results, citations, web_search].flat(),
      usage: findUsage(payload, x_groq),
    },
  ]
}

/** Reads a choice. Ollama's message and Cohere's delta have the same shape. */
export function readChoice(choice: JsonObject): readonly Findings[] {
  // A server that cannot stream sends one `message` instead of deltas.
  const part = [choice['delta'], choice['message']].find(isObject) ?? {}
  const { reasoning_content, reasoning, thinking, tool_plan, reasoning_details } = part
  const { content, audio, refusal, tool_calls, function_call, images, annotations } = part
  const calls = [
    ...objectsOf(tool_calls),
    // The form before `tool_calls`, for a single call.
    ...objectsOf(function_call).map((call) => ({ id: '', index: 'function_call', function: call })),
  ]
  return [
    ...readFirst(
      'reasoning',
      // Some servers send several of these with the same text.
      [reasoning_content, reasoning, thinking, tool_plan, reasoning_details],
    ),
    // OpenAI's older completions have only a text.
    ...readFirst('text', [content, choice['text'], valueAt(audio, 'transcript')]),
    ...[images].flat().flatMap(readImage),
    { refusal, sources: asObjects(annotations).map((each) => each['url_citation']) },
    ...calls.map(({ id, index = choice['index'], function: call }) => ({
      tool: { id, place: index, name: valueAt(call, 'name'), args: valueAt(call, 'arguments') },
    })),
    { usage: findUsage(choice, part), finish: choice['finish_reason'] },
  ]
}

/** Reads the first of several spellings that has any content. */
function readFirst(kind: 'text' | 'reasoning', values: readonly unknown[]): readonly Findings[] {
  return values.map((value) => readPieces(value, kind)).find(({ length }) => length) ?? []
}

/**
 * Reads text as a string or a number, or as a list of typed pieces, which may contain further pieces. Cohere
 * sends one piece without a list.
 *
 * @param depth how deep the pieces may be nested
 */
function readPieces(value: unknown, kind: 'text' | 'reasoning', depth = 4): readonly Findings[] {
  return [value].flat().flatMap((piece) => {
    if (!isObject(piece)) {
      const words = toText(piece)
      return words ? [{ [kind]: words }] : []
    }
    if (!depth) return []
    const { thinking, reasoning = thinking, summary = reasoning } = piece
    const { value, text = value, content = text } = piece
    const type = toText(piece['type']) ?? ''
    const isReasoning = /reason|think/.test(type)
    return [
      ...readPieces(summary, 'reasoning', depth - 1),
      ...readPieces(content, isReasoning ? 'reasoning' : kind, depth - 1),
      ...(/image/.test(type) ? readImage(piece) : []),
    ]
  })
}

/** Reads an image in one of its forms: a URL, or an object with a URL or base64. */
function readImage(image: unknown): readonly Findings[] {
  const { image_url = image, b64_json } = isObject(image) ? image : {}
  const { url = image_url } = isObject(image_url) ? image_url : {}
  const text = asText(url) ?? (asText(b64_json) && `data:image/png;base64,${b64_json}`)
  if (!text) return []
  const [, mediaType = 'image/*'] = /^data:([^;,]{1,99})/.exec(text) ?? []
  return [{ file: { url: text, mediaType } }]
}

function objectsOf(value: unknown): readonly JsonObject[] {
  return asObjects([value].flat())
}
