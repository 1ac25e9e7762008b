import { Chat } from '@ai-sdk/vue'
import {
  DefaultChatTransport,
  lastAssistantMessageIsCompleteWithToolCalls,
  type ChatInit,
  type UIMessage,
} from 'ai'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, REFUSAL, THOUGHT } from '../answers.test-helper.ts'

function chatWith({ url }: StubServer, options: ChatInit<UIMessage> = {}) {
  const transport = new DefaultChatTransport({ api: `${url}/ai-sdk/chat` })
  return new Chat({ transport, ...options })
}

/** Returns the parts of the last message that a page displays. */
function partsOf(chat: Chat<UIMessage>) {
  return chat.messages.at(-1)?.parts.filter(({ type }) => type !== 'step-start') ?? []
}

describe('useChat of the AI SDK', () => {
  test('receives a stream, with its usage as metadata', async () => {
    const chat = chatWith(await serverForTest())
    await chat.sendMessage({ text: 'Tell me a story' })
    expect([chat.status, chat.messages.length]).toEqual(['ready', 2])
    expect(partsOf(chat)).toMatchObject([{ type: 'text', text: story, state: 'done' }])
    expect(chat.messages.at(-1)?.metadata).toMatchObject({ usage: { inputTokens: 4 } })
  })

  test('receives reasoning, and a tool call that the server runs', async () => {
    const chat = chatWith(await serverForTest())
    await chat.sendMessage({ text: '/think' })
    expect(partsOf(chat)[0]).toMatchObject({ type: 'reasoning', text: THOUGHT, state: 'done' })
    await chat.sendMessage({ text: '/parts' })
    expect(partsOf(chat)).toMatchObject([
      { type: 'reasoning' },
      { type: 'tool-read_clock', state: 'output-available', output: { time: '12:00' } },
      { type: 'text', text: story },
    ])
  })

  test('runs a tool of the page, and the same message continues with its output', async () => {
    const ids: (string | undefined)[] = []
    const chat: Chat<UIMessage> = chatWith(await serverForTest(), {
      onFinish: ({ message }) => ids.push(message.id),
      sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
      onToolCall({ toolCall: { toolCallId, toolName } }) {
        void chat.addToolOutput({ tool: toolName, toolCallId, output: CLOCK.output })
      },
    })
    await chat.sendMessage({ text: '/tool a story' })
    await expect.poll(() => partsOf(chat).length).toBe(3)
    await expect.poll(() => chat.status).toBe('ready')
    expect(chat.messages.length).toBe(2)
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
    expect(partsOf(chat)).toMatchObject([
      { type: 'text', text: 'Let me look that up.' },
      { type: 'tool-read_clock', input: { zone: 'UTC' }, output: CLOCK.output },
      { type: 'text', text: CLOCK.answer + story },
    ])
  })

  test('receives the finish reason of a refusal', async () => {
    const reasons: unknown[] = []
    const chat = chatWith(await serverForTest(), {
      onFinish: ({ finishReason }) => reasons.push(finishReason),
    })
    await chat.sendMessage({ text: '/refuse' })
    expect([partsOf(chat)[0], reasons]).toMatchObject([{ text: REFUSAL }, ['content-filter']])
  })

  test('reports an error in the middle of a stream, and one of a status', async () => {
    const chat = chatWith(await serverForTest())
    await chat.sendMessage({ text: '/error 20' })
    expect(chat.status).toBe('error')
    expect(chat.error?.message).toBe('The model failed in the middle of its answer.')
    expect(partsOf(chat)).toMatchObject([{ text: story.slice(0, 20) }])
    await chat.sendMessage({ text: '/500' })
    expect(chat.error?.message).toContain('The server failed before the answer began.')
  })
})

test('the response has the header of the protocol and ends with [DONE], even after an error', async () => {
  const { url } = await serverForTest()
  const request = (text: string) =>
    fetch(`${url}/ai-sdk/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', parts: [{ type: 'text', text }] }] }),
    })
  for (const text of ['a story', '/error']) {
    const response = await request(text)
    expect(response.headers.get('X-Vercel-AI-UI-Message-Stream')).toBe('v1')
    expect(await response.text()).toMatch(/\n\ndata: \[DONE\]\n\n$/)
  }
})

test('a request without UI messages is rejected with 400', async () => {
  const { url } = await serverForTest()
  for (const body of [{}, { messages: [] }, { messages: [{ role: 'user', content: 'Hi' }] }]) {
    const response = await fetch(`${url}/ai-sdk/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(response.status).toBe(400)
  }
})
