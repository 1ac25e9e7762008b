import { describe, expect, onTestFinished, test } from 'vitest'
import { createFakeTransport } from '../../testing/index.ts'
import type { ChatStream } from './chatStream.ts'
import { createChatStream } from './createChatStream.ts'
import type { MessagesChange } from './messageList.ts'
import type { ChatStreamOptions } from './options.ts'
import { startRunServer, sendRest } from './resumableServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'

/** Returns a change as a test writes it: the reason, or the type and the text of both states. */
function described(change: MessagesChange): string {
  if (change.type === 'replaced') return change.reason
  return `${change.type} '${textOf(change.before)}' -> '${textOf(change.message)}'`
}

/** Creates a chat over a list that notes every change, and may act on it. */
function createListedChat(
  options: Partial<ChatStreamOptions> = {},
  act: (change: MessagesChange, chat: ChatStream) => void = () => undefined,
) {
  const { transport, next, requests } = createFakeTransport()
  const changes: MessagesChange[] = []
  let list: readonly ChatMessage[] = []
  const messages = {
    get: () => list,
    set(changed: readonly ChatMessage[], change: MessagesChange) {
      list = changed
      changes.push(change)
      act(change, chat)
    },
  }
  const chat = createChatStream({ url: 'http://localhost/', transport, ...options }, { messages })
  onTestFinished(chat.dispose)
  const setList = (changed: readonly ChatMessage[]) => (list = changed)
  return { chat, next, requests, changes, setList, texts: () => changes.map(described) }
}

describe('a chat stream reports to its list', () => {
  test('a question, each delta with the state before, and the end of the answer', async () => {
    const { chat, next, changes, texts } = createListedChat()
    const answer = chat.send('Tell me')
    const request = await next()
    await request.text('Once')
    await request.text(' upon')
    await request.end()
    await answer
    expect(texts()).toEqual([
      'question',
      "delta '' -> 'Once'",
      "delta 'Once' -> 'Once upon'",
      // The reason why the model finished.
      "delta 'Once upon' -> 'Once upon'",
      "ended 'Once upon' -> 'Once upon'",
    ])
    expect(changes.at(-1)).toMatchObject({ type: 'ended', message: { outcome: 'complete' } })
    expect(changes.at(-1)).toHaveProperty('message', await answer)
  })

  test('a regenerated answer, and the former answer if nothing of the new one arrives', async () => {
    const { chat, next, texts } = createListedChat({ retry: false })
    void chat.send('Tell me')
    await (await next()).end('Once')
    const again = chat.regenerate()
    await (await next()).refuse(500)
    await again
    expect(texts().slice(-2)).toEqual(['regenerate', 'restored'])
    expect(chat.getState().messages.map(textOf)).toEqual(['Tell me', 'Once'])
  })

  test('a resumed answer, whose text stays until more has arrived', async () => {
    const server = await startRunServer(['Once', ' upon'], [({ send }) => send(1), sendRest])
    const { chat, texts } = createListedChat({ url: server.url, transport: 'session' })
    void chat.send('Tell me')
    await expect.poll(texts).toContain("delta '' -> 'Once'")
    chat.abandon()
    await chat.resume()
    const resumed = texts().slice(texts().indexOf('resume'))
    expect(resumed).toEqual([
      'resume',
      "delta 'Once' -> 'Once'",
      "delta 'Once' -> 'Once upon'",
      "delta 'Once upon' -> 'Once upon'",
      "ended 'Once upon' -> 'Once upon'",
    ])
  })

  test('the session of a run as a delta', async () => {
    const server = await startRunServer(['Once'], [sendRest])
    const { chat, changes } = createListedChat({ url: server.url, transport: 'session' })
    await chat.send('Tell me')
    const [, change] = changes
    expect(change).toMatchObject({ type: 'delta', message: { parts: [] } })
    expect(change).toHaveProperty('message.run.sessionId', expect.stringMatching(/./))
    expect(change).not.toHaveProperty('before.run.sessionId', expect.anything())
  })

  test('the removal of all messages', () => {
    const { chat, texts } = createListedChat()
    void chat.send('Tell me')
    chat.clear()
    expect(texts()).toEqual(['question', "ended '' -> ''", 'clear'])
  })

  test('nothing when abandon() finds the answer as the list shows it', async () => {
    const { chat, next, texts } = createListedChat()
    void chat.send('Tell me')
    await (await next()).text('Once')
    chat.abandon()
    expect(texts()).toEqual(['question', "delta '' -> 'Once'"])
  })

  test('nothing about a message that other code has removed from it', async () => {
    const { chat, next, setList, texts } = createListedChat()
    const answer = chat.send('Tell me')
    const request = await next()
    setList([])
    await request.end('Once')
    expect((await answer).outcome).toBe('complete')
    expect(texts()).toEqual(['question'])
  })
})

describe('a list that acts on a change', () => {
  test('stops the answer before its question is sent', async () => {
    const { chat, requests } = createListedChat({}, ({ type }, { stop }) => {
      if (type === 'replaced') stop()
    })
    expect((await chat.send('Tell me')).outcome).toBe('stopped')
    expect(chat.getState()).toMatchObject({ status: 'ready', metrics: { attempts: 0 } })
    expect(requests).toHaveLength(0)
  })

  test('sends another question, which waits for its turn', async () => {
    let followUp: Promise<ChatMessage> | undefined
    const { chat, next } = createListedChat({}, (_, { send }) => {
      followUp ??= send('And then?')
    })
    void chat.send('Tell me')
    expect(chat.getState().queue.map(textOf)).toEqual(['And then?'])
    await (await next()).end('Once')
    await (await next()).end('Never')
    expect(textOf((await followUp) as ChatMessage)).toBe('Never')
    expect(chat.getState().messages.map(textOf)).toEqual(['Tell me', 'Once', 'And then?', 'Never'])
  })

  test('sends a question when the others are removed, and the status is that of its answer', async () => {
    let answer: Promise<ChatMessage> | undefined
    const { chat, next } = createListedChat({}, (change, { send }) => {
      if (change.type === 'replaced' && change.reason === 'clear') answer ??= send('Hi')
    })
    chat.clear()
    expect(chat.getState().status).toBe('submitted')
    await (await next()).end('Hello')
    expect((await answer)?.outcome).toBe('complete')
  })
})
