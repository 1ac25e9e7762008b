import type { DialectName } from 'vue-chat-stream'
import { kindOf, listen } from './listen.ts'
import type { Answers, Kind, ServerCase } from './ServerCase.ts'

/** How a server frames its payloads. */
type Framing = 'events' | 'lines' | 'text'

interface ByteRow {
  readonly server: string
  readonly dialect: DialectName
  readonly end: string
  readonly framing?: Framing
  /** Returns the payload for the next text. */
  readonly payload: (text: string) => unknown
  /** The payloads of the end; none if the end of the body is the proof. */
  readonly last?: readonly unknown[]
  /** The payload of an error inside the stream. */
  readonly error?: unknown
  /** Payloads before the first text. */
  readonly first?: readonly unknown[]
}

const WORDS = ['Once ', 'upon ', 'a ', 'time. 🐉']

const ANSWERS: Answers = {
  text: WORDS.join(''),
  error: { message: 'No credit', text: 'Once ' },
}

const CLEAN_END = 'the clean end of the body, or a named event such as `done`'

const ROWS: readonly ByteRow[] = [
  {
    server: 'Azure OpenAI',
    dialect: 'openai',
    end: '`finish_reason`, or `[DONE]`',
    first: [{ choices: [], prompt_filter_results: [{ prompt_index: 0 }] }],
    payload: (content) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }),
    last: [{ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }, '[DONE]'],
    error: { error: { code: '429', message: 'No credit' } },
  },
  {
    server: 'Mistral',
    dialect: 'openai',
    end: '`finish_reason`, or `[DONE]`',
    payload: (text) => ({
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { content: [{ type: 'text', text }] }, finish_reason: null }],
    }),
    last: [{ choices: [{ index: 0, delta: { content: '' }, finish_reason: 'stop' }] }, '[DONE]'],
  },
  {
    server: 'Cohere',
    dialect: 'openai',
    end: '`finish_reason` in `message-end`',
    first: [{ type: 'message-start', delta: { message: { content: [] } } }],
    payload: (text) => ({
      type: 'content-delta',
      index: 0,
      delta: { message: { content: { text } } },
    }),
    last: [{ type: 'message-end', delta: { finish_reason: 'COMPLETE' } }],
  },
  {
    server: 'your own endpoint: `{"content": …}`',
    dialect: 'content',
    end: CLEAN_END,
    payload: (content) => ({ content }),
    error: { error: 'No credit' },
  },
  {
    server: 'your own endpoint: lines of JSON',
    dialect: 'content',
    framing: 'lines',
    end: CLEAN_END,
    payload: (content) => ({ content }),
    error: { error: { message: 'No credit' } },
  },
  {
    server: 'your own endpoint: plain text without events',
    dialect: 'text',
    framing: 'text',
    end: 'the clean end of the body',
    payload: (text) => text,
  },
  {
    server: 'DashScope without `incremental_output`, which repeats the text',
    dialect: 'dashscope',
    end: 'a `finish_reason` other than `"null"`',
    payload: (text) => ({ output: { text: soFar(text), finish_reason: 'null' } }),
    last: [{ output: { text: WORDS.join(''), finish_reason: 'stop' } }],
    error: { code: 'Throttling', message: 'No credit', request_id: 'q' },
  },
  // Generic formats, recognized by the place of their text.
  {
    server: 'Cloudflare Workers AI',
    dialect: 'content',
    end: CLEAN_END,
    payload: (response) => ({ response, p: 'abcdef' }),
    last: [{ response: '', usage: { prompt_tokens: 3, completion_tokens: 4 } }, '[DONE]'],
    error: { errors: [{ code: 10000, message: 'No credit' }] },
  },
  {
    server: 'Hugging Face TGI (`/generate_stream`)',
    dialect: 'content',
    end: CLEAN_END,
    payload: (text) => ({ index: 1, token: { id: 1, text, special: false }, generated_text: null }),
    error: { error: 'No credit', error_type: 'overloaded' },
  },
  {
    server: 'Ollama (`/api/generate`)',
    dialect: 'content',
    framing: 'lines',
    end: '`"done": true`',
    payload: (response) => ({ model: 'm', response, done: false }),
    last: [{ model: 'm', response: '', done: true, done_reason: 'stop' }],
    error: { error: 'No credit' },
  },
  {
    server: 'Flowise',
    dialect: 'content',
    end: 'the event `end`',
    first: [{ event: 'start', data: '' }],
    payload: (data) => ({ event: 'token', data }),
    last: [{ event: 'end', data: '[DONE]' }],
    error: { event: 'error', data: 'No credit' },
  },
  {
    server: 'Spring AI (`ChatResponse` as JSON)',
    dialect: 'content',
    end: CLEAN_END,
    payload: (text) => ({ result: { output: { text, messageType: 'ASSISTANT' } }, results: [] }),
  },
  {
    server: 'Genkit (`/flow?stream=true`)',
    dialect: 'content',
    end: CLEAN_END,
    payload: (text) => ({ message: { content: [{ text }] } }),
  },
  {
    server: 'RAGFlow',
    dialect: 'content',
    end: CLEAN_END,
    payload: (text) => ({ code: 0, data: { answer: soFar(text), reference: {} } }),
    last: [{ code: 0, data: true }],
    error: { code: 102, message: 'No credit' },
  },
  ...['text', 'token', 'delta', 'response', 'answer', 'message'].map((field) => ({
    server: `your own endpoint: \`{"${field}": …}\``,
    dialect: 'content' as const,
    end: CLEAN_END,
    payload: (text: string) => ({ [field]: text }),
    error: { error: 'No credit' },
  })),
  {
    server: 'NestJS with an interceptor that wraps: `{"data": {"content": …}}`',
    dialect: 'content',
    end: CLEAN_END,
    payload: (content) => ({ data: { content }, statusCode: 200 }),
    error: { error: 'No credit' },
  },
  {
    server: 'JSON strings: better-sse, tRPC, `@fastify/sse`',
    dialect: 'text',
    end: CLEAN_END,
    payload: (text) => JSON.stringify(text),
  },
]

/** Returns the whole text up to a word. */
function soFar(word: string): string {
  return WORDS.slice(0, WORDS.indexOf(word) + 1).join('')
}

const FRAMES: Readonly<Record<Framing, (payload: unknown) => string>> = {
  events: (payload) =>
    `data: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`,
  lines: (payload) => `${JSON.stringify(payload)}\n`,
  text: String,
}

const TYPES: Readonly<Record<Framing, string>> = {
  events: 'text/event-stream',
  lines: 'application/x-ndjson',
  text: 'text/plain; charset=utf-8',
}

/** Serves payloads as the documentation of their vendors shows them. */
export const byteCases: readonly ServerCase[] = ROWS.map(
  ({ server, dialect, end, framing = 'events', payload, first = [], last = [], error }) => {
    const kinds: readonly Kind[] = ['text', ...(error ? (['error'] as const) : []), 'cut']
    return {
      server,
      dialect,
      end,
      kinds,
      answers: ANSWERS,
      start: () =>
        listen(async ({ headers }, response) => {
          const kind = kindOf(headers)
          const write = async (each: unknown) => {
            await new Promise((resolve) => response.write(FRAMES[framing](each), resolve))
          }
          response.writeHead(200, { 'content-type': TYPES[framing] })
          const [once = '', ...rest] = WORDS
          for (const each of [...first, payload(once)]) await write(each)
          const others = [...rest.map(payload), ...last]
          for (const each of kind === 'error'
            ? [error]
            : kind === 'cut'
              ? others.slice(0, 2)
              : others)
            await write(each)
          if (kind !== 'cut') response.end()
        }),
    }
  },
)
