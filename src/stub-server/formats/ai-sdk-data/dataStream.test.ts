import { callChatApi, generateId, type UIMessage } from '@ai-sdk/ui-utils'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, REFUSAL, THOUGHT } from '../answers.test-helper.ts'

/** Sends messages like `useChat` of the AI SDK 4, and returns the answer. */
async function ask({ url }: StubServer, ...messages: readonly object[]) {
  let answer: UIMessage | undefined
  let finish: unknown
  await callChatApi({
    api: `${url}/ai-sdk/data`,
    body: { messages },
    streamProtocol: 'data',
    credentials: undefined,
    headers: undefined,
    abortController: undefined,
    restoreMessagesOnFailure: () => {},
    onResponse: undefined,
    onToolCall: undefined,
    generateId,
    fetch: undefined,
    lastMessage: undefined,
    onUpdate: ({ message }) => void (answer = message),
    onFinish: (_, details) => void (finish = details),
  })
  return { answer, finish }
}

const question = (content: string) => ({ role: 'user', content })

describe('the client of the AI SDK 4', () => {
  test('receives a whole answer with its usage', async () => {
    const { answer, finish } = await ask(await serverForTest(), question('a story'))
    expect(answer).toMatchObject({ role: 'assistant', content: story })
    expect(finish).toMatchObject({ finishReason: 'stop', usage: { promptTokens: 2 } })
  })

  test('receives reasoning before the text', async () => {
    const { answer } = await ask(await serverForTest(), question('/think'))
    expect(answer).toMatchObject({ reasoning: THOUGHT, content: story })
  })

  test('receives a tool call, and the answer continues with its output', async () => {
    const server = await serverForTest()
    const { answer } = await ask(server, question('/tool a story'))
    const [invocation] = answer?.toolInvocations ?? []
    expect(invocation).toMatchObject({ state: 'call', args: { zone: 'UTC' } })
    const result = { ...invocation, state: 'result', result: CLOCK.output }
    const called = { role: 'assistant', content: '', toolInvocations: [result] }
    const { answer: rest } = await ask(server, question('/tool a story'), called)
    expect(rest?.content).toBe(CLOCK.answer + story)
  })

  test('receives a refusal as text with its finish reason', async () => {
    const { answer, finish } = await ask(await serverForTest(), question('/refuse'))
    expect(answer?.content).toBe(REFUSAL)
    expect(finish).toMatchObject({ finishReason: 'content-filter' })
  })

  test('throws an error sent in the middle of a stream', async () => {
    const failed = ask(await serverForTest(), question('/error 20'))
    await expect(failed).rejects.toThrow('The model failed in the middle')
  })
})
