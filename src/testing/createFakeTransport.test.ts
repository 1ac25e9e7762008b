import { afterEach, describe, expect, test, vi } from 'vitest'
import { createChatStream } from '../core/stream/createChatStream.ts'
import { ChatStreamError } from '../core/errors.ts'
import type { ChatStreamOptions } from '../core/stream/options.ts'
import { textOf } from '../core/text.ts'
import type { StreamEvent } from '../core/types.ts'
import { createFakeTransport } from './createFakeTransport.ts'

function fakeChat(options: Partial<ChatStreamOptions> = {}) {
  const fake = createFakeTransport()
  const chat = createChatStream({ url: '/chat', transport: fake.transport, ...options })
  const lastText = () => chat.getState().messages.map(textOf).at(-1)
  return { fake, chat, lastText }
}

/** Asks, and gives the request too. The answer itself comes later, hence in an object. */
async function asked(options: Partial<ChatStreamOptions> = {}) {
  const { fake, ...rest } = fakeChat(options)
  const answer = rest.chat.send('Tell me')
  return { ...rest, fake, answer, request: await fake.next() }
}

describe('a request', () => {
  test('tells what the chat asks', async () => {
    const { request, chat } = await asked({
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

  test('can be awaited before it is there, and each is given once', async () => {
    const { fake, chat } = fakeChat()
    const other = createChatStream({ url: '/other', transport: fake.transport })
    const first = fake.next()
    void chat.send('1')
    void other.send('2')
    expect((await first).question).toBe('1')
    expect((await fake.next()).question).toBe('2')
    expect(fake.requests.map(({ url }) => url)).toEqual(['/chat', '/other'])
  })

  test('of a chat that was stopped while its headers were made is none', async () => {
    const { fake, chat } = fakeChat()
    void chat.send('1')
    chat.stop()
    void chat.send('2')
    expect((await fake.next()).question).toBe('2')
    expect(fake.requests).toHaveLength(1)
  })
})

describe('what a test sends', () => {
  test('is in the conversation when its promise resolves', async () => {
    const { request, chat, lastText, answer } = await asked()
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

  test('comes in its order, also when nobody waits', async () => {
    const { request, answer } = await asked()
    void request.text('a')
    void request.text('b')
    await request.end('c')
    expect(await answer).toMatchObject({ outcome: 'complete', parts: [{ text: 'abc' }] })
  })

  test('is complete with `end` also where no text came', async () => {
    const { request, answer } = await asked()
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

  test.each(['auto', 'content'] as const)('may be events, for the dialect %s', async (dialect) => {
    const { request, answer } = await asked({ dialect })
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
  })

  test('says which events need the fake’s own dialect', async () => {
    const { request } = await asked()
    for (const event of [...RICH, { type: 'finish', outcome: 'refused' } as const]) {
      expect(() => request.event(event)).toThrow('`dialect: fake.dialect`')
    }
  })

  test('reaches the fake’s own dialect as it is', async () => {
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

  test('says so where the chat’s dialect would not read it', async () => {
    const { request } = await asked({ dialect: 'openai' })
    expect(() => request.text('Hi')).toThrow('Give it `dialect: fake.dialect`')
  })

  test('may be records, for any dialect', async () => {
    const { request, answer } = await asked({ dialect: 'openai' })
    await request.record({ data: { choices: [{ delta: { content: 'Hi' } }] }, id: '1' })
    await request.record({ data: '[DONE]' })
    expect(await answer).toMatchObject({ outcome: 'complete', parts: [{ text: 'Hi' }] })
  })

  test('with `close` ends the body, and whether that is a proof the dialect says', async () => {
    const content = await asked({ dialect: 'content' })
    await content.request.close()
    expect((await content.answer).outcome).toBe('complete')
    const openai = await asked({ dialect: 'openai' })
    await openai.request.close()
    expect((await openai.answer).outcome).toBe('truncated')
  })

  test('may be an error that the server tells of', async () => {
    const { request, answer } = await asked()
    await request.event({ type: 'error', message: 'Out of memory', code: 'oom' })
    expect((await answer).error).toMatchObject({
      kind: 'server',
      message: 'Out of memory',
      code: 'oom',
    })
  })

  test('keeps a run’s marks, so that a chat asks for the rest', async () => {
    const sessionId = 'Ab-_'.repeat(8)
    const { fake, request, answer } = await asked({ retry: { baseDelay: 0 } })
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

describe('what goes wrong', () => {
  test('a broken connection leaves the answer truncated', async () => {
    const { request, answer } = await asked()
    await request.text('Once')
    await request.fail()
    expect(await answer).toMatchObject({ outcome: 'truncated', error: { kind: 'network' } })
  })

  test('an error of one’s own is what the transport throws', async () => {
    const { request, chat } = await asked()
    const error = new ChatStreamError('limit', 'Too much')
    await request.fail(error)
    expect(chat.getState().error).toBe(error)
  })

  test('before the answer is asked again, as with a server', async () => {
    const { fake, request, answer } = await asked({
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
  ])('a refusal has its status and words: %s', async (_, body, words) => {
    const { request, chat } = await asked()
    await request.refuse(401, body)
    const message = `The server answered 401: ${words}`
    expect(chat.getState()).toMatchObject({ status: 'error', error: { status: 401, message } })
  })

  test('a refusal may ask for patience', async () => {
    const { request, chat } = await asked({ retry: false })
    await request.refuse(429, 'Busy', { 'retry-after': '7' })
    expect(chat.getState().error?.retryAfter).toBe(7000)
  })

  test('a refusal after the answer began is a mistake of the test’s', async () => {
    const { request } = await asked()
    await request.text('Once')
    expect(() => request.refuse(500)).toThrow('cannot refuse')
  })

  test('a refusal of another status is none', async () => {
    const { request } = await asked()
    expect(() => request.refuse(204)).toThrow('`status`')
  })

  test.each(['end', 'fail', 'close', 'hang'] as const)('nothing follows `%s`', async (last) => {
    const { request } = await asked({ retry: false })
    void request[last]()
    expect(() => request.text('more')).toThrow('nothing can follow')
  })
})

describe('a stop', () => {
  test('is seen, and nothing that is sent after it comes in', async () => {
    const { request, chat, answer, lastText } = await asked()
    await request.text('Once')
    chat.stop()
    expect(request.aborted).toBe(true)
    await request.ping()
    await request.text(' upon')
    await request.end()
    expect(lastText()).toBe('Once')
    expect((await answer).outcome).toBe('stopped')
  })

  test('resolves what waits for it', async () => {
    const { request, chat } = await asked()
    const hung = request.hang()
    chat.stop()
    await hung
  })
})

describe('with a fake clock', () => {
  afterEach(() => void vi.useRealTimers())

  test('everything but time goes by itself', async () => {
    vi.useFakeTimers()
    const { request, chat, answer, lastText } = await asked({ idleTimeout: 5000 })
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

  test('a request that hangs runs into the connect timeout', async () => {
    vi.useFakeTimers()
    const { answer, request } = await asked({ connectTimeout: 2000 })
    await vi.advanceTimersByTimeAsync(2000)
    expect(await answer).toMatchObject({ outcome: 'failed', error: { kind: 'timeout' } })
    expect(request.aborted).toBe(true)
  })
})
