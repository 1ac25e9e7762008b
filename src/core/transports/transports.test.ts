import { EventSource as NpmEventSource } from 'eventsource'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import type { ChatStreamOptions } from '../stream/options.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  sendStream,
  type Script,
} from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatInput } from '../messageTypes.ts'

const SESSION = 'kJ3v9_Zc-0123456789abcdefGHIJKLM'
const ANSWER = ['id: 1\ndata: {"content":"Once"}\n\n', 'id: 2\ndata: {"content":" upon"}\n\n']
const CLOSE = 'event: close\ndata: {"reason":"done","length":9}\n\n'

async function ask(
  script: Script,
  options: Partial<ChatStreamOptions> = {},
  question: ChatInput | string = 'Hi & bye?',
) {
  const server = await startServer(script)
  const chat = createChatStream({ url: server.url, retry: { baseDelay: 1 }, ...options })
  const answer = await chat.send(question)
  return { answer, text: textOf(answer), requests: server.requests, chat, server }
}

const answerOnce: Script = (_, response) => sendStream(response, ANSWER)

describe('get', () => {
  test('puts the question and the body’s fields into the query string', async () => {
    const { text, answer, requests } = await ask(answerOnce, { body: { model: 'small', n: 2 } })
    expect(text).toBe('Once upon')
    expect(answer.outcome).toBe('complete')
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: 'GET', path: '/ai/chat/stream' })
    expect(Object.fromEntries(requests[0]?.query ?? [])).toEqual({
      message: 'Hi & bye?',
      model: 'small',
      n: '2',
    })
    expect(requests[0]?.headers.accept).toContain('text/event-stream')
  })

  test('rejects a question that does not fit into a URL, before anything is sent', async () => {
    const { answer, requests } = await ask(answerOnce, {}, '长'.repeat(1000))
    expect(answer.outcome).toBe('failed')
    expect(answer.error).toMatchObject({
      kind: 'too-long',
      message: expect.stringContaining('post'),
    })
    expect(requests).toHaveLength(0)
  })

  test('evaluates the headers for every request', async () => {
    let token = 0
    const headers = async () => ({ authorization: `Bearer ${(token += 1)}` })
    const { requests } = await ask(
      (_, response) => {
        if (token === 1) response.writeHead(503).end()
        else return sendStream(response, ANSWER)
      },
      { headers },
    )
    expect(requests.map((request) => request.headers.authorization)).toEqual([
      'Bearer 1',
      'Bearer 2',
    ])
  })
})

describe('post', () => {
  test('sends JSON: by default the question and the body’s fields', async () => {
    const { text, requests } = await ask(answerOnce, {
      transport: 'post',
      body: { model: 'small' },
    })
    expect(text).toBe('Once upon')
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/ai/chat/stream' })
    expect(requests[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ message: 'Hi & bye?', model: 'small' })
  })

  test('sends the files of a question beside its text', async () => {
    const file = { mediaType: 'image/png', url: 'data:image/png;base64,AA==', name: 'a.png' }
    const input = { text: 'Hi', files: [{ type: 'file' as const, ...file }] }
    const { requests } = await ask(answerOnce, { transport: 'post' }, input)
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ message: 'Hi', files: [file] })
  })

  test('sends the whole body that a function returns', async () => {
    const { requests } = await ask(answerOnce, {
      transport: 'post',
      body: ({ message, messages }) => ({ prompt: message, count: messages.length }),
    })
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ prompt: 'Hi & bye?', count: 1 })
  })

  test('sends an Idempotency-Key if enabled: the same for all attempts, another one for another question', async () => {
    let attempts = 0
    const { requests, chat } = await ask(
      (_, response) => {
        attempts += 1
        if (attempts === 1) response.writeHead(503).end()
        else return sendStream(response, ANSWER)
      },
      { transport: 'post', idempotencyKey: true },
    )
    await chat.send('And then?')
    const [first, second, third] = requests.map(({ headers }) => headers['idempotency-key'])
    expect(first).toMatch(/^[0-9a-f-]{36}$/)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  test('sends no key to another origin by default, as that would force a CORS preflight', async () => {
    const { requests } = await ask(answerOnce, { transport: 'post' })
    expect(requests[0]?.headers['idempotency-key']).toBeUndefined()
  })
})

describe('session', () => {
  const session =
    (sessionId: string, answer: Script): Script =>
    (request, response) => {
      if (request.method !== 'POST') return answer(request, response)
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ sessionId }))
    }

  test('opens a session with a POST and reads its stream', async () => {
    const { text, answer, requests } = await ask(session('my session', answerOnce), {
      transport: 'session',
    })
    expect(text).toBe('Once upon')
    expect(answer.outcome).toBe('complete')
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /ai/chat/stream/init',
      'GET /ai/chat/stream/my%20session',
    ])
  })

  test('opens no second session if only the stream must be requested again', async () => {
    let attempts = 0
    const { text, requests } = await ask(
      session('s1', (_, response) => {
        attempts += 1
        if (attempts === 1) response.writeHead(503).end()
        else return sendStream(response, ANSWER)
      }),
      { transport: 'session' },
    )
    expect(text).toBe('Once upon')
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
  })

  test('fails with the server’s message if the server forgot the session', async () => {
    const { answer, requests } = await ask(
      session('s1', (_, response) =>
        response
          .writeHead(404, { 'content-type': 'application/json' })
          .end('{"message":"Session not found","error":"Not Found","statusCode":404}'),
      ),
      { transport: 'session' },
    )
    expect(answer.outcome).toBe('failed')
    expect(answer.error).toMatchObject({ kind: 'http', status: 404 })
    expect(answer.error?.message).toBe('The server answered 404: Session not found')
    expect(requests).toHaveLength(2)
  })

  test('reports the expected format if the response has no session id', async () => {
    const { answer } = await ask((_, response) => response.end('{"id":1}'), {
      transport: 'session',
    })
    expect(answer.error).toMatchObject({
      kind: 'content-type',
      message: expect.stringContaining('{"id":1}'),
    })
  })

  test('accepts only `close` as the proof of the end from an exactly-once server', async () => {
    const half = await ask(session(SESSION, answerOnce), { transport: 'session' })
    expect(half.answer.outcome).toBe('truncated')
    expect(half.text).toBe('Once upon')
    const whole = session(SESSION, (_, response) => sendStream(response, [...ANSWER, CLOSE]))
    expect((await ask(whole, { transport: 'session' })).answer.outcome).toBe('complete')
  })

  test.each(['0123456789abcdef0123456789abcdef', 'a1b2c3', '8f14e45f-ceea-467f-9a36-dedd4bea2543'])(
    'proves nothing with a session id of another form (%s)',
    async (sessionId) => {
      const { answer } = await ask(session(sessionId, answerOnce), { transport: 'session' })
      expect(answer.outcome).toBe('complete')
    },
  )

  test('stop() sends DELETE to an exactly-once server first', async () => {
    const server = await startServer(
      session(SESSION, (request, response) =>
        request.method === 'DELETE' ? response.writeHead(204).end() : sendPieces(response, ANSWER),
      ),
    )
    const chat = createChatStream({ url: server.url, transport: 'session' })
    const answer = chat.send('Hi')
    await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
    chat.stop()
    expect((await answer).outcome).toBe('stopped')
    await vi.waitFor(() => expect(server.requests.at(-1)?.method).toBe('DELETE'))
    expect(server.requests.at(-1)?.path).toBe(`/ai/chat/stream/${SESSION}`)
  })

  test('stop() sends nothing to a server of another protocol', async () => {
    const server = await startServer(session('s1', (_, response) => sendPieces(response, ANSWER)))
    const chat = createChatStream({ url: server.url, transport: 'session' })
    const answer = chat.send('Hi')
    await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
    chat.stop()
    await answer
    const next = chat.send('And now?')
    await vi.waitFor(() => expect(server.requests).toHaveLength(4))
    chat.stop()
    await next
    expect(server.requests.map(({ method }) => method)).not.toContain('DELETE')
  })
})

describe('eventsource', () => {
  beforeEach(() => vi.stubGlobal('EventSource', NpmEventSource))
  afterEach(() => vi.unstubAllGlobals())
  const options = { transport: 'eventsource' } as const

  /** Waits until a plain EventSource has connected three times: by then, ours would have reconnected, too. */
  async function untilNaiveReconnects(url: string): Promise<void> {
    const naive = new NpmEventSource(url)
    let opened = 0
    await new Promise<void>((resolve) => {
      naive.onopen = () => {
        opened += 1
        if (opened === 3) resolve()
      }
    })
    naive.close()
  }

  test('reads an answer to its end mark and closes', async () => {
    const { text, answer, requests } = await ask(
      (_, response) => sendPieces(response, [...ANSWER, CLOSE]),
      options,
    )
    expect(text).toBe('Once upon')
    expect(answer.outcome).toBe('complete')
    expect(requests[0]?.query.get('message')).toBe('Hi & bye?')
  })

  test('never sends the question again at the end of a stream, clean or broken', async () => {
    for (const end of ['clean', 'broken']) {
      const { text, answer, requests, server } = await ask(async (_, response) => {
        await sendPieces(response, ['retry: 1\n\n', ...ANSWER])
        if (end === 'clean') response.end()
        else breakConnection(response)
      }, options)
      expect(text).toBe('Once upon')
      expect(answer.outcome).toBe('truncated')
      await untilNaiveReconnects(server.url)
      const ours = requests.filter(({ query }) => query.has('message'))
      expect(ours).toHaveLength(1)
    }
  })

  test('does not take a server’s own `error` event for a broken connection', async () => {
    const { answer } = await ask(
      (_, response) => sendPieces(response, [...ANSWER, 'event: error\ndata: Out of memory\n\n']),
      options,
    )
    expect(answer.outcome).toBe('failed')
    expect(answer.error).toMatchObject({ kind: 'server', message: 'Out of memory' })
  })

  test('rejects headers, as an EventSource cannot send them', async () => {
    const { answer, requests } = await ask(answerOnce, { ...options, headers: { 'x-key': '1' } })
    expect(answer.error).toMatchObject({
      kind: 'argument',
      message: expect.stringContaining('x-key'),
    })
    expect(requests).toHaveLength(0)
  })

  test('reports that the platform has no EventSource', async () => {
    vi.stubGlobal('EventSource', undefined)
    const { answer } = await ask(answerOnce, options)
    expect(answer.error).toMatchObject({ kind: 'argument' })
  })
})

describe('an answer that fails', () => {
  test.each([
    ['problem+json', '{"type":"about:blank","title":"Busy","detail":"Try later."}', 'Try later.'],
    ['NestJS', '{"message":["a must be set","b too"],"statusCode":400}', 'a must be set; b too'],
    ['OpenAI', '{"error":{"message":"No such model","code":"model_not_found"}}', 'No such model'],
    ['FastAPI', '{"detail":"Not authenticated"}', 'Not authenticated'],
    ['HTML', '<h1>Bad gateway</h1>\n', 'Bad gateway'],
    ['nothing', '', 'no reason given'],
  ])('has the status and the server’s message: %s', async (_, body, words) => {
    const { answer } = await ask((_request, response) => response.writeHead(400).end(body))
    expect(answer.error).toMatchObject({ kind: 'http', status: 400, body })
    expect(answer.error?.message).toBe(`The server answered 400: ${words}`)
  })

  test('fails at once if nothing listens, and the message mentions CORS', async () => {
    const chat = createChatStream({
      url: 'http://127.0.0.1:9/',
      retry: { maxAttempts: 3, baseDelay: 1 },
    })
    const answer = await chat.send('Hi')
    expect(answer.error).toMatchObject({
      kind: 'network',
      message: expect.stringContaining('CORS'),
    })
    expect(answer.metrics?.attempts).toBe(1)
  })

  test.each(['/relative', 'ftp://example.com', 'http://'])('rejects the URL %s', async (url) => {
    const answer = await createChatStream({ url }).send('Hi')
    expect(answer.error).toMatchObject({
      kind: 'argument',
      message: expect.stringContaining('`url`'),
    })
  })
})
