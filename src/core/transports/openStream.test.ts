import { describe, expect, onTestFinished, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import type { ChatStreamOptions } from '../stream/options.ts'
import { sendStream, startServer, type Script } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, Transport, TransportContext } from '../types.ts'
import { openStream, requestJson, requestStop } from './openStream.ts'

/** Asks a question over a transport. */
async function ask(
  script: Script,
  transport: Transport,
  options: Partial<ChatStreamOptions> = {},
): Promise<{ answer: ChatMessage; requests: Awaited<ReturnType<typeof startServer>>['requests'] }> {
  const { url, requests } = await startServer(script)
  const chat = createChatStream({ url, transport, retry: false, ...options } as ChatStreamOptions)
  onTestFinished(chat.dispose)
  return { answer: await chat.send('Hi'), requests }
}

const sendHello: Script = (_, response) =>
  sendStream(response, ['data: {"content":"Hello"}\n\n', 'data: [DONE]\n\n'])

const opened: Transport = async function* (_, context) {
  yield* await openStream(context.url, context, {
    method: 'POST',
    headers: { 'x-mine': '1' },
    json: context.body(),
  })
}

describe('openStream()', () => {
  test('sends JSON with the headers of the chat, and yields the records of the answer', async () => {
    const headers = { authorization: 'Bearer t' }
    const { answer, requests } = await ask(sendHello, opened, { headers })
    expect([textOf(answer), answer.outcome]).toEqual(['Hello', 'complete'])
    expect(answer.metrics?.bytes).toBeGreaterThan(0)
    expect(requests).toMatchObject([
      {
        method: 'POST',
        body: '{"message":"Hi"}',
        headers: { authorization: 'Bearer t', 'x-mine': '1', 'content-type': 'application/json' },
      },
    ])
  })

  test('returns the response headers', async () => {
    let run: string | null = ''
    await ask(
      (request, response) => {
        response.setHeader('x-run-id', '7')
        return sendHello(request, response)
      },
      async function* (_, context) {
        const stream = await openStream(context.url, context)
        run = stream.headers.get('x-run-id')
        yield* stream
      },
    )
    expect(run).toBe('7')
  })

  test('throws the status, the message and the `Retry-After` of a refusal', async () => {
    const { answer } = await ask((_, response) => {
      response.writeHead(429, { 'retry-after': '3' })
      return response.end('{"error":{"message":"Slow down."}}')
    }, opened)
    expect(answer.error).toMatchObject({ kind: 'http', status: 429, retryAfter: 3000 })
    expect(answer.error?.message).toContain('Slow down.')
  })

  test('rejects a body that is no stream', async () => {
    const { answer } = await ask(
      (_, response) => sendStream(response, ['<h1>Sorry</h1>'], 'text/html'),
      opened,
    )
    expect(answer.error?.kind).toBe('content-type')
  })
})

describe('requestJson()', () => {
  const twoSteps: Transport = async function* (_, context) {
    const { stream } = await requestJson(context.url, context, { method: 'POST', json: { a: 1 } })
    yield* await openStream(String(stream), context)
  }

  test('returns the JSON object of a response', async () => {
    const { answer, requests } = await ask((request, response) => {
      if (request.method === 'GET') return sendHello(request, response)
      return response.end(JSON.stringify({ stream: `http://${request.headers.host}/stream` }))
    }, twoSteps)
    expect(textOf(answer)).toBe('Hello')
    expect(requests).toMatchObject([
      { body: '{"a":1}', headers: { accept: 'application/json' } },
      { path: '/stream' },
    ])
  })

  test.each([
    ['a list', '[1]', 'content-type'],
    ['a page', '<p>', 'content-type'],
    ['nothing', '', 'network'],
  ])('rejects %s', async (_, body, kind) => {
    const { answer } = await ask((_request, response) => response.end(body), twoSteps)
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind } })
  })
})

test('requestStop() ignores what the server answers, and does not depend on the answer', async () => {
  const stopped: Transport = async function* (_, context) {
    const closed: TransportContext = { ...context, signal: AbortSignal.abort() }
    requestStop(`${context.url}/stop`, closed, { method: 'POST', json: { id: 'r' } })
    yield* await openStream(context.url, context)
  }
  const { answer, requests } = await ask((request, response) => {
    if (request.path.endsWith('/stop')) return response.writeHead(500).end()
    return new Promise((resolve) => setImmediate(resolve)).then(() => sendHello(request, response))
  }, stopped)
  expect(answer.outcome).toBe('complete')
  expect(requests).toContainEqual(expect.objectContaining({ method: 'POST', body: '{"id":"r"}' }))
})
