import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  contentDialect,
  getTransport,
  openaiDialect,
  sessionTransport,
  textOf,
  usePinnedChatStream,
} from 'vue-chat-stream'
import { createPinnedChatStream } from 'vue-chat-stream/core'
import { createStubServer } from 'vue-chat-stream/stub-server'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { SEED } from './support/seed.ts'
import { answerTo, talkativeModel } from './support/talkativeModel.ts'

const QUESTION = 'Tell me a story that is long enough to be cut. '.repeat(3)

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // `address()` returns text only for a pipe; this server listens on TCP.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** Sends a question to a server that answers with `body` and then ends the connection cleanly or breaks it. */
async function ask(body: string, end: 'end' | 'destroy', dialect = contentDialect) {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(body, () => setTimeout(() => response[end](), 20))
  })
  const chat = usePinnedChatStream({ url, transport: getTransport, dialect, retry: false })
  onTestFinished(chat.dispose)
  const answer = await chat.send('Hi')
  return { text: textOf(answer), outcome: answer.outcome, status: chat.status.value }
}

describe('usePinnedChatStream()', () => {
  test.each([
    ['session', sessionTransport],
    ['get', getTransport],
  ])('receives a whole answer over connections that break: %s', async (_, transport) => {
    const server = await createStubServer({ port: 0, host: '127.0.0.1', model: talkativeModel })
    onTestFinished(() => server.close())
    const proxy = await startKillingProxy({
      targets: [{ port: server.port }],
      seed: SEED,
      upward: { min: 5000, max: 15_000 },
      downward: { min: 3000, max: 6000 },
    })
    onTestFinished(() => proxy.close())
    const chat = usePinnedChatStream({
      url: `${proxy.origin}/ai/chat/stream`,
      transport,
      dialect: contentDialect,
      idempotencyKey: true,
      retry: { maxAttempts: 50, baseDelay: 1, maxDelay: 20 },
    })
    onTestFinished(chat.dispose)

    const answer = await chat.send(QUESTION)
    expect(textOf(answer)).toBe(answerTo(QUESTION))
    expect(answer.outcome).toBe('complete')
    expect(answer.metrics?.attempts).toBeGreaterThan(1)
    expect(server.handler.state()).toMatchObject({ runs: 1 })
  })

  const text = 'data: {"content":"Once"}\n\n'
  const sessionStart = `id: ${'s'.repeat(32)}:0\ndata: {}\n\n`

  test.each([
    ['a clean end of a server without end marks', text, 'end', 'complete', 'ready'],
    ['a broken connection', text, 'destroy', 'truncated', 'error'],
    ['a clean end without the mark of our protocol', sessionStart, 'end', 'truncated', 'error'],
    ['an error', `${text}event: error\ndata: No more\n\n`, 'end', 'failed', 'error'],
  ] as const)('reports the true outcome of %s', async (_, body, end, outcome, status) => {
    const received = body.startsWith(text) ? 'Once' : ''
    expect(await ask(body, end)).toEqual({ text: received, outcome, status })
  })

  test('reads only its own dialect', async () => {
    const chunk = 'data: {"choices":[{"delta":{"content":"Once"},"finish_reason":"stop"}]}\n\n'
    expect(await ask(chunk, 'end', openaiDialect)).toMatchObject({
      text: 'Once',
      outcome: 'complete',
    })
    expect(await ask(chunk, 'end')).toMatchObject({ text: '' })
  })

  test('throws if the transport or the dialect is a name', () => {
    const options = { url: '/', transport: getTransport, dialect: contentDialect }
    for (const create of [usePinnedChatStream, createPinnedChatStream]) {
      // @ts-expect-error -- JavaScript code may pass a string
      expect(() => create({ ...options, transport: 'get' })).toThrow('`transport`')
      // @ts-expect-error -- JavaScript code may pass a string
      expect(() => create({ ...options, dialect: 'content' })).toThrow('`contentDialect`')
    }
  })
})
