import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createChatStream } from '../../core/stream/createChatStream.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  sendStream,
} from '../../core/stream/scriptedServer.test-helper.ts'
import { textOf } from '../../core/text.ts'
import { createTapeRecorder } from './createTapeRecorder.ts'
import { parseTape } from './parseTape.ts'
import { toTimedBytes } from './timedBytes.ts'

const EVENTS = ['data: {"content":"Once"}\n\n', 'data: {"content":" upon 龙"}\n\n']

describe('createTapeRecorder()', () => {
  test('passes the answer on unchanged, and records it', async () => {
    const { url } = await startServer((_, response) => sendStream(response, EVENTS))
    const { fetch, tape } = createTapeRecorder()
    const answer = await createChatStream({ url, fetch }).send('Is this a secret?')
    expect(textOf(answer)).toBe('Once upon 龙')
    expect(answer.outcome).toBe('complete')
    expect(tape()).toMatchObject({
      format: 'vue-chat-stream-tape',
      version: 1,
      exchanges: [{ method: 'GET', path: '/ai/chat/stream', status: 200, end: 'clean' }],
    })
    const [{ pieces } = { pieces: [] }] = tape().exchanges
    // The network may have joined the pieces.
    expect(pieces.map((piece) => 'text' in piece && piece.text).join('')).toBe(EVENTS.join(''))
    expect(JSON.stringify(tape())).not.toContain('secret')
  })

  test('returns a tape that can be written to a file and read back', async () => {
    const { url } = await startServer((_, response) => sendStream(response, EVENTS))
    const { fetch, tape } = createTapeRecorder()
    await createChatStream({ url, fetch }).send('Hi')
    expect(parseTape(JSON.stringify(tape(), null, 2))).toEqual(tape())
  })

  test('keeps every byte, even if it is not valid UTF-8', async () => {
    const pieces = [
      Uint8Array.of(0xef, 0xbb, 0xbf, 0x61),
      Uint8Array.of(0xe9, 0xbe),
      Uint8Array.of(0x99, 0x0a, 0xff, 0xc0, 0x80),
    ]
    const body = new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    })
    const recorder = createTapeRecorder({ fetch: async () => new Response(body) })
    const response = await recorder.fetch('http://localhost/')
    const seen = new Uint8Array(await response.arrayBuffer())
    const tape = parseTape(JSON.stringify(recorder.tape()))
    const [exchange] = tape.exchanges
    expect(exchange?.pieces).toEqual([
      { at: expect.any(Number), text: '\uFEFFa' },
      { at: expect.any(Number), base64: '6b4=' },
      { at: expect.any(Number), base64: 'mQr/wIA=' },
    ])
    expect(exchange?.pieces.map((piece) => [...toTimedBytes(piece).bytes])).toEqual(
      pieces.map((piece) => [...piece]),
    )
    expect([...seen]).toEqual(pieces.flatMap((piece) => [...piece]))
  })

  test('records when each piece arrived', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    const { fetch, tape } = createTapeRecorder({
      fetch: async () => {
        await after(30)
        const body = new ReadableStream({
          async pull(controller) {
            await after(20)
            controller.enqueue(Uint8Array.of(97))
            if (performance.now() - start >= 70) controller.close()
          },
        })
        return new Response(body)
      },
    })
    const start = performance.now()
    const text = fetch('http://localhost/').then((response) => response.text())
    await vi.advanceTimersByTimeAsync(1000)
    expect(await text).toBe('aa')
    expect(tape().exchanges).toMatchObject([
      { headAt: 30, pieces: [{ at: 50 }, { at: 70 }], end: 'clean', endAt: 70 },
    ])
  })

  test('records no header that could hold a secret', async () => {
    const { url } = await startServer(async (_, response) => {
      response.setHeader('set-cookie', 'id=SECRET')
      response.setHeader('x-api-key', 'SECRET')
      response.setHeader('x-unheard-of', 'SECRET')
      response.setHeader('x-request-id', '7')
      await sendStream(response, EVENTS)
    })
    const { fetch, tape } = createTapeRecorder({ keepHeaders: ['X-Request-Id'] })
    const headers = { authorization: 'Bearer SECRET', cookie: 'SECRET' }
    await createChatStream({ url: `${url}?key=SECRET`, fetch, headers }).send('Hi')
    expect(tape().exchanges[0]?.headers).toEqual({
      'cache-control': 'no-store',
      'content-type': 'text/event-stream',
      'x-request-id': '7',
    })
    expect(JSON.stringify(tape())).not.toContain('SECRET')
  })

  test.each(['Authorization', 'set-cookie', 'x-api-key', 'X-Auth-Token'])(
    'refuses to record %s',
    (name) => {
      expect(() => createTapeRecorder({ keepHeaders: [name] })).toThrow('`keepHeaders`')
    },
  )

  test('distinguishes a broken connection from one that its reader closed', async () => {
    const { url } = await startServer(async ({ query }, response) => {
      await sendPieces(response, EVENTS)
      if (query.get('message') === 'Break') breakConnection(response)
    })
    const { fetch, tape } = createTapeRecorder()
    const chat = createChatStream({ url, fetch })
    expect((await chat.send('Break')).outcome).toBe('truncated')
    const stopped = chat.send('Hang')
    await vi.waitFor(() => expect(chat.getState().metrics?.bytes).toBeGreaterThan(40))
    chat.stop()
    await stopped
    await vi.waitFor(() =>
      expect(tape().exchanges.map(({ end }) => end)).toEqual(['broken', 'closed']),
    )
  })

  test('lists requests in their order, without those that got no response', async () => {
    const answers: ((response: Response) => void)[] = []
    const { fetch, tape } = createTapeRecorder({
      fetch: (input) =>
        String(input).endsWith('lost')
          ? Promise.reject(new TypeError('lost'))
          : new Promise((resolve) => answers.push(resolve)),
    })
    const first = fetch('http://localhost/1')
    const lost = fetch('http://localhost/lost')
    const second = fetch('http://localhost/2', { method: 'post' })
    answers[1]?.(new Response(null, { status: 204 }))
    await second
    answers[0]?.(new Response('1'))
    await first
    await expect(lost).rejects.toThrow('lost')
    expect(tape().exchanges).toMatchObject([
      { method: 'GET', path: '/1', end: 'closed', pieces: [] },
      { method: 'POST', path: '/2', status: 204, end: 'clean' },
    ])
  })
})
