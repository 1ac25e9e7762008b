import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFakeTransport } from '../../testing/index.ts'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  sendStream,
} from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { Transport } from '../types.ts'

function createTestChat(options: Partial<ChatStreamOptions> = {}) {
  const { transport, next, requests } = createFakeTransport()
  const chat = createChatStream({ url: 'http://localhost/', transport, ...options })
  const texts = () =>
    chat.getState().messages.map((message) => `${message.role}: ${textOf(message)}`)
  return { chat, next, requests, texts }
}

describe('a chat', () => {
  test('adds a question and its answer, and reports each status', async () => {
    const { chat, next, texts } = createTestChat()
    const seen: string[] = []
    chat.subscribe(() => seen.push(chat.getState().status))
    const answer = chat.send('Tell me')
    expect(chat.getState().status).toBe('submitted')
    const request = await next()
    await request.text('Once')
    expect(texts()).toEqual(['user: Tell me', 'assistant: Once'])
    expect(chat.getState().status).toBe('streaming')
    await request.end(' upon')
    expect(textOf(await answer)).toBe('Once upon')
    expect(texts()).toEqual(['user: Tell me', 'assistant: Once upon'])
    expect([...new Set(seen)]).toEqual(['submitted', 'streaming', 'ready'])
  })

  test('keeps the objects of earlier messages while an answer grows', async () => {
    const { chat, next } = createTestChat()
    void chat.send('Tell me')
    const request = await next()
    await request.text('a')
    const [question, growing] = chat.getState().messages
    await request.text('b')
    expect(chat.getState().messages[1]).not.toBe(growing)
    expect(chat.getState().messages[0]).toBe(question)
    expect(chat.getState().messages[1]?.id).toBe(growing?.id)
  })

  test.each(['', ' \n\t'])('rejects an empty question (%j) and sends nothing', async (question) => {
    const { chat, requests } = createTestChat()
    await expect(chat.send(question)).rejects.toMatchObject({ kind: 'argument' })
    expect(requests).toHaveLength(0)
    expect(chat.getState().messages).toEqual([])
  })

  test('rejects a value that is not a question', async () => {
    // @ts-expect-error a caller without types may send anything
    await expect(createTestChat().chat.send({ words: 'Hi' })).rejects.toMatchObject({
      kind: 'argument',
    })
  })
})

describe('send() while an answer streams', () => {
  test('queues the question', async () => {
    const { chat, next, texts } = createTestChat()
    const first = chat.send('1')
    const second = chat.send('2')
    expect(chat.getState().queue.map(textOf)).toEqual(['2'])
    await (await next()).end('one')
    await first
    expect(chat.getState().queue).toEqual([])
    await (await next()).end('two')
    await second
    expect(texts()).toEqual(['user: 1', 'assistant: one', 'user: 2', 'assistant: two'])
  })

  test('returns a busy error if `whenBusy` is `refuse`, and leaves the messages unchanged', async () => {
    const { chat, next } = createTestChat({ whenBusy: 'refuse' })
    const first = chat.send('1')
    const refused = await chat.send('2')
    expect(refused.outcome).toBe('failed')
    expect(refused.error?.kind).toBe('busy')
    expect(chat.getState().messages).toHaveLength(2)
    await (await next()).end()
    expect((await first).outcome).toBe('complete')
  })

  test('sends immediately after stop()', async () => {
    const { chat, next } = createTestChat({ whenBusy: 'refuse' })
    const first = chat.send('1')
    chat.stop()
    const second = chat.send('2')
    expect((await first).outcome).toBe('stopped')
    await (await next()).end()
    expect((await second).outcome).toBe('complete')
  })
})

describe('stop()', () => {
  test('keeps the text immediately, and ignores what arrives later', async () => {
    const { chat, next, texts } = createTestChat()
    const answer = chat.send('Tell me')
    const request = await next()
    await request.text('Once')
    expect(chat.getState().status).toBe('streaming')
    chat.stop()
    expect(chat.getState().status).toBe('ready')
    expect(request.aborted).toBe(true)
    await request.end(' upon')
    expect(await answer).toMatchObject({ outcome: 'stopped' })
    expect(texts()).toEqual(['user: Tell me', 'assistant: Once'])
    expect(chat.getState().messages[1]?.error).toBeUndefined()
  })

  test('closes the connection to the server', async () => {
    let isClosed = false
    const { url } = await startServer(async (_, response) => {
      response.on('close', () => (isClosed = true))
      await sendPieces(response, ['data: {"content":"Once"}\n\n'])
    })
    const chat = createChatStream({ url, onEvent: () => queueMicrotask(() => chat.stop()) })
    const answer = await chat.send('Tell me')
    expect(answer.outcome).toBe('stopped')
    expect(textOf(answer)).toBe('Once')
    await vi.waitFor(() => expect(isClosed).toBe(true))
  })

  test('is not assumed for an AbortError with another cause', async () => {
    const { chat, next } = createTestChat()
    const answer = chat.send('Tell me')
    const request = await next()
    void request.text('Once')
    await request.fail(new DOMException('The user aborted a request.', 'AbortError'))
    expect(await answer).toMatchObject({ outcome: 'truncated', error: { kind: 'network' } })
  })
})

describe('a hook or listener that acts', () => {
  test('ends the message with stop() in onEvent, in the list as well', async () => {
    let count = 0
    const { chat, next } = createTestChat({ onEvent: () => (count += 1) === 2 && chat.stop() })
    const answer = chat.send('Tell me')
    const request = await next()
    for (const text of ['a', 'b', 'c']) void request.text(text)
    await request.end()
    expect(await answer).toMatchObject({ outcome: 'stopped', parts: [{ text: 'a' }] })
    expect(chat.getState().messages.at(-1)).toBe(await answer)
  })

  test('sends nothing if a listener calls stop() first', async () => {
    const { chat, requests } = createTestChat()
    const end = chat.subscribe(() => chat.getState().status === 'submitted' && chat.stop())
    expect((await chat.send('Tell me')).outcome).toBe('stopped')
    end()
    expect(requests).toHaveLength(0)
  })

  test('queues a question from onFinish, also if an answer is regenerated', async () => {
    let followUp: Promise<unknown> | undefined
    const { chat, next } = createTestChat({
      onFinish: () => (followUp ??= chat.send('And then?')),
    })
    void chat.send('Tell me')
    const again = chat.regenerate()
    const first = await next()
    expect(first.question).toBe('Tell me')
    await first.end('Once')
    expect(await again).toMatchObject({ outcome: 'complete' })
    const second = await next()
    expect(second.question).toBe('And then?')
    await second.end()
    expect(await followUp).toMatchObject({ outcome: 'complete' })
  })

  test('leaves no timer behind if a listener calls stop() during the wait before a retry', async () => {
    vi.useFakeTimers()
    const { chat, next } = createTestChat()
    chat.subscribe(() => chat.getState().status === 'reconnecting' && chat.stop())
    const answer = chat.send('Tell me')
    await (await next()).refuse(429, 'busy', { 'retry-after': '500' })
    expect((await answer).outcome).toBe('stopped')
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})

describe('regenerate()', () => {
  test('replaces the last answer', async () => {
    const { chat, next, requests, texts } = createTestChat()
    const first = chat.send('Tell me')
    await (await next()).end('one')
    await first
    const second = chat.regenerate()
    expect(texts()).toEqual(['user: Tell me', 'assistant: '])
    await (await next()).end('two')
    await second
    expect(texts()).toEqual(['user: Tell me', 'assistant: two'])
    expect(requests.map(({ question }) => question)).toEqual(['Tell me', 'Tell me'])
  })

  test('restores the former answer if the new request fails', async () => {
    const { chat, next, texts } = createTestChat()
    const first = chat.send('Tell me')
    await (await next()).end('one')
    await first
    const second = chat.regenerate()
    await (await next()).refuse(500, 'No')
    expect((await second).outcome).toBe('failed')
    expect(texts()).toEqual(['user: Tell me', 'assistant: one'])
    expect(chat.getState().error?.status).toBe(500)
  })

  test('stops the streaming answer, and runs before waiting questions', async () => {
    const { chat, next } = createTestChat()
    const first = chat.send('1')
    const waiting = chat.send('2')
    await next()
    const again = chat.regenerate()
    expect((await first).outcome).toBe('stopped')
    const request = await next()
    expect(request.question).toBe('1')
    await request.end('one')
    expect(textOf(await again)).toBe('one')
    await (await next()).end()
    expect((await waiting).outcome).toBe('complete')
  })

  test('keeps a new answer that is only a refusal', async () => {
    const { chat, next } = createTestChat({ dialect: 'openai' })
    const first = chat.send('Tell me')
    await (await next()).record({ data: '[DONE]' })
    await first
    const second = chat.regenerate()
    const request = await next()
    const refusal = { choices: [{ delta: { refusal: 'No.' }, finish_reason: 'stop' }] }
    await request.record({ data: refusal })
    await request.close()
    expect(await second).toMatchObject({ outcome: 'refused', refusal: 'No.' })
    expect(chat.getState().messages.at(-1)).toBe(await second)
  })

  test('rejects without a question', async () => {
    await expect(createTestChat().chat.regenerate()).rejects.toMatchObject({ kind: 'argument' })
  })
})

test('clear() stops the answer and discards messages and waiting questions', async () => {
  const { chat } = createTestChat()
  const first = chat.send('1')
  const second = chat.send('2')
  chat.clear()
  expect(chat.getState()).toMatchObject({
    messages: [],
    queue: [],
    status: 'ready',
    error: undefined,
  })
  expect((await first).outcome).toBe('stopped')
  expect((await second).outcome).toBe('stopped')
})

test('a disposed chat sends nothing', async () => {
  const { chat } = createTestChat()
  const answer = chat.send('1')
  chat.dispose()
  expect((await answer).outcome).toBe('stopped')
  await expect(chat.send('2')).rejects.toMatchObject({ kind: 'argument' })
  await expect(chat.regenerate()).rejects.toMatchObject({ kind: 'argument' })
})

describe('retrying', () => {
  test('happens before the first byte, within limits, and is reported', async () => {
    let attempts = 0
    const { url, requests } = await startServer(async (_, response) => {
      attempts += 1
      if (attempts < 3) response.writeHead(503).end('busy')
      else await sendStream(response, ['data: {"content":"Hi"}\n\n'])
    })
    const chat = createChatStream({ url, retry: { baseDelay: 1 } })
    const seen: [string, number | undefined][] = []
    chat.subscribe(() => seen.push([chat.getState().status, chat.getState().error?.status]))
    const answer = await chat.send('Hello')
    expect(answer).toMatchObject({ outcome: 'complete', metrics: { attempts: 3 } })
    expect(requests).toHaveLength(3)
    expect(seen).toContainEqual(['reconnecting', 503])
    expect(chat.getState().error).toBeUndefined()
  })

  test('does not happen once a server accepted the question, even without any byte', async () => {
    const { url, requests } = await startServer(async (_, response) => {
      await sendPieces(response, [])
      breakConnection(response)
    })
    const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'network' } })
    expect(requests).toHaveLength(1)
  })

  test('is limited even if an option is undefined', async () => {
    const { url, requests } = await startServer((_, response) => response.writeHead(503).end())
    const retry = { maxAttempts: undefined, baseDelay: 1 } as unknown as { baseDelay: number }
    await createChatStream({ url, retry }).send('Hello')
    expect(requests).toHaveLength(5)
  })

  test('ends after maxAttempts, with the last error', async () => {
    const { url, requests } = await startServer((_, response) => response.writeHead(503).end())
    const chat = createChatStream({ url, retry: { maxAttempts: 3, baseDelay: 1 } })
    expect(await chat.send('Hello')).toMatchObject({ outcome: 'failed', error: { status: 503 } })
    expect(requests).toHaveLength(3)
  })

  test.each([500, 502, 504])(
    'does not happen after a %i, as the model may be working on the question',
    async (status) => {
      const { url, requests } = await startServer((_, response) => response.writeHead(status).end())
      const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
      expect(answer).toMatchObject({ outcome: 'failed', error: { status } })
      expect(requests).toHaveLength(1)
    },
  )

  test('happens after any status if the server sends `x-should-retry: true`', async () => {
    let attempts = 0
    const { url, requests } = await startServer(async (_, response) => {
      attempts += 1
      if (attempts === 1) response.writeHead(409, { 'x-should-retry': 'true' }).end()
      else await sendStream(response, ['data: {"content":"Hi"}\n\n'])
    })
    const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
    expect(answer.outcome).toBe('complete')
    expect(requests).toHaveLength(2)
  })

  test('does not happen with `retry: false`', async () => {
    const { url, requests } = await startServer((_, response) => response.writeHead(503).end())
    expect((await createChatStream({ url, retry: false }).send('Hello')).outcome).toBe('failed')
    expect(requests).toHaveLength(1)
  })

  test('never happens once a byte of the answer arrived', async () => {
    for (const [first, outcome] of [
      ['data: {"content":"Once"}\n\n', 'truncated'],
      ['\n', 'failed'],
    ] as const) {
      const { url, requests } = await startServer(async (_, response) => {
        await sendPieces(response, [first])
        breakConnection(response)
      })
      const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
      expect(answer).toMatchObject({ outcome, error: { kind: 'network' } })
      expect(requests).toHaveLength(1)
    }
  })

  test('ends with stop() during the wait', async () => {
    const { url, requests } = await startServer((_, response) =>
      response.writeHead(429, { 'retry-after': '60' }).end(),
    )
    const chat = createChatStream({ url })
    const answer = chat.send('Hello')
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    chat.stop()
    expect((await answer).outcome).toBe('stopped')
    expect(requests).toHaveLength(1)
  })

  describe('with fake timers', () => {
    beforeEach(() => vi.useFakeTimers())
    afterEach(() => vi.useRealTimers())

    test('leaves no timer behind after stop() during the wait', async () => {
      const { chat, next } = createTestChat()
      const answer = chat.send('Hello')
      await (await next()).refuse(503)
      expect(chat.getState().status).toBe('reconnecting')
      chat.stop()
      await answer
      expect(vi.getTimerCount()).toBe(0)
    })

    test('waits exactly as long as Retry-After asks', async () => {
      const { chat, next, requests } = createTestChat()
      const answer = chat.send('Hello')
      await (await next()).refuse(429, '', { 'retry-after': '30' })
      await vi.advanceTimersByTimeAsync(29_999)
      expect(requests).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(requests).toHaveLength(2)
      await (await next()).end('Hi')
      expect((await answer).outcome).toBe('complete')
      expect(vi.getTimerCount()).toBe(0)
    })
  })
})

describe('silence', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  test('before the answer fails it after connectTimeout, and the question is not sent again', async () => {
    const { chat, requests } = createTestChat({ connectTimeout: 2000 })
    const answer = chat.send('Hello')
    await vi.advanceTimersByTimeAsync(1999)
    expect(chat.getState().status).toBe('submitted')
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toMatchObject({ outcome: 'failed', error: { kind: 'timeout' } })
    expect(requests).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('in mid-answer truncates it after idleTimeout', async () => {
    const { chat, next } = createTestChat({ idleTimeout: 5000 })
    const answer = chat.send('Hello')
    const request = await next()
    await request.text('Once')
    await vi.advanceTimersByTimeAsync(4999)
    await request.text(' upon')
    await vi.advanceTimersByTimeAsync(4999)
    expect(chat.getState().status).toBe('streaming')
    await vi.advanceTimersByTimeAsync(2)
    const message = await answer
    expect(message).toMatchObject({ outcome: 'truncated', error: { kind: 'timeout' } })
    expect(textOf(message)).toBe('Once upon')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is broken by any byte: comments keep a stream alive', async () => {
    const { chat, next } = createTestChat({ idleTimeout: 10_000 })
    const answer = chat.send('Hello')
    const request = await next()
    for (let time = 0; time < 100_000; time += 9000) {
      await request.ping()
      await vi.advanceTimersByTimeAsync(9000)
    }
    await request.end('At last')
    expect(textOf(await answer)).toBe('At last')
  })

  test('of any length is allowed with 0', async () => {
    const { chat, next } = createTestChat({ connectTimeout: 0, idleTimeout: 0 })
    const answer = chat.send('Hello')
    const request = await next()
    await vi.advanceTimersByTimeAsync(3_600_000)
    await request.text('Hi')
    await vi.advanceTimersByTimeAsync(3_600_000)
    await request.close()
    expect((await answer).outcome).toBe('complete')
  })
})

describe('a custom dialect or transport', () => {
  test('can read any server’s format', async () => {
    const transport: Transport = async function* () {
      yield { event: 'message', data: 'H', id: '' }
      yield { event: 'message', data: 'i', id: '' }
      yield { event: 'bye', data: '', id: '' }
      yield { event: 'message', data: 'ignored', id: '' }
    }
    const chat = createChatStream({
      url: 'http://localhost/',
      transport,
      dialect: {
        name: 'mine',
        decode: ({ event, data }, state) => {
          state['count'] = Number(state['count'] ?? 0) + 1
          if (event !== 'bye') return [{ type: 'text-delta', text: `${data}${state['count']}` }]
          return [{ type: 'finish', outcome: 'complete' }, { type: 'stream-end' }]
        },
      },
    })
    expect(await chat.send('Hello')).toMatchObject({
      outcome: 'complete',
      parts: [{ type: 'text', text: 'H1i2' }],
    })
    // Each answer starts with empty notes.
    expect(textOf(await chat.send('Again'))).toBe('H1i2')
  })

  test('that throws fails the answer with its name in the message', async () => {
    const { chat, next } = createTestChat({
      dialect: {
        name: 'mine',
        decode: () => {
          throw new TypeError('oops')
        },
      },
    })
    const answer = chat.send('Hello')
    await (await next()).record({ data: 'x' })
    const { outcome, error } = await answer
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ kind: 'parse', message: expect.stringContaining('`mine`') })
    expect(chat.getState().error?.cause).toBeInstanceOf(TypeError)
  })
})

test('hooks receive events, ends and errors, and one that throws does not affect the answer', async () => {
  const surfaced: unknown[] = []
  const onUncaught = (error: unknown) => surfaced.push(error)
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException').on('uncaughtException', onUncaught)
  const onEvent = vi.fn()
  const onFinish = vi.fn(() => {
    throw new Error('in a hook')
  })
  const onError = vi.fn()
  const { chat, next } = createTestChat({ onEvent, onFinish, onError })
  const answer = chat.send('Hello')
  const request = await next()
  void request.text('Hi')
  await request.fail()
  const message = await answer
  expect(onEvent).toHaveBeenCalledWith({ type: 'text-delta', text: 'Hi' }, expect.anything())
  expect(onFinish).toHaveBeenCalledWith(message)
  expect(onError).toHaveBeenCalledWith(chat.getState().error, message)
  await vi.waitFor(() => expect(surfaced).toEqual([new Error('in a hook')]))
  process.removeAllListeners('uncaughtException')
  for (const listener of listeners) process.on('uncaughtException', listener)
})

test.each<[string, Record<string, unknown>]>([
  ['url', { url: '' }],
  ['transport', { transport: 'carrier-pigeon' }],
  ['dialect', { dialect: 'klingon' }],
  ['connectTimeout', { connectTimeout: -1 }],
  ['idleTimeout', { idleTimeout: Number.NaN }],
  ['whenBusy', { whenBusy: 'panic' }],
  ['retry.maxAttempts', { retry: { maxAttempts: 0 } }],
  ['baseDelay', { retry: { baseDelay: Infinity } }],
])('createChatStream() names a wrong option in its error: %s', (name, option) => {
  expect(() => createChatStream({ url: 'http://localhost/', ...option })).toThrow(`\`${name}\``)
})

test('a corrected text must have the length that the end reports', async () => {
  const transport: Transport = async function* (_, context) {
    context.onResumable('s'.repeat(32))
    yield { event: 'message', data: '{}', id: '1' }
  }
  const { chat } = createTestChat({
    transport,
    dialect: {
      name: 'corrected',
      decode: () => [
        { type: 'text-delta', text: 'Godmorning' },
        { type: 'correction', of: 'text', replaced: 8, text: 'od morning' },
        { type: 'finish', outcome: 'complete', length: 'Good morning'.length },
        { type: 'stream-end' },
      ],
    },
  })
  const answer = await chat.send('Hi')
  expect(textOf(answer)).toBe('Good morning')
  expect(answer.outcome).toBe('complete')
  expect(answer.metrics?.attempts).toBe(1)
})
