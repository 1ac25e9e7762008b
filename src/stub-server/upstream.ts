import { createParser } from 'eventsource-parser'
import { ModelError, type Model, type ModelDelta } from './model.ts'
import { isObject } from './http/readJson.ts'

/** A real server that answers in the stub's place. */
export interface UpstreamOptions {
  /** Its base address, such as `http://localhost:11434/v1`. */
  readonly url: string
  readonly model: string
  /** Sent as a bearer token, and told to nobody else. */
  readonly key?: string | undefined
}

/** A server's own words are quoted up to here, in characters. */
const QUOTED = 500

/** A line longer than this, in characters, is no answer of a model. */
const LONGEST_LINE = 1024 * 1024

/** Lets an OpenAI-compatible server answer. */
export function createUpstreamModel({ url, model, key }: UpstreamOptions): Model {
  const address = `${url.replace(/\/+$/, '')}/chat/completions`
  return async function* upstreamModel({ messages, message }, signal) {
    const asked = messages.length > 0 ? messages : [{ role: 'user', content: message ?? 'Hello' }]
    const response = await fetch(address, {
      method: 'POST',
      signal,
      headers: {
        'Content-Type': 'application/json',
        Accept: 'text/event-stream',
        ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model,
        messages: asked,
        stream: true,
        stream_options: { include_usage: true },
      }),
    }).catch((cause: unknown) => {
      throw new ModelError(
        'upstream_unreachable',
        'The model behind this server is out of reach.',
        {
          cause,
        },
      )
    })
    if (!response.ok || !response.body) throw await refusal(response)
    yield* readChunks(response.body)
  }
}

async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<ModelDelta> {
  const lines: string[] = []
  const parser = createParser({
    maxBufferSize: LONGEST_LINE,
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
        const chunk = readChunk(data)
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
  const message = 'The model behind this server stopped in the middle.'
  return new ModelError('upstream_incomplete', message, { cause })
}

function readChunk(data: string): { deltas: ModelDelta[]; isDone: boolean } {
  const chunk: unknown = parse(data)
  if (!isObject(chunk)) return { deltas: [], isDone: false }
  if (chunk['error'] !== undefined) {
    throw new ModelError('upstream_error', wordsOf(chunk) || 'The model behind this server failed.')
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

async function refusal(response: Response): Promise<ModelError> {
  const text = await response.text().catch(() => '')
  const words = wordsOf(parse(text)) || text
  return new ModelError(
    `upstream_${response.status}`,
    `The model behind this server answered ${response.status}: ${words.slice(0, QUOTED)}`,
  )
}

/** `{ error: { message } }` of OpenAI's, `{ error: '…' }` of Ollama's. */
function wordsOf(value: unknown): string {
  const error = isObject(value) ? value['error'] : undefined
  const message = isObject(error) ? error['message'] : error
  return typeof message === 'string' ? message.slice(0, QUOTED) : ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
