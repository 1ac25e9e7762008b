import { ModelError } from './model.ts'
import type { OpenAIEnd, OpenAIPiece } from './openaiAnswer.ts'
import type { Problem } from './problem.ts'

/** What all chunks of one answer have in common. */
export interface Completion {
  readonly id: string
  readonly created: number
  readonly model: string
}

/** Writes an answer as `chat.completion.chunk` events. A failure becomes an event; it cannot become a status any more. */
export async function* chunksOf(
  completion: Completion,
  pieces: AsyncIterable<OpenAIPiece>,
  includesUsage: boolean,
): AsyncGenerator<Uint8Array> {
  const head = { ...completion, object: 'chat.completion.chunk' }
  const choice = (delta: object, finishReason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...(includesUsage ? { usage: null } : {}),
  })
  yield event(choice({ role: 'assistant', content: '' }))
  try {
    for await (const piece of pieces) {
      if (piece.type === 'content') yield event(choice({ content: piece.text }))
      else if (piece.type === 'reasoning') yield event(choice({ reasoning_content: piece.text }))
      else {
        yield event(choice({}, piece.finishReason))
        if (includesUsage) yield event({ ...head, choices: [], usage: usageOf(piece) })
      }
    }
  } catch (error) {
    yield event(errorOf(500, error instanceof ModelError ? error : undefined))
    return
  }
  yield encode('data: [DONE]\n\n')
}

/** Waits for an answer and writes it as one `chat.completion`. */
export async function completionOf(
  completion: Completion,
  pieces: AsyncIterable<OpenAIPiece>,
): Promise<object> {
  let content = ''
  let reasoning = ''
  let ending: object = {}
  let finishReason = 'stop'
  for await (const piece of pieces) {
    if (piece.type === 'content') content += piece.text
    else if (piece.type === 'reasoning') reasoning += piece.text
    else {
      ending = { usage: usageOf(piece) }
      finishReason = piece.finishReason
    }
  }
  const message = {
    role: 'assistant',
    content,
    refusal: null,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
  }
  return {
    ...completion,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    ...ending,
  }
}

/** Tells of a refusal as OpenAI does. */
export function explainAsOpenAI(problem: Problem): Response {
  return Response.json(errorOf(problem.status, problem), {
    status: problem.status,
    headers: { ...problem.headers, 'Cache-Control': 'no-store' },
  })
}

function errorOf(status: number, error: Problem | ModelError | undefined): object {
  const code = error instanceof ModelError ? error.code : null
  return {
    error: {
      message: error?.message ?? 'The model failed.',
      type: ERROR_TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error'),
      param: null,
      code,
    },
  }
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
}

function usageOf({ usage }: OpenAIEnd): object {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
}

function event(data: object): Uint8Array {
  return encode(`data: ${JSON.stringify(data)}\n\n`)
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
