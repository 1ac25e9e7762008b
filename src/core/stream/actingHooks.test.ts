import { describe, expect, test } from 'vitest'
import { createFakeTransport } from '../../testing/index.ts'
import type { ChatStream, ChatStreamHost } from './chatStream.ts'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import { breakAfter, startRunServer, sendRest } from './resumableServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, StreamEvent, Transport } from '../types.ts'

/** Never publishes a streaming message, so that the list lags behind the events as far as possible. */
const lagging: ChatStreamHost = { schedule: () => () => undefined }

type Hooks = Pick<ChatStreamOptions, 'onEvent' | 'onFinish' | 'onError' | 'retry'>

/** Creates a chat whose hooks may act on it. */
function createChat(hooks: (chat: () => ChatStream) => Hooks, host?: ChatStreamHost) {
  const fake = createFakeTransport()
  const { transport, dialect } = fake
  const chat: ChatStream = createChatStream(
    { url: 'http://localhost/', transport, dialect, ...hooks(() => chat) },
    host,
  )
  return { chat, ...fake }
}

const call: StreamEvent = { type: 'tool-delta', id: 'c1', name: 'weather', args: '{}' }
const toolResults = [{ id: 'c1', output: 21 }]

describe('send() with tool results, while the list of messages lags behind the events', () => {
  test('accepts the call whose event onEvent is being called for', async () => {
    let rest: Promise<ChatMessage> | undefined
    const { chat, next } = createChat(
      (chat) => ({
        onEvent: ({ type }) => {
          if (type === 'tool-delta') rest = chat().send({ toolResults })
        },
      }),
      lagging,
    )
    const first = chat.send('How warm is it?')
    const request = await next()
    await request.event(call)
    await request.end()
    await first
    await (await next()).end('21 degrees.')
    expect(textOf((await rest) as ChatMessage)).toBe('21 degrees.')
    expect(chat.getState().messages[1]?.parts).toMatchObject([{ id: 'c1', output: 21 }])
  })

  test('accepts a call that an earlier event reported', async () => {
    const { chat, next } = createChat(() => ({}), lagging)
    void chat.send('How warm is it?')
    const request = await next()
    await request.event(call)
    expect(chat.getState().messages[1]?.parts).toEqual([])
    const rest = chat.send({ toolResults })
    await request.end()
    await (await next()).end('21 degrees.')
    expect(textOf(await rest)).toBe('21 degrees.')
  })

  test('rejects a call that no event reported', async () => {
    const { chat, next } = createChat(() => ({}), lagging)
    void chat.send('How warm is it?')
    await (await next()).event(call)
    const sent = chat.send({ toolResults: [{ id: 'c2', output: 21 }] })
    await expect(sent).rejects.toMatchObject({ kind: 'argument' })
    chat.dispose()
  })

  test('rejects a call of an answer that was removed from the list', async () => {
    let list: readonly ChatMessage[] = []
    const messages = { get: () => list, set: (next: typeof list) => void (list = next) }
    const { chat, next } = createChat(() => ({}), { ...lagging, messages })
    void chat.send('How warm is it?')
    await (await next()).event(call)
    list = []
    await expect(chat.send({ toolResults })).rejects.toMatchObject({ kind: 'argument' })
    chat.dispose()
  })

  test('rejects when its turn comes if the answer with the call was replaced', async () => {
    const { chat, next, requests } = createChat(() => ({}))
    void chat.send('How warm is it?')
    await (await next()).event(call)
    const rest = expect(chat.send({ text: 'Well?', toolResults })).rejects.toMatchObject({
      kind: 'argument',
    })
    const again = chat.regenerate()
    const followUp = chat.send('And tomorrow?')
    await (await next()).end('Warm.')
    await again
    await rest
    await (await next()).end('Cold.')
    expect(textOf(await followUp)).toBe('Cold.')
    expect(requests).toHaveLength(3)
  })
})

test('getState().queue no longer has a question that was rejected when its turn came', async () => {
  const { chat, next } = createChat(() => ({}))
  void chat.send('How warm is it?')
  await (await next()).event(call)
  const rest = expect(chat.send({ text: 'Well?', toolResults })).rejects.toMatchObject({
    kind: 'argument',
  })
  const again = chat.regenerate()
  let queue = chat.getState().queue
  chat.subscribe(() => (queue = chat.getState().queue))
  await (await next()).end('Warm.')
  await again
  await rest
  expect(queue).toEqual([])
})

test('clear() drops questions that hooks send when it ends an answer', async () => {
  const asked: Promise<ChatMessage>[] = []
  const { chat, next, requests } = createChat((chat) => ({
    onFinish: ({ outcome }) => {
      if (outcome === 'stopped' && asked.length === 0) {
        asked.push(chat().send('And then?'), chat().regenerate())
      }
    },
  }))
  const answer = chat.send('Tell me')
  await (await next()).text('Once')
  chat.clear()
  expect(chat.getState()).toMatchObject({ messages: [], queue: [], status: 'ready' })
  await Promise.all([answer, ...asked])
  expect(requests.every(({ aborted }) => aborted)).toBe(true)
})

describe('a hook that is called at the end of an answer', () => {
  test.each(['onFinish', 'onError'] as const)('may regenerate the answer: %s', async (hook) => {
    let again: Promise<ChatMessage> | undefined
    const { chat, next, requests } = createChat((chat) => ({
      [hook]: () => void (again ??= chat().regenerate()),
    }))
    const first = chat.send('Tell me')
    const waiting = chat.send('And then?')
    await (await next()).refuse(500, 'No')
    expect(await first).toMatchObject({ outcome: 'failed' })
    const request = await next()
    expect(request.question).toBe('Tell me')
    await request.end('Once')
    expect(await again).toMatchObject({ outcome: 'complete', parts: [{ text: 'Once' }] })
    await (await next()).end('upon')
    expect(textOf(await waiting)).toBe('upon')
    expect(chat.getState().messages.map(textOf)).toEqual(['Tell me', 'Once', 'And then?', 'upon'])
    expect(requests).toHaveLength(3)
  })

  test('may regenerate an answer that stop() ended, and stop() does not end the new one', async () => {
    let again: Promise<ChatMessage> | undefined
    const { chat, next } = createChat((chat) => ({
      onFinish: () => void (again ??= chat().regenerate()),
    }))
    void chat.send('Tell me')
    await (await next()).text('Once')
    chat.stop()
    await (await next()).end('Twice')
    expect(await again).toMatchObject({ outcome: 'complete', parts: [{ text: 'Twice' }] })
  })

  test('shares the new answer with the regenerate() that ended the former one', async () => {
    let again: Promise<ChatMessage> | undefined
    const { chat, next, requests } = createChat((chat) => ({
      onFinish: () => void (again ??= chat().regenerate()),
    }))
    void chat.send('Tell me')
    await (await next()).text('Once')
    const outer = chat.regenerate()
    await (await next()).end('Twice')
    expect(await outer).toBe(await again)
    expect(requests).toHaveLength(2)
  })

  test('does not stop an answer that is over at its server', async () => {
    let stops = 0
    const transport: Transport = async function* (_, { onStoppable }) {
      onStoppable(() => (stops += 1))
      yield { event: 'message', data: '{"content":"Once"}', id: '' }
      yield { event: 'close', data: '{}', id: '' }
    }
    const chat: ChatStream = createChatStream({
      url: 'http://localhost/',
      transport,
      onFinish: () => chat.stop(),
    })
    expect(await chat.send('Tell me')).toMatchObject({ outcome: 'complete' })
    expect(stops).toBe(0)
  })

  test.each(['onFinish', 'onError'] as const)(
    'may resume an answer that its server still has: %s',
    async (hook) => {
      const { url, requests } = await startRunServer(
        ['Once', ' upon', ' a time'],
        [breakAfter(2), sendRest],
      )
      let rest: Promise<ChatMessage> | undefined
      const chat: ChatStream = createChatStream({
        url,
        transport: 'session',
        retry: false,
        [hook]: () => void (rest ??= chat.resume()),
      })
      expect(await chat.send('Tell me')).toMatchObject({ outcome: 'truncated' })
      expect(await rest).toMatchObject({ outcome: 'complete' })
      expect(chat.getState().messages.map(textOf)).toEqual(['Tell me', 'Once upon a time'])
      expect(requests.filter(({ path }) => path.endsWith('/init'))).toHaveLength(1)
    },
  )
})

test('abandon() leaves all text that arrived in the list', async () => {
  const { chat, next } = createChat(() => ({}), lagging)
  const answer = chat.send('Tell me')
  await (await next()).text('Once')
  chat.abandon()
  expect(textOf(await answer)).toBe('Once')
  expect(chat.getState().messages.map(textOf)).toEqual(['Tell me', 'Once'])
})
