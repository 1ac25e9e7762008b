import { getEventListeners } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createChatStream } from '../createChatStream.ts'
import { openAI } from '../../presets/index.ts'
import type { ChatStreamOptions } from '../options.ts'
import { breakAfter, sendRest, startRunServer } from '../resumableServer.test-helper.ts'
import { sendStream, startServer, type Script } from '../scriptedServer.test-helper.ts'
import type { SendOptions } from './sendOptions.ts'
import { textOf } from '../../text.ts'
import { createTestChat } from '../testChat.test-helper.ts'

const answerOk: Script = (_, response) =>
  sendStream(response, ['data: {"content":"ok"}\n\n', 'event: close\ndata: {}\n\n'])

async function createServedChat(
  options: Partial<ChatStreamOptions> = {},
  script: Script = answerOk,
) {
  const { url, requests } = await startServer(script)
  const chat = createChatStream({
    url,
    transport: 'post',
    retry: { maxAttempts: 3, baseDelay: 1 },
    ...options,
  } as ChatStreamOptions)
  onTestFinished(chat.dispose)
  const bodies = () => requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  return { chat, requests, bodies }
}

describe('the headers and the body of one question', () => {
  test('are added to those of the chat, and win over them', async () => {
    const { chat, requests, bodies } = await createServedChat({
      headers: { 'x-chat': 'chat', 'x-both': 'chat' },
      body: { chat: 1, both: 'chat' },
    })
    await chat.send('Hi', { headers: { 'X-Both': 'mine' }, body: { both: 'mine', more: 2 } })
    expect(requests[0]?.headers).toMatchObject({ 'x-chat': 'chat', 'x-both': 'mine' })
    expect(bodies()[0]).toEqual({ message: 'Hi', chat: 1, both: 'mine', more: 2 })
  })

  test('are added to the whole body that a function returns, as in a preset', async () => {
    const { headers, body } = openAI({ model: 'small', apiKey: 'k' })
    const { chat, requests, bodies } = await createServedChat({ headers, body })
    await chat.send('Hi', { body: { model: 'large' } })
    expect(bodies()[0]).toMatchObject({ model: 'large', stream: true })
    expect(requests[0]?.headers['authorization']).toBe('Bearer k')
  })

  test('travel in the query string with `get`', async () => {
    const { chat, requests } = await createServedChat({ transport: 'get' })
    await chat.send('Hi', { body: { model: 'large' } })
    expect(requests[0]?.query.get('model')).toBe('large')
  })

  test('hold for all attempts, and not for later questions or regenerate()', async () => {
    let failures = 2
    const { chat, requests, bodies } = await createServedChat({}, (request, response) =>
      failures-- > 0 ? response.writeHead(503).end() : answerOk(request, response),
    )
    const options = { headers: { 'x-mine': '1' }, body: { mine: 1 } }
    expect(await chat.send('Hi', options)).toMatchObject({ outcome: 'complete' })
    await chat.regenerate()
    await chat.send('Bye')
    expect(requests.map(({ headers }) => headers['x-mine'])).toEqual([
      '1',
      '1',
      '1',
      undefined,
      undefined,
    ])
    expect(bodies().map(({ mine }) => mine)).toEqual([1, 1, 1, undefined, undefined])
  })

  test('are the same for all attempts, even if the option `body` changes meanwhile', async () => {
    let failures = 2
    const { chat, bodies } = await createServedChat(
      { body: () => ({ failures }) },
      (request, response) =>
        failures-- > 0 ? response.writeHead(503).end() : answerOk(request, response),
    )
    expect(await chat.send('Hi')).toMatchObject({ outcome: 'complete' })
    await chat.send('Bye')
    expect(bodies().map((body) => body['failures'])).toEqual([2, 2, 2, -1])
  })

  test('hold for a question that waits, even if the caller changes its objects', async () => {
    const { chat, requests, bodies } = await createServedChat()
    const first = chat.send('1')
    const headers = new Headers({ 'x-mine': '2' })
    const body = { mine: 2 }
    const second = chat.send('2', { headers, body })
    headers.set('x-mine', '3')
    body.mine = 3
    await Promise.all([first, second, chat.send('3')])
    expect(requests.map((request) => request.headers['x-mine'])).toEqual([
      undefined,
      '2',
      undefined,
    ])
    expect(bodies().map(({ mine }) => mine)).toEqual([undefined, 2, undefined])
  })

  test('hold for the connections that resume an answer', async () => {
    const { url, requests } = await startRunServer(
      ['Once', ' upon', ' a time'],
      [breakAfter(2), sendRest],
    )
    const chat = createChatStream({ url, transport: 'session', retry: { baseDelay: 1 } })
    onTestFinished(chat.dispose)
    expect(textOf(await chat.send('Hi', { headers: { 'x-mine': '1' } }))).toBe('Once upon a time')
    expect(requests).toHaveLength(3)
    expect(requests.every(({ headers }) => headers['x-mine'] === '1')).toBe(true)
  })

  test('of edit() and regenerate() hold for that answer', async () => {
    const { chat, bodies } = await createServedChat()
    await chat.send('1')
    await chat.regenerate(undefined, { body: { mine: 'regenerate' } })
    await chat.edit(chat.getState().messages[0]?.id ?? '', '2', { body: { mine: 'edit' } })
    await chat.send('3')
    expect(bodies().map(({ mine }) => mine)).toEqual([undefined, 'regenerate', 'edit', undefined])
  })

  test('of resume() hold for the rest of the answer', async () => {
    const { url, requests } = await startRunServer(
      ['Once', ' upon', ' a time'],
      [breakAfter(2), sendRest],
    )
    const chat = createChatStream({ url, transport: 'session', retry: false })
    onTestFinished(chat.dispose)
    expect(await chat.send('Hi', { headers: { 'x-mine': '1' } })).toMatchObject({
      outcome: 'truncated',
    })
    expect(textOf(await chat.resume({ headers: { 'x-mine': '2' } }))).toBe('Once upon a time')
    expect(requests.map(({ headers }) => headers['x-mine'])).toEqual(['1', '1', '2'])
  })

  test('of resume() hold for the next connections while an answer is retried', async () => {
    let isUp = false
    const { chat, requests, bodies } = await createServedChat(
      { retry: { baseDelay: 1e6, maxDelay: 1e6 } },
      (request, response) => (isUp ? answerOk(request, response) : response.writeHead(503).end()),
    )
    const answer = chat.send('Hi', { headers: { 'x-token': 'old' }, body: { mine: 1 } })
    await new Promise<void>((resolve) =>
      chat.subscribe(() => chat.getState().status === 'reconnecting' && resolve()),
    )
    isUp = true
    await chat.resume({ headers: { 'x-token': 'new' } })
    expect(await answer).toMatchObject({ outcome: 'complete' })
    expect(requests.map(({ headers }) => headers['x-token'])).toEqual(['old', 'new'])
    expect(bodies().map(({ mine }) => mine)).toEqual([1, 1])
  })

  test('are not stored in a message', async () => {
    const { chat } = await createServedChat()
    await chat.send('Hi', {
      headers: { authorization: 'Bearer secret' },
      body: { token: 'secret' },
    })
    expect(JSON.stringify(chat.getState())).not.toContain('secret')
  })
})

describe('the metadata of one question', () => {
  test('are a copy in its message, also while it waits', async () => {
    const { chat } = await createServedChat()
    const first = chat.send('1')
    const metadata = { tags: ['a'] }
    const second = chat.send('2', { metadata })
    metadata.tags.push('b')
    expect(chat.getState().queue[0]?.metadata).toEqual({ tags: ['a'] })
    await Promise.all([first, second])
    const found = chat.getState().messages.map((message) => message.metadata)
    expect(found).toEqual([undefined, undefined, { tags: ['a'] }, undefined])
  })

  test('of regenerate() replace those of the question', async () => {
    const { chat } = await createServedChat()
    await chat.send('1', { metadata: { try: 1 } })
    await chat.regenerate(undefined, { metadata: { try: 2 } })
    expect(chat.getState().messages[0]?.metadata).toEqual({ try: 2 })
  })
})

describe('the signal of one question', () => {
  const countListeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length

  function createChat() {
    const tested = createTestChat()
    onTestFinished(tested.chat.dispose)
    const control = new AbortController()
    return { ...tested, control, signal: control.signal }
  }

  test('stops its answer, keeps the text, and sends the next question', async () => {
    const { chat, next, control, signal } = createChat()
    const answer = chat.send('1', { signal })
    const request = await next()
    await request.text('Once')
    void chat.send('2')
    control.abort()
    expect(request.aborted).toBe(true)
    expect(await answer).toMatchObject({ outcome: 'stopped', parts: [{ text: 'Once' }] })
    expect((await next()).question).toBe('2')
    expect(countListeners(signal)).toBe(0)
  })

  test('takes a waiting question out of the queue, and stops no other answer', async () => {
    const { chat, next, control, signal } = createChat()
    const first = chat.send('1')
    const request = await next()
    const second = chat.send('2', { signal })
    control.abort()
    expect(await second).toMatchObject({ outcome: 'stopped', parts: [] })
    expect(chat.getState().queue).toEqual([])
    await request.end('Once')
    expect(await first).toMatchObject({ outcome: 'complete' })
    expect(countListeners(signal)).toBe(0)
  })

  test.each(['send', 'regenerate', 'resume', 'edit'] as const)(
    'that was aborted before lets %s() do nothing',
    async (method) => {
      const { chat, next, requests } = createChat()
      const first = chat.send('1')
      await (await next()).end('Once')
      await first
      const options: SendOptions = { signal: AbortSignal.abort() }
      const { messages } = chat.getState()
      const answer = {
        send: () => chat.send('2', options),
        regenerate: () => chat.regenerate(undefined, options),
        resume: () => chat.resume(options),
        edit: () => chat.edit(messages[0]?.id ?? '', '2', options),
      }[method]()
      expect(await answer).toMatchObject({ outcome: 'stopped', parts: [] })
      expect(chat.getState().messages).toBe(messages)
      expect(requests).toHaveLength(1)
    },
  )

  test.each([
    ['end', async ({ request }) => request.end('Once')],
    ['failure', async ({ request }) => request.refuse(400, 'No')],
    ['stop()', async ({ chat }) => chat.stop()],
    ['clear()', async ({ chat }) => chat.clear()],
    ['abandon()', async ({ chat }) => chat.abandon()],
    ['dispose()', async ({ chat }) => chat.dispose()],
    ['setMessages()', async ({ chat }) => chat.setMessages([])],
  ] as readonly [
    string,
    (given: {
      chat: ReturnType<typeof createTestChat>['chat']
      request: Awaited<ReturnType<ReturnType<typeof createTestChat>['next']>>
    }) => Promise<void>,
  ][])('has no listener after the %s of its answer', async (_, act) => {
    const { chat, next, signal } = createChat()
    const answer = chat.send('1', { signal })
    const request = await next()
    expect(countListeners(signal)).toBe(1)
    await act({ chat, request })
    await answer
    expect(countListeners(signal)).toBe(0)
  })

  test('has no listener after a question that was rejected', async () => {
    const { chat, signal } = createChat()
    await expect(chat.edit('nope', '2', { signal })).rejects.toThrow('nope')
    await expect(chat.send(' ', { signal })).rejects.toThrow('empty')
    expect(countListeners(signal)).toBe(0)
  })

  test('stops no later answer when it is aborted after the end', async () => {
    const { chat, next, control, signal } = createChat()
    const first = chat.send('1', { signal })
    await (await next()).end('Once')
    await first
    const second = chat.send('2')
    const request = await next()
    control.abort()
    await request.end('Twice')
    expect(await second).toMatchObject({ outcome: 'complete' })
  })

  test('of resume() stops the streaming answer', async () => {
    const { chat, next, control, signal } = createChat()
    const answer = chat.send('1')
    await (await next()).text('Once')
    const resumed = chat.resume({ signal })
    control.abort()
    expect(await answer).toMatchObject({ outcome: 'stopped', parts: [{ text: 'Once' }] })
    await resumed
    expect(countListeners(signal)).toBe(0)
  })
})

describe('send() rejects', () => {
  test.each([
    [{ header: {} }, '`header` is unknown. Known names: headers, body, metadata, signal'],
    [{ headers: 'x-mine: 1' }, '`headers` must be object or list'],
    [{ headers: { 'not a name': '1' } }, 'not a name'],
    [{ body: 'x' }, '`body` must be object'],
    [{ metadata: ['x'] }, '`metadata` must be object'],
    [{ metadata: { text: 'x'.repeat(65_536) } }, '`metadata` must be at most 64 KiB'],
    [{ metadata: { big: 1n } }, 'BigInt'],
    [{ signal: new AbortController() }, '`signal.aborted`'],
    [null, '`options` must be an object'],
    ['x', '`options` must be an object'],
  ] as readonly [unknown, string][])('the options %o', async (options, message) => {
    const { chat, requests } = createTestChat()
    await expect(chat.send('Hi', options as SendOptions)).rejects.toMatchObject({
      kind: 'argument',
      message: expect.stringContaining(message),
    })
    expect(requests).toEqual([])
  })
})
