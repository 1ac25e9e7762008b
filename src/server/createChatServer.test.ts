import { describe, expect, test } from 'vitest'
import {
  answerForever,
  chatForTest,
  readText,
  request,
  startSession,
} from './chatServer.test-helper.ts'
import { createChatServer } from './createChatServer.ts'
import { eventsOf } from './eventsOf.test-helper.ts'
import { Problem } from './http/problem.ts'

describe('fetch()', () => {
  test('answers POST init and then GET :sessionId with numbered events and a proof of the length', async () => {
    const chat = chatForTest()
    const sessionId = await startSession(chat)
    const events = await eventsOf(await request(chat, 'GET', `/${sessionId}`))
    expect(events).toEqual([
      { id: '1', event: undefined, data: '{"content":"You said: Hello"}' },
      { id: '2', event: 'close', data: '{"reason":"done","length":15}' },
    ])
  })

  test('answers GET ?message= in one request, with the session id in every event id', async () => {
    const events = await eventsOf(await request(chatForTest(), 'GET', '?message=Hello'))
    expect(events.map(({ id }) => id?.replace(/^[\w-]{32}/, '<id>'))).toEqual([
      '<id>:0',
      '<id>:1',
      '<id>:2',
    ])
    expect(events[0]?.data).toBe('{"content":""}')
  })

  test('answers POST with a body in one request', async () => {
    const response = await request(chatForTest(), 'POST', '', { body: { message: 'Hello' } })
    expect(response.headers.get('Content-Type')).toBe('text/event-stream')
    expect(await readText(response)).toBe('You said: Hello')
  })

  test.each(['/', '/ai/chat/stream', '/a/b/c/'])('works below the path %s', async (base) => {
    const chat = chatForTest()
    const url = `http://localhost${base.replace(/\/$/, '')}`
    const init = await chat.fetch(
      new Request(`${url}/init`, {
        method: 'POST',
        body: '{"message":"Hello"}',
        headers: { 'Content-Type': 'application/json' },
      }),
    )
    const { sessionId } = (await init.json()) as { sessionId: string }
    expect(await readText(await chat.fetch(new Request(`${url}/${sessionId}/`)))).toBe(
      'You said: Hello',
    )
  })

  test('sends only what follows Last-Event-ID, and 204 when nothing does', async () => {
    const chat = chatForTest({
      async *answer() {
        yield* ['a', 'b', 'c']
      },
    })
    const sessionId = await startSession(chat)
    const after = (id: string) => request(chat, 'GET', `/${sessionId}`, { 'Last-Event-ID': id })
    expect(await readText(await after('2'))).toBe('c')
    expect((await after('4')).status).toBe(204)
    const query = await request(chat, 'GET', `/${sessionId}?lastEventId=1`)
    expect(await readText(query)).toBe('bc')
  })

  test('resumes a one-shot answer by Last-Event-ID, for GET and POST, and starts no run', async () => {
    let runs = 0
    const chat = chatForTest({
      async *answer() {
        runs += 1
        yield* ['a', 'b']
      },
    })
    const [first] = await eventsOf(await request(chat, 'GET', '?message=Hi'))
    const lastEventId = { 'Last-Event-ID': first?.id?.replace(/0$/, '1') }
    expect(await readText(await request(chat, 'GET', '?message=Hi', lastEventId))).toBe('b')
    const post = await request(chat, 'POST', '', { body: { message: 'Hi' }, ...lastEventId })
    expect(await readText(post)).toBe('b')
    const unknown = { 'Last-Event-ID': `${'x'.repeat(32)}:1` }
    expect((await request(chat, 'GET', '?message=Hi', unknown)).status).toBe(204)
    expect(runs).toBe(1)
  })

  test.each([
    ['no message', 'GET', '', {}, 400, 'Send a question'],
    ['a blank message', 'GET', '?message=%20', {}, 400, 'empty'],
    ['an unknown session', 'GET', `/${'x'.repeat(32)}`, {}, 404, 'Session not found'],
    ['a wrong last id', 'GET', '/ID', { 'Last-Event-ID': 'x' }, 400, 'whole number'],
    ['a body that is not JSON', 'POST', '/init', { body: 'Hi' }, 400, 'not valid JSON'],
    [
      'a body of another type',
      'POST',
      '/init',
      { body: '{}', 'Content-Type': 'text/plain' },
      415,
      'JSON',
    ],
    [
      'files of another form',
      'POST',
      '/init',
      { body: { message: 'Hi', files: [1] } },
      400,
      '"files"',
    ],
    [
      'a key with spaces',
      'POST',
      '/init',
      { body: { message: 'Hi' }, 'Idempotency-Key': 'a b' },
      400,
      'key',
    ],
    ['a method without meaning', 'PUT', '/init', { body: { message: 'Hi' } }, 405, 'supports only'],
  ])(
    'refuses %s with a problem that says what to do',
    async (_, method, path, init, status, words) => {
      const chat = chatForTest()
      const sessionId = await startSession(chat)
      const response = await request(chat, method, path.replace('ID', sessionId), init)
      expect(response.status).toBe(status)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json')
      const { detail } = (await response.json()) as { detail: string }
      expect(detail).toContain(words)
    },
  )

  test('accepts a question that consists of a file', async () => {
    const chat = chatForTest({
      async *answer({ body }) {
        yield `${body.files?.length} file`
      },
    })
    const files = [{ mediaType: 'image/png', url: 'data:image/png;base64,AA==' }]
    const response = await request(chat, 'POST', '', { body: { message: '', files } })
    expect(await readText(response)).toBe('1 file')
  })

  test('refuses a body beyond limits.bodyBytes', async () => {
    const chat = chatForTest({ limits: { bodyBytes: 100 } })
    const body = { message: 'x'.repeat(100) }
    expect((await request(chat, 'POST', '/init', { body })).status).toBe(413)
  })

  test('gives one run to all requests with the same key, and 422 to another question', async () => {
    let runs = 0
    const chat = chatForTest({
      async *answer() {
        runs += 1
        yield 'Hi'
      },
    })
    const ask = (message: string, path = '/init') =>
      request(chat, 'POST', path, { body: { message }, 'Idempotency-Key': 'k' })
    const answers = await Promise.all([ask('a'), ask('a'), ask('a')])
    const ids = await Promise.all(answers.map((response) => response.text()))
    expect(new Set(ids).size).toBe(1)
    expect((await ask('b')).status).toBe(422)
    expect(await readText(await ask('a', ''))).toBe('Hi')
    expect(await readText(await request(chat, 'GET', '?message=a&key=k'))).toBe('Hi')
    expect(runs).toBe(1)
  })

  test('DELETE ends the model and the stream with the reason "stopped", and is idempotent', async () => {
    let aborted = 0
    const chat = chatForTest({
      async *answer(_, { signal }) {
        signal.addEventListener('abort', () => (aborted += 1))
        yield* answerForever('Hi', signal)
      },
    })
    const sessionId = await startSession(chat)
    const stream = eventsOf(await request(chat, 'GET', `/${sessionId}`))
    for (const path of [sessionId, sessionId, 'x'.repeat(32)]) {
      expect((await request(chat, 'DELETE', `/${path}`)).status).toBe(204)
    }
    expect((await stream).at(-1)?.data).toBe('{"reason":"stopped","length":2}')
    expect(aborted).toBe(1)
  })
})

describe('the methods for controllers', () => {
  test('init(), stream() and stop() do what the endpoints do', async () => {
    const chat = chatForTest({
      answer: (_, { signal }) => answerForever('Hi', signal),
    })
    const { sessionId } = await chat.init({ message: 'Hello' }, { key: 'k' })
    expect(await chat.init({ message: 'Hello' }, { key: 'k' })).toEqual({ sessionId })
    const stream = chat.stream(sessionId)
    await chat.stop(sessionId)
    expect(await readText(await stream)).toBe('Hi')
    expect((await chat.stream(sessionId, { lastEventId: '2' })).status).toBe(204)
  })

  test('init() rejects with the problem to send', async () => {
    const refused = chatForTest().init({ message: '' })
    await expect(refused).rejects.toBeInstanceOf(Problem)
    await expect(refused).rejects.toMatchObject({ status: 400 })
    await expect(chatForTest().init('Hello')).rejects.toMatchObject({ status: 400 })
  })

  test('ask() streams an answer, and sends errors as responses', async () => {
    const chat = chatForTest()
    expect(await readText(await chat.ask('Hello & more'))).toBe('You said: Hello & more')
    expect((await chat.ask(' ')).status).toBe(400)
    expect((await chat.stream('unknown')).status).toBe(400)
  })

  test('runs lists live runs, finds a run and returns its parts', async () => {
    const chat = chatForTest({
      async *answer(_, { signal }) {
        yield { reasoning: 'Hm.' }
        yield* answerForever('Hi', signal)
      },
    })
    const { sessionId } = await chat.init({ message: 'Hello', model: 'x' })
    const info = { sessionId, owner: undefined, body: { message: 'Hello', model: 'x' } }
    expect(await chat.runs.live()).toEqual([info])
    expect(await chat.runs.get(sessionId)).toEqual(info)
    await expect
      .poll(() => chat.runs.result(sessionId))
      .toEqual([{ reasoning: 'Hm.' }, { content: 'Hi' }])
    await chat.stop(sessionId)
    expect(await chat.runs.live()).toEqual([])
    expect((await chat.runs.result(sessionId)).length).toBe(2)
    expect(await chat.runs.get('x'.repeat(32))).toBeUndefined()
    await expect(chat.runs.result('x'.repeat(32))).rejects.toMatchObject({ status: 410 })
  })
})

test('close() ends streams without a close event, so that their readers resume', async () => {
  const chat = createChatServer({ answer: (_, { signal }) => answerForever('Hi', signal) })
  const sessionId = await startSession(chat)
  const reader = (await request(chat, 'GET', `/${sessionId}`)).text()
  await chat.close()
  expect(await reader).not.toContain('close')
})

test.each([
  [{}, 'Option answer is missing'],
  [{ answer: 'x' }, 'Option answer is missing'],
  [{ answer: () => [], limits: { runs: 0 } }, 'Option runs must be a number above 0'],
  [{ answer: () => [], heartbeat: -1 }, 'Option heartbeat must be a number above 0'],
  [{ answer: () => [], cors: { origins: ['example.com'] } }, 'must look like https://app.example'],
])('createChatServer(%o) throws and says what is wrong', (options, message) => {
  expect(() => createChatServer(options as never)).toThrow(message)
})
