import { describe, expect, test, vi } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import { startServer, sendPieces } from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { createTestChat } from './testChat.test-helper.ts'

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
