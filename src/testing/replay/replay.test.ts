import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createChatStream } from '../../core/stream/createChatStream.ts'
import type { ChatStreamOptions } from '../../core/stream/options.ts'
import {
  createBody,
  startServer,
  sendStream,
} from '../../core/stream/scriptedServer.test-helper.ts'
import { textOf } from '../../core/text.ts'
import { createTape } from '../tape/createTape.ts'
import { createTapeRecorder } from '../tape/createTapeRecorder.ts'
import { findEventEnds } from '../eventEnds.ts'
import { parseTape } from '../tape/parseTape.ts'
import { replayAsFetch } from './replayAsFetch.ts'
import { replayAsTransport } from './replayAsTransport.ts'
import type { ReplayOptions } from './replayOptions.ts'

const url = 'http://localhost/chat'
const BODY = 'data: {"content":"Once"}\n\ndata: {"content":" 龙"}\n\nevent: close\ndata: {}\n\n'
const tape = createTape(BODY)

async function ask(options: Partial<ChatStreamOptions>) {
  const chat = createChatStream({ url, ...options })
  const answer = await chat.send('Tell me')
  return { text: textOf(answer), outcome: answer.outcome, error: chat.getState().error }
}

async function piecesOf(options: ReplayOptions, from = tape): Promise<number[]> {
  const { body } = await replayAsFetch(from, options)(url)
  const sizes: number[] = []
  for await (const piece of body ?? []) sizes.push(piece.byteLength)
  return sizes
}

const size = new TextEncoder().encode(BODY).byteLength

describe('a replayed tape', () => {
  test.each<[string, Partial<ChatStreamOptions>]>([
    ['a fetch', { fetch: replayAsFetch(tape) }],
    ['a transport', { transport: replayAsTransport(tape), url: '/anywhere' }],
  ])('replays the recorded answer as %s', async (_, options) => {
    expect(await ask(options)).toEqual({ text: 'Once 龙', outcome: 'complete', error: undefined })
  })

  test('ends the answer as it ended during the recording', async () => {
    const cut = 'data: {"content":"Once"}\n\n'
    const clean = await ask({ fetch: replayAsFetch(createTape(cut)) })
    expect(clean.outcome).toBe('complete')
    const broken = await ask({ fetch: replayAsFetch(createTape(cut, { end: 'broken' })) })
    expect(broken).toMatchObject({ outcome: 'truncated', error: { kind: 'network' } })
    const closed = await ask({ fetch: replayAsFetch(createTape(cut, { end: 'closed' })) })
    expect(String(closed.error?.cause)).toContain('the rest of the answer is unknown')
  })

  test('replays a recording of a server byte for byte', async () => {
    const server = await startServer(({ method, path }, response) =>
      method === 'POST' && path.endsWith('/init')
        ? response.writeHead(201, { 'content-type': 'application/json' }).end('{"sessionId":"s1"}')
        : sendStream(response, [BODY]),
    )
    const recorder = createTapeRecorder()
    const transport = 'session'
    const recorded = await ask({ url: server.url, transport, fetch: recorder.fetch })
    expect(recorded.text).toBe('Once 龙')
    expect(await ask({ transport, fetch: replayAsFetch(recorder.tape()) })).toEqual(recorded)
    expect(await ask({ transport: replayAsTransport(recorder.tape()) })).toEqual(recorded)
    expect(server.requests).toHaveLength(2)
  })

  test('replays a refusal with its message', async () => {
    const refused = createTape('{"message":"Sign in"}', { status: 401 })
    const expected = {
      outcome: 'failed',
      error: { status: 401, message: expect.stringContaining('Sign in') },
    }
    expect(await ask({ fetch: replayAsFetch(refused) })).toMatchObject(expected)
    expect(await ask({ transport: replayAsTransport(refused) })).toMatchObject(expected)
  })

  test('reports that no answer is left, and is not retried', async () => {
    const fetch = replayAsFetch(tape)
    const chat = createChatStream({ url, fetch })
    await chat.send('1')
    const answer = await chat.send('2')
    expect(answer.error?.message).toContain('501')
    expect(answer.error?.message).toContain('The tape has no answer left for a GET request.')
    expect(answer.metrics?.attempts).toBe(1)
    expect((await replayAsFetch(tape)(url, { method: 'POST' })).status).toBe(501)
  })

  test('replays a response without a body', async () => {
    const response = await replayAsFetch(createTape([], { status: 204 }))(url)
    expect([response.status, response.body]).toEqual([204, null])
  })
})

describe('the pieces of a replay', () => {
  test.each<[string, ReplayOptions['chunk'], number[]]>([
    ['as recorded', undefined, [size]],
    ['one byte at a time', 1, Array.from({ length: size }, () => 1)],
    ['in sizes of many bytes', 30, [30, 30, size - 60]],
    ['in the repeated sizes of a list', [20, 10], [20, 10, 20, 10, size - 60]],
  ])('arrive %s', async (_, chunk, sizes) => {
    expect(await piecesOf(chunk === undefined ? {} : { chunk })).toEqual(sizes)
    const { text } = await ask({ fetch: replayAsFetch(tape, chunk === undefined ? {} : { chunk }) })
    expect(text).toBe('Once 龙')
  })

  test('have the same random sizes for the same seed', async () => {
    const sizes = await piecesOf({ chunk: { seed: 7, largest: 9 } })
    expect(await piecesOf({ chunk: { seed: 7, largest: 9 } })).toEqual(sizes)
    expect(await piecesOf({ chunk: { seed: 8, largest: 9 } })).not.toEqual(sizes)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(9)
    expect(sizes.reduce((sum, each) => sum + each)).toBe(size)
  })
})

test('any bytes in any pieces survive recording, saving and replaying unchanged', async () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 8 })
  const chunk = fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: 1, max: 30 }),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
    fc.record({ seed: fc.integer() }),
  )
  await fc.assert(
    fc.asyncProperty(pieces, chunk, async (given, chunk) => {
      const recorder = createTapeRecorder({ fetch: async () => new Response(createBody(given)) })
      await (await recorder.fetch(url)).arrayBuffer()
      const restored = parseTape(JSON.stringify(recorder.tape()))
      const options: ReplayOptions = chunk === undefined ? {} : { chunk }
      const replayed = await (await replayAsFetch(restored, options)(url)).arrayBuffer()
      expect([...new Uint8Array(replayed)]).toEqual(given.flatMap((piece) => [...piece]))
    }),
  )
})

describe('the timing of a replay', () => {
  const slow = createTape(['data: {"content":"a"}\n\n', 'data: {"content":"b"}\n\n'], {
    interval: 100,
  })
  const texts = (chat: ReturnType<typeof createChatStream>) => chat.getState().messages.map(textOf)
  afterEach(() => void vi.useRealTimers())

  test.each([
    { speed: 1, interval: 100 },
    { speed: 4, interval: 25 },
    { speed: 0.5, interval: 200 },
  ])('follows the fake clock at speed $speed', async ({ speed, interval }) => {
    vi.useFakeTimers()
    const chat = createChatStream({ url, fetch: replayAsFetch(slow, { speed }), idleTimeout: 0 })
    const answer = chat.send('Tell me')
    await vi.advanceTimersByTimeAsync(interval - 1)
    expect(texts(chat)).toEqual(['Tell me', ''])
    await vi.advanceTimersByTimeAsync(1)
    expect(texts(chat)).toEqual(['Tell me', 'a'])
    await vi.advanceTimersByTimeAsync(interval)
    expect(textOf(await answer)).toBe('ab')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('follows a fake clock that controls only timers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const response = await replayAsFetch(slow, { speed: 1, chunk: 1 })(url)
    const text = response.text()
    await vi.advanceTimersByTimeAsync(200)
    expect(await text).toHaveLength(2 * 'data: {"content":"a"}\n\n'.length)
  })

  test('sets no timer by default', async () => {
    vi.useFakeTimers()
    const { text } = await ask({ fetch: replayAsFetch(slow), connectTimeout: 0, idleTimeout: 0 })
    expect(text).toBe('ab')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('stops on an abort, which leaves no timer and no listener', async () => {
    vi.useFakeTimers()
    const { signal, listeners, abort } = listenedSignal()
    const response = await replayAsFetch(slow, { speed: 1 })(url, { signal })
    const text = response.text()
    await vi.advanceTimersByTimeAsync(150)
    abort()
    await expect(text).rejects.toThrow('stopped')
    expect(vi.getTimerCount()).toBe(0)
    expect(listeners()).toBe(0)
    await expect(replayAsFetch(slow)(url, { signal })).rejects.toThrow('stopped')
  })

  test('stops on an abort before the response headers', async () => {
    vi.useFakeTimers()
    const [exchange] = slow.exchanges
    const late = { ...slow, exchanges: exchange ? [{ ...exchange, headAt: 100 }] : [] }
    const { signal, listeners, abort } = listenedSignal()
    const response = replayAsFetch(late, { speed: 1 })(url, { signal })
    await vi.advanceTimersByTimeAsync(50)
    abort()
    await expect(response).rejects.toThrow('stopped')
    expect([vi.getTimerCount(), listeners()]).toEqual([0, 0])
  })

  test('stops when its reader cancels', async () => {
    vi.useFakeTimers()
    const { signal, listeners } = listenedSignal()
    const response = await replayAsFetch(slow, { speed: 1 })(url, { signal })
    const reader = response.body?.getReader()
    const read = reader?.read()
    await vi.advanceTimersByTimeAsync(50)
    await reader?.cancel()
    expect(await read).toEqual({ done: true, value: undefined })
    expect([vi.getTimerCount(), listeners()]).toEqual([0, 0])
  })
})

/** Creates a signal that counts its listeners. */
function listenedSignal() {
  const controller = new AbortController()
  const { signal } = controller
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  return {
    signal,
    listeners: () => add.mock.calls.length - remove.mock.calls.length,
    abort: () => controller.abort(new Error('stopped')),
  }
}

describe('cutting a replay', () => {
  test('a cut at a byte keeps the events that were complete before it', async () => {
    const [first = 0] = await findEventEnds(tape.exchanges[0] ?? expect.fail())
    const before = { cutAfter: { bytes: first - 1 } }
    expect(await ask({ fetch: replayAsFetch(tape, before) })).toMatchObject({
      text: '',
      outcome: 'failed',
    })
    const after = { cutAfter: { bytes: first } }
    expect(await ask({ fetch: replayAsFetch(tape, after) })).toMatchObject({
      text: 'Once',
      outcome: 'truncated',
      error: { kind: 'network' },
    })
  })

  test.each([
    [0, '', 'failed'],
    [1, 'Once', 'truncated'],
    [2, 'Once 龙', 'truncated'],
    [3, 'Once 龙', 'complete'],
  ])('a cut after %i events keeps exactly these', async (events, text, outcome) => {
    const options: ReplayOptions = { cutAfter: { events }, chunk: 1 }
    expect(await ask({ fetch: replayAsFetch(tape, options) })).toMatchObject({ text, outcome })
    expect(await ask({ transport: replayAsTransport(tape, options) })).toMatchObject({
      text,
      outcome,
    })
  })

  test.each([
    [
      'event stream',
      'text/event-stream',
      ': hi\n\nid: 1\n\ndata: a\r\n\r\nevent: x\ndata: b\n\n',
      2,
    ],
    ['NDJSON', 'application/x-ndjson', '{"a":1}\n\n{"b":2}', 2],
    ['text', 'text/plain', 'data: a\n\ndata: b\n\n', 2],
  ])('findEventEnds() finds the events of any format: %s', async (_, type, body, count) => {
    const [exchange] = createTape(body, { headers: { 'content-type': type } }).exchanges
    expect(await findEventEnds(exchange ?? expect.fail())).toHaveLength(count)
  })

  test('a cut may look like a clean end', async () => {
    const options: ReplayOptions = { cutAfter: { events: 1 }, cutAs: 'clean-end' }
    expect(await ask({ fetch: replayAsFetch(tape, options) })).toMatchObject({
      text: 'Once',
      outcome: 'complete',
    })
  })

  test('a cut may look like silence, which a timeout ends', async () => {
    vi.useFakeTimers()
    const options: ReplayOptions = { cutAfter: { events: 1 }, cutAs: 'silence' }
    const answer = ask({ fetch: replayAsFetch(tape, options), idleTimeout: 20_000 })
    await vi.advanceTimersByTimeAsync(20_001)
    expect(await answer).toMatchObject({ text: 'Once', error: { kind: 'timeout' } })
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  test('a cut affects only the first answer: neither the session request before it nor the next answer', async () => {
    const init = createTape('{"sessionId":"s1"}', { method: 'POST' }).exchanges
    const opened = init.map((exchange) => ({ ...exchange, path: '/chat/init' }))
    const both = {
      ...tape,
      exchanges: [...opened, ...tape.exchanges, ...opened, ...tape.exchanges],
    }
    const fetch = replayAsFetch(both, { cutAfter: { events: 1 } })
    const chat = createChatStream({ url, fetch, transport: 'session' })
    expect(textOf(await chat.send('1'))).toBe('Once')
    expect(textOf(await chat.send('2'))).toBe('Once 龙')
  })

  test('a cut beyond the end is reported as a mistake', async () => {
    const { error } = await ask({ fetch: replayAsFetch(tape, { cutAfter: { events: 4 } }) })
    expect(error?.message).toContain('cannot be cut after 4 events: the tape has only 3.')
    const bytes = { cutAfter: { bytes: 1000 } }
    expect((await ask({ fetch: replayAsFetch(tape, bytes) })).error?.message).toContain(
      '1000 bytes',
    )
    expect(() => replayAsFetch({ ...tape, exchanges: [] }, bytes)).toThrow(
      'no answer with a 2xx status',
    )
  })
})

test.each<[string, Record<string, unknown>]>([
  ['speed', { speed: 0 }],
  ['speed', { speed: NaN }],
  ['chunk', { chunk: 0 }],
  ['chunk', { chunk: [] }],
  ['chunk', { chunk: [3, -1] }],
  ['chunk', { chunk: { seed: 1, largest: 0 } }],
  ['chunk.seed', { chunk: { seed: 1.5 } }],
  ['cutAfter.bytes', { cutAfter: { bytes: -1 } }],
  ['cutAfter.events', { cutAfter: { events: 0.5 } }],
  ['chunk.seed', { chunk: 'tiny' }],
  ['cutAfter', { cutAfter: { words: 1 } }],
  ['cutAs', { cutAs: 'bang' }],
])('an invalid option throws an error that names it: %s', (name, options) => {
  expect(() => replayAsFetch(tape, { ...options })).toThrow(`\`${name}\``)
  expect(() => replayAsTransport(tape, { ...options })).toThrow(`\`${name}\``)
})

test.each([
  ['status', { status: 700 }],
  ['interval', { interval: -1 }],
])('createTape() refuses an invalid `%s`', (name, options) => {
  expect(() => createTape('', options)).toThrow(`\`${name}\``)
})
