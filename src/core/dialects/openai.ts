import { isObject, type JsonObject } from '../json.ts'
import { textOf } from '../text.ts'
import type { ChatRequest, DialectState, StreamEvent } from '../types.ts'
import type { DetectableDialect } from './detect.ts'
import { END, readEndMark, readErrorField } from './endMarks.ts'
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
    Array.isArray(choices) || (typeof object === 'string' && object.endsWith('.chunk')),

  encode: (request) => ({ messages: encodeMessages(request), stream: true }),

  decode(record, state) {
    const endMark = readEndMark(record)
    // `[DONE]` adds nothing to a finish_reason that said more.
    if (endMark === END && state['finished'] === true) return [{ type: 'stream-end' }]
    if (endMark) return endMark
    return readChunk(parsePayload(record, 'openai'), state)
  },
}

function encodeMessages(request: ChatRequest): readonly unknown[] {
  return request.messages
    .map((message) => ({ role: message.role, content: encodeContent(message) }))
    .filter(({ content }) => content.length > 0)
}

/** Text alone is a string, as the smaller servers know nothing else. */
function encodeContent(message: ChatRequest['messages'][number]): string | readonly unknown[] {
  const images = message.parts.filter((part) => part.type === 'file')
  const words = textOf(message)
  if (images.length === 0) return words
  return [
    ...(words === '' ? [] : [{ type: 'text', text: words }]),
    ...images.map(({ url }) => ({ type: 'image_url', image_url: { url } })),
  ]
}

function readChunk(chunk: JsonObject, state: DialectState): readonly StreamEvent[] {
  const error = readErrorField(chunk)
  if (error) return [error]

  const events: StreamEvent[] = []
  const choices = Array.isArray(chunk['choices']) ? chunk['choices'].filter(isObject) : []
  const choice = choices.find(({ index }) => index === undefined || index === 0)
  if (choice) events.push(...readChoice(choice, state))
  const usage = readUsage(chunk['usage'])
  if (usage) events.push({ type: 'usage', usage })
  return events
}

function readChoice(choice: JsonObject, state: DialectState): readonly StreamEvent[] {
  const events: StreamEvent[] = []
  // A server that cannot stream sends one `message` in place of the deltas.
  const delta = choice['delta'] ?? choice['message']
  if (isObject(delta)) {
    events.push(...readPieces(delta['reasoning_content'] ?? delta['reasoning'], false))
    events.push(...readPieces(delta['content'], true))
    if (typeof delta['refusal'] === 'string' && delta['refusal'] !== '') {
      state['refused'] = true
      events.push({ type: 'refusal-delta', text: delta['refusal'] })
    }
    if (Array.isArray(delta['tool_calls'])) {
      for (const call of delta['tool_calls'].filter(isObject))
        events.push(readToolCall(call, state))
    }
  }
  const reason = choice['finish_reason']
  if (typeof reason === 'string' && reason !== '') {
    state['finished'] = true
    const refused = state['refused'] === true || reason === 'content_filter'
    events.push({ type: 'finish', outcome: refused ? 'refused' : 'complete', reason })
  }
  return events
}

/** A string; or, at Mistral, a list of typed pieces, of which `thinking` holds further ones. */
function readPieces(value: unknown, isAnswer: boolean): readonly StreamEvent[] {
  if (typeof value === 'string' && value !== '') {
    return [{ type: isAnswer ? 'text-delta' : 'reasoning-delta', text: value }]
  }
  if (!Array.isArray(value)) return []
  return value
    .filter(isObject)
    .flatMap((piece) =>
      piece['type'] === 'thinking'
        ? readPieces(piece['thinking'], false)
        : readPieces(piece['text'], isAnswer),
    )
}

/** Only the first piece of a call has its id and name; the others are known by their index. */
function readToolCall(call: JsonObject, state: DialectState): StreamEvent {
  const key = `tool ${Number(call['index'] ?? 0)}`
  const known = state[key]
  const given = typeof call['id'] === 'string' && call['id'] !== '' ? call['id'] : undefined
  const id = given ?? (typeof known === 'string' ? known : `call_${Number(call['index'] ?? 0)}`)
  state[key] = id
  const { name, arguments: args } = isObject(call['function']) ? call['function'] : {}
  return {
    type: 'tool-delta',
    id,
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    ...(typeof args === 'string' ? { args } : {}),
  }
}
