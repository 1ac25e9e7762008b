import { EventSource } from 'eventsource'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'
import { answerTo, FOREVER, REFUSAL, REFUSE, THROW } from './nest-server/model.ts'
import { startNestServer, type NestServer } from './nest-server/startNestServer.ts'
import { waitForNativeReconnects } from './support/waitForNativeReconnects.ts'
import { until } from './support/until.ts'

const QUESTION = 'Wer fragt? & 谁在问 🐉'

let server: NestServer

beforeEach(async () => {
  server = await startNestServer()
  vi.stubGlobal('EventSource', EventSource)
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

function useChat(options: Partial<UseChatStreamOptions> = {}) {
  // Retry so soon that a wrong retry would happen during the test.
  const chat = useChatStream({
    url: server.url,
    retry: { baseDelay: 1, maxDelay: 5 },
    updates: 'event',
    ...options,
  })
  onTestFinished(chat.dispose)
  return chat
}

function textSoFar({ messages }: ReturnType<typeof useChat>): string {
  const answer = messages.value[1]
  return answer ? textOf(answer) : ''
}

describe.each(['get', 'session'] as const)('the transport %s and NestJS', (transport) => {
  test('receives the whole text of one run', async () => {
    const answer = await useChat({ transport }).send(QUESTION)
    expect(textOf(answer)).toBe(answerTo(QUESTION))
    expect(answer).toMatchObject({ outcome: 'complete' })
    expect(answer.error).toBeUndefined()

    await waitForNativeReconnects(server)
    expect(server.runs(QUESTION)).toBe(1)
  })

  test('runs the model once for each question of a chat', async () => {
    const chat = useChat({ transport })
    const answers = await Promise.all(['one', 'two', 'three'].map((text) => chat.send(text)))
    expect(answers.map(textOf)).toEqual(['one', 'two', 'three'].map((text) => answerTo(text)))
    expect(server.runs()).toBe(3)
  })

  test.each([
    { question: THROW, message: 'Internal server error' },
    { question: REFUSE, message: REFUSAL },
  ])('fails with the server’s message in the stream: $message', async ({ question, message }) => {
    const answer = await useChat({ transport }).send(question)
    expect(answer.outcome).toBe('failed')
    expect(answer.error).toMatchObject({ kind: 'server', message })
    expect(textOf(answer)).toBe(answerTo(question))

    await waitForNativeReconnects(server)
    expect(server.runs(question)).toBe(1)
  })

  test('ends as truncated when the connection breaks, and keeps the text', async () => {
    const chat = useChat({ transport })
    const answering = chat.send(FOREVER)
    await until(() => textSoFar(chat) !== '')
    server.dropConnections()

    const answer = await answering
    expect(answer.outcome).toBe('truncated')
    expect(answer.error).toMatchObject({ kind: 'network' })
    expectBeginning(textOf(answer))
    await waitForNativeReconnects(server)
    expect(server.runs(FOREVER)).toBe(1)
  })

  test('ends as truncated when the server is killed, and sends nothing to its successor', async () => {
    const chat = useChat({ transport })
    const answering = chat.send(FOREVER)
    await until(() => textSoFar(chat) !== '')
    await server.close()

    const answer = await answering
    expect(answer.outcome).toBe('truncated')
    expectBeginning(textOf(answer))
    expect(server.runs()).toBe(1)
    server = await startNestServer({ port: server.port })
    await waitForNativeReconnects(server)
    expect(server.runs(FOREVER)).toBe(0)
  })

  test('closes its connection when the user stops the answer', async () => {
    const chat = useChat({ transport })
    const answering = chat.send(FOREVER)
    await until(() => textSoFar(chat) !== '')
    chat.stop()

    expect((await answering).outcome).toBe('stopped')
    await until(() => server.openResponses() === 0)
    expect(server.runs()).toBe(1)
  })
})

test('the transport session fails with the message of a server that forgot the session', async () => {
  const chat = useChat({
    transport: 'session',
    fetch: (input, init) => {
      if (init?.method !== 'POST') server.forgetSessions()
      return fetch(input, init)
    },
  })
  const answer = await chat.send(QUESTION)
  expect(answer.outcome).toBe('failed')
  expect(answer.error).toMatchObject({ kind: 'http', status: 404 })
  expect(answer.error?.message).toContain('Session not found')

  await waitForNativeReconnects(server)
  expect(server.runs(QUESTION)).toBe(0)
})

describe('the transport eventsource and NestJS', () => {
  const transport = 'eventsource'

  test('receives the whole text of one run, but has no proof that it is complete', async () => {
    const answer = await useChat({ transport }).send(QUESTION)
    expect(textOf(answer)).toBe(answerTo(QUESTION))
    expect(answer.outcome).toBe('truncated')
    expect(answer.error).toMatchObject({ kind: 'incomplete' })

    await waitForNativeReconnects(server)
    expect(server.runs(QUESTION)).toBe(1)
  })

  test('fails with the error message in the stream', async () => {
    const answer = await useChat({ transport }).send(THROW)
    expect(answer.outcome).toBe('failed')
    expect(answer.error).toMatchObject({ kind: 'server', message: 'Internal server error' })

    await waitForNativeReconnects(server)
    expect(server.runs(THROW)).toBe(1)
  })
})

function expectBeginning(text: string): void {
  expect(text).not.toBe('')
  expect(answerTo(FOREVER, 100_000).startsWith(text)).toBe(true)
}
