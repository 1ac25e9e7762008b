import { describe, expect, onTestFinished, test } from 'vitest'
import { createChatStream } from '../createChatStream.ts'
import { createMessageList, type MessagesChange } from '../messageList.ts'
import { createTestChat } from '../testChat.test-helper.ts'
import type { ChatMessage } from '../../types.ts'

const message = (id: string, role: 'user' | 'assistant' = 'user'): ChatMessage => ({
  id,
  role,
  parts: [{ type: 'text', text: id }],
  createdAt: 1,
})

function createChat(options: Parameters<typeof createTestChat>[0] = {}) {
  const tested = createTestChat(options)
  onTestFinished(tested.chat.dispose)
  return tested
}

describe('setMessages()', () => {
  test('replaces the messages, and calls the listeners', () => {
    const { chat } = createChat()
    let calls = 0
    chat.subscribe(() => (calls += 1))
    const list = [message('a'), message('b', 'assistant')]
    chat.setMessages(list)
    expect(chat.getState().messages).toBe(list)
    chat.setMessages((messages) => messages.slice(0, 1))
    expect(chat.getState().messages).toEqual([list[0]])
    expect(calls).toBe(2)
  })

  test('reports the change to the list', () => {
    const list = createMessageList()
    const changes: MessagesChange[] = []
    const messages = {
      get: list.get,
      set: (changed: readonly ChatMessage[], change: MessagesChange) => {
        list.set(changed, change)
        changes.push(change)
      },
    }
    createChatStream({ url: 'http://localhost/' }, { messages }).setMessages([message('a')])
    expect(changes).toEqual([{ type: 'replaced', reason: 'set' }])
  })

  test('lets the streaming answer continue if its message is in the new list', async () => {
    const { chat, next, texts } = createChat()
    const answer = chat.send('Tell me')
    const request = await next()
    await request.text('Once')
    chat.setMessages((messages) => [message('note'), ...messages])
    await request.end(' upon')
    expect(await answer).toMatchObject({ outcome: 'complete' })
    expect(texts()).toEqual(['user: note', 'user: Tell me', 'assistant: Once upon'])
  })

  test('stops the streaming answer and discards waiting questions if its message is gone', async () => {
    const { chat, next, requests } = createChat()
    const answer = chat.send('Tell me')
    const request = await next()
    await request.text('Once')
    const waiting = chat.send('And then?')
    const list = [message('another chat')]
    chat.setMessages(list)
    expect(request.aborted).toBe(true)
    expect(await answer).toMatchObject({ outcome: 'stopped', parts: [{ text: 'Once' }] })
    expect(await waiting).toMatchObject({ outcome: 'stopped', parts: [] })
    expect(chat.getState()).toMatchObject({ status: 'ready', queue: [], messages: list })
    expect(requests).toHaveLength(1)
  })

  test('does not put back an answer that a regeneration replaced', async () => {
    const { chat, next } = createChat()
    const answer = chat.send('Tell me')
    await (await next()).end('Once')
    await answer
    void chat.regenerate()
    await next()
    chat.setMessages([])
    expect(chat.getState().messages).toEqual([])
  })

  test('keeps the error of the last answer exactly as long as that is in the list', async () => {
    const { chat, next } = createChat({ retry: false })
    const answer = chat.send('Tell me')
    await (await next()).refuse(500, 'No')
    await answer
    chat.setMessages((messages) => [...messages])
    expect(chat.getState()).toMatchObject({ status: 'error', error: { status: 500 } })
    chat.setMessages([])
    expect(chat.getState()).toMatchObject({ status: 'ready', error: undefined })
  })

  test('throws for a list that is not one of messages, and changes nothing', () => {
    const { chat } = createChat({ messages: [message('a')] })
    const wrong = { role: 'user', content: 'Hi' } as unknown as ChatMessage
    expect(() => chat.setMessages([message('a'), wrong])).toThrow('`messages[1].id`')
    expect(() => chat.setMessages(() => 'x' as unknown as ChatMessage[])).toThrow('`messages`')
    expect(chat.getState().messages).toEqual([message('a')])
  })

  test('throws after dispose()', () => {
    const { chat } = createChat()
    chat.dispose()
    expect(() => chat.setMessages([])).toThrow('disposed')
  })
})

describe('the option `messages` of createChatStream()', () => {
  test('has the first messages', async () => {
    const { chat, next, texts } = createChat({
      messages: [message('a'), message('b', 'assistant')],
    })
    expect(texts()).toEqual(['user: a', 'assistant: b'])
    void chat.send('c')
    expect((await next()).messages).toHaveLength(3)
  })

  test('is rejected beside a list of the host, which has its own', () => {
    const create = () =>
      createChatStream(
        { url: 'http://localhost/', messages: [message('a')] },
        { messages: createMessageList() },
      )
    expect(create).toThrow('host.messages')
  })

  test('names the host if its list is a plain one', () => {
    const host = { messages: [] as never }
    expect(() => createChatStream({ url: 'http://localhost/' }, host)).toThrow('host.messages')
  })
})
