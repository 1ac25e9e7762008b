import { createParser } from 'eventsource-parser'
import { ModelError, type Model, type ModelDelta } from './model.ts'
import { isObject } from '../server/internal.ts'

/** Options of `createUpstreamModel`: an OpenAI-compatible server that answers instead of the stub. */
export interface UpstreamOptions {
  /** The base URL, such as `http://localhost:11434/v1`. */
  readonly url: string
  /** The model name to request. */
  readonly model: string
  /** The API key, sent as a bearer token to this server only. */
  readonly key?: string | undefined
}

/** Longest quote of an upstream error message, in characters. */
const MAX_QUOTE_LENGTH = 500

/** Most bytes to read of an upstream error, whose body may be endless. */
const MAX_ERROR_BYTES = 64 * 1024

/** Matches what looks like an API key, also a masked one such as `sk-pr****abcd`. */
const API_KEY = /\b(?:sk|pk|rk|key|gsk|xai|AIza)[-_]?[\w*.…-]{8,}/g

/** Longest line accepted from the upstream, in characters: no answer of a model has a longer one. */
const MAX_LINE_LENGTH = 1024 * 1024

/** Creates a model that sends every question to an OpenAI-compatible server. */
export function createUpstreamModel({ url, model, key }: UpstreamOptions): Model {
  const endpoint = `${url.replace(/\/+$/, '')}/chat/completions`
  return async function* upstreamModel({ messages, message }, signal) {
    const requestMessages =
      messages.length > 0 ? messages : [{ role: 'user', content: message ?? 'Hello' }]
    const response = await fetch(endpoint, {
      method: 'POST',
      signal,
      headers: {
        'Content-Type': 'application/json',
        Accept: 'text/event-stream',
        ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model,
        messages: requestMessages,
        stream: true,
        stream_options: { include_usage: true },
      }),
    }).catch((cause: unknown) => {
      throw new ModelError(
        'upstream_unreachable',
        'The model server behind this one is unreachable. Check that it runs and that its URL is right.',
        {
          cause,
        },
      )
    })
    const masked = (text: string) => withoutKeys(text, key)
    if (!response.ok || !response.body) throw await errorFor(response, masked)
    yield* readChunks(response.body, masked)
  }
}

async function* readChunks(
  body: ReadableStream<Uint8Array>,
  masked: (text: string) => string,
): AsyncGenerator<ModelDelta> {
  const lines: string[] = []
  const parser = createParser({
    maxBufferSize: MAX_LINE_LENGTH,
    onEvent: ({ data }) => lines.push(data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw error
    },
  })
  const decoder = new TextDecoder()
  let isDone = false
  try {
    for await (const bytes of body) {
      parser.feed(decoder.decode(bytes, { stream: true }))
      for (const data of lines.splice(0)) {
        if (data === '[DONE]') return
        const chunk = readChunk(data, masked)
        isDone ||= chunk.isDone
        yield* chunk.deltas
      }
    }
  } catch (error) {
    throw error instanceof ModelError ? error : incomplete(error)
  }
  if (!isDone) throw incomplete()
}

function incomplete(cause?: unknown): ModelError {
  const message = 'The model server behind this one ended the answer too early. Try again.'
  return new ModelError('upstream_incomplete', message, { cause })
}

function readChunk(
  data: string,
  masked: (text: string) => string,
): { deltas: ModelDelta[]; isDone: boolean } {
  const chunk: unknown = parseJson(data)
  if (!isObject(chunk)) return { deltas: [], isDone: false }
  if (chunk['error'] !== undefined) {
    throw new ModelError(
      'upstream_error',
      masked(errorMessageIn(chunk)) ||
        'The model server behind this one reported an error without a message.',
    )
  }
  const { choices, usage } = chunk
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined
  const delta = isObject(choice) && isObject(choice['delta']) ? choice['delta'] : {}
  const deltas: ModelDelta[] = []
  const reasoning = delta['reasoning_content'] ?? delta['reasoning']
  if (typeof reasoning === 'string' && reasoning !== '') deltas.push({ reasoning })
  const { content } = delta
  if (typeof content === 'string' && content !== '') deltas.push({ content })
  if (isObject(usage)) {
    deltas.push({
      usage: {
        inputTokens: Number(usage['prompt_tokens'] ?? 0),
        outputTokens: Number(usage['completion_tokens'] ?? 0),
      },
    })
  }
  return { deltas, isDone: isObject(choice) && typeof choice['finish_reason'] === 'string' }
}

async function errorFor(response: Response, masked: (text: string) => string): Promise<ModelError> {
  const { status, body } = response
  const code = `upstream_${status}`
  if (status === 401 || status === 403) {
    // Such a message may quote the key, in a form that no pattern recognizes.
    await body?.cancel().catch(() => {})
    const message = `The model server behind this one refused the API key (status ${status}). The operator of this server must check it.`
    return new ModelError(code, message)
  }
  const text = body ? await readStart(body).catch(() => '') : ''
  const quote = masked(errorMessageIn(parseJson(text)) || text)
  return new ModelError(
    code,
    `The model server behind this one answered with status ${status}: ${quote.slice(0, MAX_QUOTE_LENGTH)}`,
  )
}

/** Returns the text of a body up to `MAX_ERROR_BYTES`, and cancels the rest. */
async function readStart(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    text += decoder.decode(piece, { stream: true })
    // Leaving the loop cancels the body.
    if (bytes >= MAX_ERROR_BYTES) break
  }
  return text
}

/** Hides the API key of the upstream, and what looks like another one. */
function withoutKeys(text: string, key: string | undefined): string {
  const known = key === undefined || key === '' ? text : text.replaceAll(key, '…')
  return known.replace(API_KEY, '…')
}

/** Reads the error message from `{ error: { message } }` (OpenAI) or `{ error: '…' }` (Ollama). */
function errorMessageIn(value: unknown): string {
  const error = isObject(value) ? value['error'] : undefined
  const message = isObject(error) ? error['message'] : error
  return typeof message === 'string' ? message : ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
