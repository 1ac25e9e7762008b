import { createParser } from 'eventsource-parser'
import { AnswerError } from '../answerError.ts'
import { isObject } from '../http/readJson.ts'
import type { AnswerPart } from '../types.ts'
import { fromOpenAI } from './fromOpenAI.ts'

/** A request to an OpenAI-compatible server. */
export interface OpenAICompatibleRequest {
  /** The base URL, such as `http://localhost:11434/v1`. */
  readonly url: string
  /** The model name to request. */
  readonly model: string
  /** The API key, sent as a bearer token to this server only. @default no key is sent */
  readonly key?: string | undefined
  /** The messages of the chat, in OpenAI's form. */
  readonly messages: readonly object[]
  /** Further fields of the request's body, such as `temperature` or `tools`. @default none */
  readonly body?: Readonly<Record<string, unknown>>
  /** Aborts the request. Pass the signal of the run, so that Stop ends the model. */
  readonly signal: AbortSignal
}

/** Longest quote of an upstream error message, in characters. */
const MAX_QUOTE_LENGTH = 500

/** Most bytes to read of an upstream error, whose body may be endless. */
const MAX_ERROR_BYTES = 64 * 1024

/** Matches what looks like an API key, also a masked one such as `sk-pr****abcd`. */
const API_KEY = /\b(?:sk|pk|rk|key|gsk|xai|AIza)[-_]?[\w*.…-]{8,}/g

/** Longest line accepted from the upstream, in characters: no answer of a model has a longer one. */
const MAX_LINE_LENGTH = 1024 * 1024

/**
 * Asks an OpenAI-compatible server (vLLM, llama.cpp, Ollama, LM Studio, a gateway) and yields the parts of its answer.
 * An error message of that server reaches the client without API keys, and at most 500 characters of it.
 *
 * @throws AnswerError `upstream_unreachable`, `upstream_<status>`, `upstream_error`, `upstream_incomplete`
 * (the connection broke), or those of `fromOpenAI`
 * @example
 * const chat = createChatServer({
 *   answer: ({ messages }, { signal }) =>
 *     askOpenAICompatible({ url: 'http://localhost:11434/v1', model: 'qwen3', messages, signal }),
 * })
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export async function* askOpenAICompatible({
  url,
  model,
  key,
  messages,
  body,
  signal,
}: OpenAICompatibleRequest): AsyncGenerator<AnswerPart> {
  const response = await fetch(`${url.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    signal,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'text/event-stream',
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
      ...body,
    }),
  }).catch((cause: unknown) => {
    throw new AnswerError(
      'upstream_unreachable',
      'The model server behind this one is unreachable. Check that it runs and that its URL is right.',
      { cause },
    )
  })
  const masked = (text: string) => withoutKeys(text, key)
  if (!response.ok || !response.body) throw await errorFor(response, masked)
  yield* fromOpenAI(readChunks(response.body, masked))
}

/** Yields the chunks of a stream until `[DONE]`. A stream that breaks ends with an error. */
async function* readChunks(
  body: ReadableStream<Uint8Array>,
  masked: (text: string) => string,
): AsyncGenerator<unknown> {
  const lines: string[] = []
  const parser = createParser({
    maxBufferSize: MAX_LINE_LENGTH,
    onEvent: ({ data }) => lines.push(data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw error
    },
  })
  const decoder = new TextDecoder()
  try {
    for await (const bytes of body) {
      parser.feed(decoder.decode(bytes, { stream: true }))
      for (const data of lines.splice(0)) {
        if (data === '[DONE]') {
          // It proves the end, also of a server that names no reason.
          yield { choices: [{ finish_reason: 'stop' }] }
          return
        }
        const chunk: unknown = parseJson(data)
        if (isObject(chunk) && chunk['error'] !== undefined) throw reportedError(chunk, masked)
        yield chunk
      }
    }
  } catch (error) {
    if (error instanceof AnswerError) throw error
    const message = 'The model server behind this one ended the answer too early. Try again.'
    throw new AnswerError('upstream_incomplete', message, { cause: error })
  }
}

function reportedError(chunk: object, masked: (text: string) => string): AnswerError {
  return new AnswerError(
    'upstream_error',
    masked(errorMessageIn(chunk)).slice(0, MAX_QUOTE_LENGTH) ||
      'The model server behind this one reported an error without a message.',
  )
}

async function errorFor(
  response: Response,
  masked: (text: string) => string,
): Promise<AnswerError> {
  const { status, body } = response
  const code = `upstream_${status}`
  if (status === 401 || status === 403) {
    // Such a message may quote the key, in a form that no pattern recognizes.
    await body?.cancel().catch(() => {})
    const message = `The model server behind this one refused the API key (status ${status}). The operator of this server must check it.`
    return new AnswerError(code, message)
  }
  const text = body ? await readStart(body).catch(() => '') : ''
  const quote = masked(errorMessageIn(parseJson(text)) || text)
  return new AnswerError(
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
