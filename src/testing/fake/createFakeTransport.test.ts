import { afterEach, describe, expect, test, vi } from 'vitest'
import { createChatStream } from '../../core/stream/createChatStream.ts'
import { ChatStreamError } from '../../core/errors.ts'
import type { ChatStreamOptions } from '../../core/stream/options.ts'
import { textOf } from '../../core/text.ts'
import type { StreamEvent } from '../../core/types.ts'
import { createFakeTransport } from './createFakeTransport.ts'

function fakeChat(options: Partial<ChatStreamOptions> = {}) {
  const fake = createFakeTransport()
  const chat = createChatStream({ url: '/chat', transport: fake.transport, ...options })
  const lastText = () => chat.getState().messages.map(textOf).at(-1)
  return { fake, chat, lastText }
}

/** Sends a question. Returns an object, so that awaiting it waits for the request but not for the answer. */
async function startAnswer(options: Partial<ChatStreamOptions> = {}) {
  const { fake, ...rest } = fakeChat(options)
  const answer = rest.chat.send('Tell me')
  return { ...rest, fake, answer, request: await fake.next() }
}

describe('a fake request', () => {
  test('exposes the question, the body and the headers of the chat', async () => {
    const { request, chat } = await startAnswer({
      headers: async () => ({ authorization: 'Bearer 1' }),
      body: { model: 'small' },
    })
    expect(request).toMatchObject({
      question: 'Tell me',
      url: '/chat',
      body: { message: 'Tell me', model: 'small' },
      aborted: false,
      resumption: undefined,
    })
    expect(request.headers.get('authorization')).toBe('Bearer 1')
    expect(request.messages).toEqual(chat.getState().messages.slice(0, 1))
    expect(request.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('can be awaited before it is sent, and is returned once', async () => {
    const { fake, chat } = fakeChat()
    const other = createChatStream({ url: '/other', transport: fake.transport })
    const first = fake.next()
    void chat.send('1')
    void other.send('2')
    expect((await first).question).toBe('1')
    expect((await fake.next()).question).toBe('2')
    expect(fake.requests.map(({ url }) => url)).toEqual(['/chat', '/other'])
  })

  test('does not appear if the chat is stopped while its headers resolve', async () => {
    const { fake, chat } = fakeChat()
    void chat.send('1')
    chat.stop()
    void chat.send('2')
    expect((await fake.next()).question).toBe('2')
    expect(fake.requests).toHaveLength(1)
  })
})

describe('sending data', () => {
  test('text is in the chat when its promise resolves', async () => {
    const { request, chat, lastText, answer } = await startAnswer()
    expect(chat.getState().status).toBe('submitted')
    await request.open()
    expect(chat.getState().status).toBe('streaming')
    await request.text('Once')
    expect(lastText()).toBe('Once')
    await request.text(' upon')
    expect(lastText()).toBe('Once upon')
    await request.end()
    expect(chat.getState().status).toBe('ready')
    expect((await answer).outcome).toBe('complete')
    expect(request.aborted).toBe(true)
  })

  test('data arrives in order, even if the test does not await it', async () => {
    const { request, answer } = await startAnswer()
    void request.text('a')
    void request.text('b')
    await request.end('c')
    expect(await answer).toMatchObject({ outcome: 'complete', parts: [{ text: 'abc' }] })
  })

  test('end() completes an answer without text', async () => {
    const { request, answer } = await startAnswer()
    await request.end()
    expect((await answer).outcome).toBe('complete')
  })

  const PLAIN: readonly StreamEvent[] = [
    { type: 'reasoning-delta', text: 'Hm.' },
    { type: 'text-delta', text: 'Hi' },
    { type: 'tool-delta', id: '1', name: 'look', args: '{"at":' },
    { type: 'tool-delta', id: '1', args: '1}', output: 'seen' },
    { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } },
    { type: 'finish', outcome: 'complete', reason: 'stop' },
  ]
  const RICH: readonly StreamEvent[] = [
    { type: 'refusal-delta', text: 'No.' },
    { type: 'source', url: 'https://example.org/', title: 'Example' },
    { type: 'file', mediaType: 'image/png', url: 'data:,' },
    { type: 'data', name: 'mood', data: new Date(0) },
    { type: 'stream-end' },
  ]

  test.each(['auto', 'content'] as const)(
    'event() sends events to the dialect %s',
    async (dialect) => {
      const { request, answer } = await startAnswer({ dialect })
      for (const event of PLAIN) void request.event(event)
      expect(await answer).toMatchObject({
        outcome: 'complete',
        finishReason: 'stop',
        usage: { inputTokens: 1, outputTokens: 2 },
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'text', text: 'Hi' },
          { type: 'tool', id: '1', name: 'look', args: '{"at":1}', output: 'seen' },
        ],
      })
    },
  )

  test("event() refuses events that need the fake's own dialect", async () => {
    const { request } = await startAnswer()
    for (const event of [...RICH, { type: 'finish', outcome: 'refused' } as const]) {
      expect(() => request.event(event)).toThrow('`dialect: fake.dialect`')
    }
  })

  test("event() sends every event unchanged to the fake's own dialect", async () => {
    const { transport, dialect, next } = createFakeTransport()
    const seen: StreamEvent[] = []
    const onEvent = (event: StreamEvent) => seen.push(event)
    const chat = createChatStream({ url: '/', transport, dialect, onEvent })
    const answer = chat.send('Tell me')
    const request = await next()
    for (const event of [...PLAIN, ...RICH]) await request.event(event)
    expect(seen).toEqual([...PLAIN, ...RICH])
    expect((await answer).outcome).toBe('complete')
  })

  test('text() refuses a chat whose dialect would not read it', async () => {
    const { request } = await startAnswer({ dialect: 'openai' })
    expect(() => request.text('Hi')).toThrow('Create the chat with `dialect: fake.dialect`')
  })

  test('record() sends records to any dialect', async () => {
    const { request, answer } = await startAnswer({ dialect: 'openai' })
    await request.record({ data: { choices: [{ delta: { content: 'Hi' } }] }, id: '1' })
    await request.record({ data: '[DONE]' })
    expect(await answer).toMatchObject({ outcome: 'complete', parts: [{ text: 'Hi' }] })
  })

  test('close() ends the body, and the dialect decides whether the answer is complete', async () => {
    const content = await startAnswer({ dialect: 'content' })
    await content.request.record({ data: { content: 'Hi' } })
    await content.request.close()
    expect((await content.answer).outcome).toBe('complete')
    const openai = await startAnswer({ dialect: 'openai' })
    await openai.request.record({ data: { choices: [{ delta: { content: 'Hi' } }] } })
    await openai.request.close()
    expect((await openai.answer).outcome).toBe('truncated')
  })

  test('event() sends an error that the server reports', async () => {
    const { request, answer } = await startAnswer()
    await request.event({ type: 'error', message: 'Out of memory', code: 'oom' })
    expect((await answer).error).toMatchObject({
      kind: 'server',
      message: 'Out of memory',
      code: 'oom',
    })
  })

  test("record() keeps a run's ids, so that the chat resumes it", async () => {
    const sessionId = 'Ab-_'.repeat(8)
    const { fake, request, answer } = await startAnswer({ retry: { baseDelay: 0 } })
    await request.record({ id: `${sessionId}:0`, data: {} })
    await request.record({ id: `${sessionId}:1`, data: { content: 'Once' } })
    await request.fail()
    const rest = await fake.next()
    expect(rest.resumption).toEqual({ sessionId, last: 1 })
    expect(rest.id).toBe(request.id)
    await rest.record({ id: `${sessionId}:2`, data: { content: ' upon' } })
    await rest.end()
    expect(textOf(await answer)).toBe('Once upon')
  })
})

describe('failures', () => {
  test('fail() leaves the answer truncated', async () => {
    const { request, answer } = await startAnswer()
    await request.text('Once')
    await request.fail()
    expect(await answer).toMatchObject({ outcome: 'truncated', error: { kind: 'network' } })
  })

  test('fail() makes the transport throw the given error', async () => {
    const { request, chat } = await startAnswer()
    const error = new ChatStreamError('limit', 'Too much')
    await request.fail(error)
    expect(chat.getState().error).toBe(error)
  })

  test('fail() before the answer causes a retry, as with a real server', async () => {
    const { fake, request, answer } = await startAnswer({
      idempotencyKey: true,
      retry: { baseDelay: 0 },
    })
    await request.fail()
    const again = await fake.next()
    expect(again.id).toBe(request.id)
    await again.end()
    expect((await answer).metrics?.attempts).toBe(2)
  })

  test.each([
    ['text', 'Sign in', 'Sign in'],
    ['JSON', { message: 'Sign in first' }, 'Sign in first'],
    ['nothing', undefined, 'no reason given'],
  ])('refuse() reports its status and message: %s', async (_, body, reason) => {
    const { request, chat } = await startAnswer()
    await request.refuse(401, body)
    const message = `The server answered 401: ${reason}`
    expect(chat.getState()).toMatchObject({ status: 'error', error: { status: 401, message } })
  })

  test('refuse() may send `Retry-After`', async () => {
    const { request, chat } = await startAnswer({ retry: false })
    await request.refuse(429, 'Busy', { 'retry-after': '7' })
    expect(chat.getState().error?.retryAfter).toBe(7000)
  })

  test('refuse() throws after the answer has begun', async () => {
    const { request } = await startAnswer()
    await request.text('Once')
    expect(() => request.refuse(500)).toThrow('the answer has already begun')
  })

  test('refuse() throws for a status that is not an error', async () => {
    const { request } = await startAnswer()
    expect(() => request.refuse(204)).toThrow('`status`')
  })

  test.each(['end', 'fail', 'close', 'hang'] as const)('text() throws after %s()', async (last) => {
    const { request } = await startAnswer({ retry: false })
    void request[last]()
    expect(() => request.text('more')).toThrow('already ended this answer')
  })
})

describe('a stopped chat', () => {
  test('aborts the request, and receives nothing that is sent afterwards', async () => {
    const { request, chat, answer, lastText } = await startAnswer()
    await request.text('Once')
    chat.stop()
    expect(request.aborted).toBe(true)
    await request.ping()
    await request.text(' upon')
    await request.end()
    expect(lastText()).toBe('Once')
    expect((await answer).outcome).toBe('stopped')
  })

  test('resolves a pending hang()', async () => {
    const { request, chat } = await startAnswer()
    const hung = request.hang()
    chat.stop()
    await hung
  })
})

describe('with a fake clock', () => {
  afterEach(() => void vi.useRealTimers())

  test('data arrives without advancing the clock', async () => {
    vi.useFakeTimers()
    const { request, chat, answer, lastText } = await startAnswer({ idleTimeout: 5000 })
    await request.text('Once')
    expect(lastText()).toBe('Once')
    await vi.advanceTimersByTimeAsync(4999)
    await request.ping()
    await vi.advanceTimersByTimeAsync(4999)
    expect(chat.getState().status).toBe('streaming')
    const hung = request.hang()
    await vi.advanceTimersByTimeAsync(5000)
    await hung
    expect((await answer).error?.kind).toBe('timeout')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a request that hangs reaches the connect timeout', async () => {
    vi.useFakeTimers()
    const { answer, request } = await startAnswer({ connectTimeout: 2000 })
    await vi.advanceTimersByTimeAsync(2000)
    expect(await answer).toMatchObject({ outcome: 'failed', error: { kind: 'timeout' } })
    expect(request.aborted).toBe(true)
  })
})
