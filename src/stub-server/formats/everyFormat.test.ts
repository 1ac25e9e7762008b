import { describe, expect, test } from 'vitest'
import { isStubPath } from '../http/routes.ts'
import type { StubServer } from '../server.ts'
import { serverForTest } from '../server.test-helper.ts'

interface FormatCase {
  readonly path: string
  readonly body: (message: string) => object
  readonly headers?: Readonly<Record<string, string>>
  /** Returns the expected body of an error with a status. */
  readonly error: (status: number) => unknown
  /** Matches the stream of an answer that fails after it began. */
  readonly failure: RegExp
}

const FAILED = 'The model failed in the middle of its answer.'
const ERROR_FIELDS = { message: expect.any(String), type: expect.any(String) }
const OPENAI_ERROR = { error: { ...ERROR_FIELDS, param: null, code: null } }
const chat = (message: string) => ({
  model: 'any',
  stream: true,
  messages: [{ role: 'user', content: message }],
})

/** The input of a run besides its messages. */
const RUN = { threadId: 't', runId: 'r', state: {}, tools: [], context: [], forwardedProps: {} }
const PIECES = { result_format: 'message', incremental_output: true }

const FORMATS: Readonly<Record<string, FormatCase>> = {
  openai: {
    path: '/v1/chat/completions',
    body: chat,
    error: () => OPENAI_ERROR,
    failure: /^data: \{"error":\{"message":"The model failed/m,
  },
  'openai-responses': {
    path: '/v1/responses',
    body: (input) => ({ model: 'any', stream: true, input }),
    error: () => OPENAI_ERROR,
    failure: /^event: error\n[^]*event: response\.failed\n/m,
  },
  anthropic: {
    path: '/v1/messages',
    body: (message) => ({ ...chat(message), max_tokens: 9_999 }),
    error: () => ({ type: 'error', error: ERROR_FIELDS, request_id: expect.any(String) }),
    failure: /^event: error\ndata: \{"type":"error","error":\{"type":"api_error"/m,
  },
  gemini: {
    path: '/v1beta/models/any:streamGenerateContent?alt=sse',
    body: (text) => ({ contents: [{ role: 'user', parts: [{ text }] }] }),
    error: (code) => ({ error: { code, message: expect.any(String), status: expect.any(String) } }),
    failure: /^data: \{"error":\{"code":500,.*"status":"INTERNAL"\}\}\r\n\r\n$/m,
  },
  ollama: {
    path: '/api/chat',
    body: chat,
    error: () => ({ error: expect.any(String) }),
    failure: /^\{"error":"The model failed in the middle of its answer."\}\n$/m,
  },
  'ai-sdk': {
    path: '/ai-sdk/chat',
    body: (text) => ({ messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text }] }] }),
    error: (status) => expect.objectContaining({ status, detail: expect.any(String) }),
    failure: /^data: \{"type":"error","errorText":"The model failed.*\n\ndata: \[DONE\]\n\n$/m,
  },
  'ag-ui': {
    path: '/ag-ui',
    body: (content) => ({ ...RUN, messages: [{ id: '1', role: 'user', content }] }),
    error: (status) => expect.objectContaining({ status, detail: expect.any(String) }),
    failure: /^data: \{"type":"RUN_ERROR","message":"The model failed/m,
  },
  langgraph: {
    path: '/langgraph/runs/stream',
    body: (content) => ({
      assistant_id: 'agent',
      input: { messages: [{ type: 'human', content }] },
      stream_mode: ['messages-tuple'],
    }),
    error: () => ({ detail: expect.any(String) }),
    failure: /^event: error\ndata: \{"error":"ModelError","message":"The model failed/m,
  },
  dashscope: {
    path: '/dashscope/api/v1/services/aigc/text-generation/generation',
    headers: { 'X-DashScope-SSE': 'enable' },
    body: (content) => ({ model: 'any', input: chat(content), parameters: PIECES }),
    error: () => ({
      code: expect.any(String),
      message: expect.any(String),
      request_id: expect.any(String),
    }),
    failure: /^event:error\n:HTTP_STATUS\/500\ndata:\{"code":.*"message":"The model failed/m,
  },
  coze: {
    path: '/coze/v3/chat',
    body: (content) => ({
      bot_id: 'b',
      stream: true,
      additional_messages: [{ role: 'user', content, content_type: 'text' }],
    }),
    error: (code) => ({ code, msg: expect.any(String) }),
    failure: /^event: conversation\.chat\.failed\n[^]*event: done\ndata: "\[DONE\]"\n\n$/m,
  },
  mastra: {
    path: '/mastra/api/agents/any/stream',
    body: chat,
    error: () => ({ error: expect.any(String) }),
    failure: /^data: \{"type":"error",.*"payload":\{"error":.*\n\ndata: \[DONE\]\n\n$/m,
  },
  'ai-sdk-data': {
    path: '/ai-sdk/data',
    body: chat,
    error: (status) => expect.objectContaining({ status, detail: expect.any(String) }),
    failure: /^3:"The model failed.*"\n$/m,
  },
  dify: {
    path: '/v1/chat-messages',
    body: (query) => ({ query, inputs: {}, user: 'u', response_mode: 'streaming' }),
    error: (status) => ({ code: expect.any(String), message: expect.any(String), status }),
    failure: /^data: \{"event":"error",.*"status":500\}\n\n$/m,
  },
  text: {
    path: '/text',
    body: (message) => ({ message }),
    error: (status) => expect.objectContaining({ status, detail: expect.any(String) }),
    failure: /^event: error\ndata: The model failed/m,
  },
}

function send(
  { url }: StubServer,
  { path, body, headers }: FormatCase,
  message: string,
  signal: AbortSignal | null = null,
): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body(message)),
    signal,
  })
}

/** Reads a body to its end or until it breaks, and returns the text and whether it broke. */
async function read(response: Response): Promise<{ text: string; broke: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  try {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true })
    return { text, broke: false }
  } catch {
    return { text, broke: true }
  }
}

describe.each(Object.entries(FORMATS))('the format %s', (_, format) => {
  test('drop breaks the stream, and end-early ends it', async () => {
    const server = await serverForTest()
    const dropped = await read(await send(server, format, '/drop 300 a story'))
    expect([dropped.text.length, dropped.broke]).toEqual([300, true])
    const ended = await read(await send(server, format, '/end-early 300 a story'))
    expect([ended.text.length, ended.broke]).toEqual([300, false])
  })

  test('error is reported in a response with status 200', async () => {
    const server = await serverForTest()
    const response = await send(server, format, '/error 20')
    expect(response.status).toBe(200)
    const { text, broke } = await read(response)
    expect(broke).toBe(false)
    expect(text).toMatch(format.failure)
    expect(text).toContain(FAILED)
    expect(server.handler.state()).toMatchObject({ liveRuns: 0, openStreams: 0 })
  })

  test.each([401, 403, 404, 429, 500, 503])(
    '%i is reported in the form of the vendor',
    async (status) => {
      const server = await serverForTest()
      const response = await send(server, format, `/${status}`)
      expect(response.status).toBe(status)
      expect(response.headers.has('Retry-After')).toBe(status === 429 || status === 503)
      expect(await response.json()).toEqual(format.error(status))
      expect(server.handler.state().runs).toBe(0)
    },
  )

  test('a body that is not JSON, has no question or is too long is rejected', async () => {
    const server = await serverForTest({ limits: { bodyBytes: 1_000, modelBodyBytes: 1_000 } })
    const post = (body: string, type = 'application/json') =>
      fetch(server.url + format.path, { method: 'POST', headers: { 'Content-Type': type }, body })
    for (const [status, body, type] of [
      [400, '{'],
      [400, '{}'],
      [413, JSON.stringify(format.body('x'.repeat(1_000)))],
      [415, '{}', 'text/plain'],
    ] as const) {
      const response = await post(body, type)
      expect([response.status, await response.json()]).toEqual([status, format.error(status)])
    }
    const got = await fetch(server.url + format.path, { method: 'PUT' })
    expect([got.status, await got.json()]).toEqual([405, format.error(405)])
  })

  test('slow pauses before each token, and burst writes everything at once', async () => {
    const server = await serverForTest()
    const start = performance.now()
    const slow = await send(server, format, '/slow 60')
    const reader = slow.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('Once')) text += (await reader?.read())?.value ?? ''
    expect(performance.now() - start).toBeGreaterThan(59)
    await reader?.cancel()

    const url = `http://localhost${format.path}`
    const headers = { 'Content-Type': 'application/json', ...format.headers }
    const body = JSON.stringify(format.body('/burst 1'))
    const burst = await server.handler.fetch(new Request(url, { method: 'POST', headers, body }))
    const pieces = []
    for await (const piece of burst.body ?? []) pieces.push(piece)
    expect(pieces.length).toBe(1)
  })

  test('emoji-cut splits characters without changing a byte', async () => {
    const server = await serverForTest()
    const { text } = await read(await send(server, format, '/emoji-cut emoji'))
    expect(text).toContain('🧵')
  })

  test('a client that leaves stops the model', async () => {
    const server = await serverForTest({ pace: { min: 50, max: 50 } })
    const leave = new AbortController()
    const response = await send(server, format, 'a story', leave.signal)
    await response.body?.getReader().read()
    expect(server.handler.state()).toMatchObject({ liveRuns: 1, openStreams: 1, sessions: 0 })
    leave.abort()
    await expect.poll(() => server.handler.state()).toMatchObject({ liveRuns: 0, openStreams: 0 })
  })

  test('pages of an allowed origin may send requests, others may not', async () => {
    const { handler } = await serverForTest()
    const requestFrom = (origin: string, method: string) =>
      handler.fetch(
        new Request(`http://localhost:1${format.path}`, {
          method,
          headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
        }),
      )
    const preflight = await requestFrom('http://localhost:5173', 'OPTIONS')
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173')
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toContain('POST')
    const stranger = await requestFrom('https://evil.example', 'POST')
    expect(stranger.status).toBe(403)
    expect(await stranger.json()).toEqual(format.error(403))
  })
})

test('isStubPath() accepts the path of every format', () => {
  for (const { path } of Object.values(FORMATS)) expect(isStubPath(path)).toBe(true)
  expect(['/api/users', '/texts', '/'].some(isStubPath)).toBe(false)
})

test.each([
  ['openai', '{"url":"https://example.com/streams","title":"On streams"'],
  ['gemini', '{"web":{"uri":"https://example.com/streams","title":"On streams"}}'],
  ['mastra', '"id":"https://example.com/streams","sourceType":"url"'],
  ['ai-sdk-data', 'h:{"sourceType":"url","id":"https://example.com/streams"'],
  ['ai-sdk', '"type":"source-url","sourceId":"https://example.com/streams"'],
])('the format %s reports the sources of an answer', async (name, source) => {
  const format = FORMATS[name]
  if (!format) throw new Error(`There is no format ${name}.`)
  const { url } = await serverForTest()
  const response = await fetch(url + format.path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(format.body('/sources a story')),
  })
  expect(await response.text()).toContain(source)
})
