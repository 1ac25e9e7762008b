import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  sendStream,
} from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { createTestChat } from './testChat.test-helper.ts'

describe('retrying', () => {
  test('happens before the first byte, within limits, and is reported', async () => {
    let attempts = 0
    const { url, requests } = await startServer(async (_, response) => {
      attempts += 1
      if (attempts < 3) response.writeHead(503).end('busy')
      else await sendStream(response, ['data: {"content":"Hi"}\n\n'])
    })
    const chat = createChatStream({ url, retry: { baseDelay: 1 } })
    const seen: [string, number | undefined][] = []
    chat.subscribe(() => seen.push([chat.getState().status, chat.getState().error?.status]))
    const answer = await chat.send('Hello')
    expect(answer).toMatchObject({ outcome: 'complete', metrics: { attempts: 3 } })
    expect(requests).toHaveLength(3)
    expect(seen).toContainEqual(['reconnecting', 503])
    expect(chat.getState().error).toBeUndefined()
  })

  test('does not happen once a server accepted the question, even without any byte', async () => {
    const { url, requests } = await startServer(async (_, response) => {
      await sendPieces(response, [])
      breakConnection(response)
    })
    const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'network' } })
    expect(requests).toHaveLength(1)
  })

  test('is limited even if an option is undefined', async () => {
    const { url, requests } = await startServer((_, response) => response.writeHead(503).end())
    const retry = { maxAttempts: undefined, baseDelay: 1 } as unknown as { baseDelay: number }
    await createChatStream({ url, retry }).send('Hello')
    expect(requests).toHaveLength(5)
  })

  test('ends after maxAttempts, with the last error', async () => {
    const { url, requests } = await startServer((_, response) => response.writeHead(503).end())
    const chat = createChatStream({ url, retry: { maxAttempts: 3, baseDelay: 1 } })
    expect(await chat.send('Hello')).toMatchObject({ outcome: 'failed', error: { status: 503 } })
    expect(requests).toHaveLength(3)
  })

  test.each([500, 502, 504])(
    'does not happen after a %i, as the model may be working on the question',
    async (status) => {
      const { url, requests } = await startServer((_, response) => response.writeHead(status).end())
      const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
      expect(answer).toMatchObject({ outcome: 'failed', error: { status } })
      expect(requests).toHaveLength(1)
    },
  )

  test('happens after any status if the server sends `x-should-retry: true`', async () => {
    let attempts = 0
    const { url, requests } = await startServer(async (_, response) => {
      attempts += 1
      if (attempts === 1) response.writeHead(409, { 'x-should-retry': 'true' }).end()
      else await sendStream(response, ['data: {"content":"Hi"}\n\n'])
    })
    const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
    expect(answer.outcome).toBe('complete')
    expect(requests).toHaveLength(2)
  })

  test('does not happen with `retry: false`', async () => {
    const { url, requests } = await startServer((_, response) => response.writeHead(503).end())
    expect((await createChatStream({ url, retry: false }).send('Hello')).outcome).toBe('failed')
    expect(requests).toHaveLength(1)
  })

  test('never happens once a byte of the answer arrived', async () => {
    for (const [first, outcome] of [
      ['data: {"content":"Once"}\n\n', 'truncated'],
      ['\n', 'failed'],
    ] as const) {
      const { url, requests } = await startServer(async (_, response) => {
        await sendPieces(response, [first])
        breakConnection(response)
      })
      const answer = await createChatStream({ url, retry: { baseDelay: 1 } }).send('Hello')
      expect(answer).toMatchObject({ outcome, error: { kind: 'network' } })
      expect(requests).toHaveLength(1)
    }
  })

  test('ends with stop() during the wait', async () => {
    const { url, requests } = await startServer((_, response) =>
      response.writeHead(429, { 'retry-after': '60' }).end(),
    )
    const chat = createChatStream({ url })
    const answer = chat.send('Hello')
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    chat.stop()
    expect((await answer).outcome).toBe('stopped')
    expect(requests).toHaveLength(1)
  })

  describe('with fake timers', () => {
    beforeEach(() => vi.useFakeTimers())
    afterEach(() => vi.useRealTimers())

    test('leaves no timer behind after stop() during the wait', async () => {
      const { chat, next } = createTestChat()
      const answer = chat.send('Hello')
      await (await next()).refuse(503)
      expect(chat.getState().status).toBe('reconnecting')
      chat.stop()
      await answer
      expect(vi.getTimerCount()).toBe(0)
    })

    test('waits exactly as long as Retry-After asks', async () => {
      const { chat, next, requests } = createTestChat()
      const answer = chat.send('Hello')
      await (await next()).refuse(429, '', { 'retry-after': '30' })
      await vi.advanceTimersByTimeAsync(29_999)
      expect(requests).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(requests).toHaveLength(2)
      await (await next()).end('Hi')
      expect((await answer).outcome).toBe('complete')
      expect(vi.getTimerCount()).toBe(0)
    })
  })
})

describe('silence', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  test('before the answer fails it after connectTimeout, and the question is not sent again', async () => {
    const { chat, requests } = createTestChat({ connectTimeout: 2000 })
    const answer = chat.send('Hello')
    await vi.advanceTimersByTimeAsync(1999)
    expect(chat.getState().status).toBe('submitted')
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toMatchObject({ outcome: 'failed', error: { kind: 'timeout' } })
    expect(requests).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('in mid-answer truncates it after idleTimeout', async () => {
    const { chat, next } = createTestChat({ idleTimeout: 5000 })
    const answer = chat.send('Hello')
    const request = await next()
    await request.text('Once')
    await vi.advanceTimersByTimeAsync(4999)
    await request.text(' upon')
    await vi.advanceTimersByTimeAsync(4999)
    expect(chat.getState().status).toBe('streaming')
    await vi.advanceTimersByTimeAsync(2)
    const message = await answer
    expect(message).toMatchObject({ outcome: 'truncated', error: { kind: 'timeout' } })
    expect(textOf(message)).toBe('Once upon')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is broken by any byte: comments keep a stream alive', async () => {
    const { chat, next } = createTestChat({ idleTimeout: 10_000 })
    const answer = chat.send('Hello')
    const request = await next()
    for (let time = 0; time < 100_000; time += 9000) {
      await request.ping()
      await vi.advanceTimersByTimeAsync(9000)
    }
    await request.end('At last')
    expect(textOf(await answer)).toBe('At last')
  })

  test('of any length is allowed with 0', async () => {
    const { chat, next } = createTestChat({ connectTimeout: 0, idleTimeout: 0 })
    const answer = chat.send('Hello')
    const request = await next()
    await vi.advanceTimersByTimeAsync(3_600_000)
    await request.text('Hi')
    await vi.advanceTimersByTimeAsync(3_600_000)
    await request.close()
    expect((await answer).outcome).toBe('complete')
  })
})
