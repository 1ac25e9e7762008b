import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { longAnswer } from './answers/long.ts'
import { eventsOf, textOf } from '../server/eventsOf.test-helper.ts'
import { createStubHandler, type StubHandler } from './handler.ts'
import type { Model } from './model.ts'
import type { StubOptions } from './options.ts'

const STREAM = 'http://localhost/ai/chat/stream'

/** Yields one piece, then stays silent until it is stopped. */
const endless: Model = async function* (_, signal) {
  yield { content: 'a' }
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

async function* talkative() {
  for (;;) {
    yield { content: 'abc' }
    await Promise.resolve()
  }
}

let handler: StubHandler
function start(options: StubOptions) {
  handler = createStubHandler(options)
}
afterEach(() => handler.close())

const get = (path: string, client?: string) => handler.fetch(new Request(STREAM + path), client)

async function init(message = 'Hi', client?: string): Promise<Response> {
  const body = JSON.stringify({ message })
  const headers = { 'Content-Type': 'application/json' }
  return handler.fetch(new Request(`${STREAM}/init`, { method: 'POST', headers, body }), client)
}

const sessionOf = async (response: Response) =>
  ((await response.json()) as { sessionId: string }).sessionId

async function endOf(id: string) {
  const events = await eventsOf(await get(`/${id}`))
  return { text: textOf(events), end: JSON.parse(events.at(-1)?.data ?? '') as object }
}

describe('a run', () => {
  test('a run with too many bytes ends with an error and keeps its text', async () => {
    start({ model: talkative, limits: { runBytes: 100 } })
    const { text, end } = await endOf(await sessionOf(await init()))
    expect(end).toMatchObject({ reason: 'error', code: 'run_size_limit' })
    expect(text).toBe('abcabcabcabcabc')
    expect(handler.state().liveRuns).toBe(0)
  })

  test('a run with too many entries ends with an error, which is the last entry that fits', async () => {
    start({ model: talkative, limits: { runEntries: 10 } })
    const id = await sessionOf(await init())
    const events = await eventsOf(await get(`/${id}`))
    expect(events.length).toBe(10)
    expect(JSON.parse(events[9]?.data ?? '')).toMatchObject({ code: 'run_size_limit' })
  })

  test('a run whose model throws ends with an error that hides the message of the exception', async () => {
    const seen = vi.spyOn(console, 'error').mockImplementation(() => {})
    start({
      model: async function* () {
        yield { content: 'a' }
        throw new Error('secret path')
      },
    })
    const { text, end } = await endOf(await sessionOf(await init()))
    expect(end).toEqual({
      reason: 'error',
      length: 1,
      code: 'internal_error',
      message: 'The model failed.',
    })
    expect(text).toBe('a')
    expect(seen).toHaveBeenCalledOnce()
    seen.mockRestore()
  })
})

describe('a scenario amount that is too large', () => {
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    handler.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    )
  const messages = [{ role: 'user', content: '/long 999999999999' }]

  test('every endpoint that accepts a scenario refuses it and starts no run', async () => {
    start({ pace: { min: 0, max: 0 } })
    const responses = [
      await get('?message=/long 999999999999'),
      await get('?message=Hi&scenario=long 999999999999'),
      await init('/long 999999999999'),
      await post('/ai/chat/stream/init', { message: 'Hi' }, { 'X-Stub-Scenario': 'long 99999999' }),
      await post('/v1/chat/completions', { messages }),
      await post('/v1/chat/completions', { messages, stream: true }),
      await post('/v1/responses', { model: 'stub', input: '/long 999999999999' }),
      await post('/v1/messages', { model: 'stub', max_tokens: 9, messages }),
      await post('/api/chat', { model: 'stub', messages }),
      await post('/text', { message: '/long 999999999999' }),
    ]
    for (const response of responses) {
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('takes at most 1000000 characters')
    }
    expect(handler.state()).toMatchObject({ runs: 0, liveRuns: 0 })
  })

  test('an amount within the limit ends at the bounds of a run', async () => {
    start({ pace: { min: 0, max: 0 }, limits: { runEntries: 1_000 } })
    const { text, end } = await endOf(await sessionOf(await init('/long 1000000')))
    expect(end).toMatchObject({ reason: 'error', code: 'run_size_limit', length: text.length })
    expect(longAnswer(10_000).startsWith(text)).toBe(true)
  })
})

describe('live runs per client', () => {
  test('a fourth run of a client is refused until one of its three ends', async () => {
    start({ model: endless })
    const responses = await Promise.all([init('1', 'a'), init('2', 'a'), init('3', 'a')])
    const refused = await init('4', 'a')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1'])
    expect((await init('5', 'b')).status).toBe(201)
    const [first] = responses
    const id = first ? await sessionOf(first) : ''
    await handler.fetch(new Request(`${STREAM}/${id}`, { method: 'DELETE' }))
    expect((await init('6', 'a')).status).toBe(201)
    expect((await init('7', 'a')).status).toBe(429)
  })
})

describe('the bounds of the process', () => {
  test('a run beyond limits.runs is refused with 503', async () => {
    start({ model: endless, limits: { runs: 2, liveRunsPerClient: 9 } })
    await init('1')
    await init('2')
    const refused = await init('3')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '1'])
    expect(handler.state()).toMatchObject({ runs: 2, sessions: 2 })
  })

  test('a new run replaces the oldest ended run', async () => {
    start({ pace: { min: 0, max: 0 }, limits: { runs: 2 } })
    const first = await sessionOf(await init('1'))
    await endOf(first)
    const second = await sessionOf(await init('2'))
    await endOf(second)
    await init('3')
    expect((await get(`/${first}`)).status).toBe(410)
    expect((await get(`/${second}`)).status).toBe(200)
    expect(handler.state().sessions).toBe(2)
  })

  test('the logs together hold at most limits.totalBytes', async () => {
    start({ model: talkative, limits: { runBytes: 1000, totalBytes: 1500 } })
    const first = await sessionOf(await init('1'))
    await endOf(first)
    const second = await sessionOf(await init('2'))
    expect((await endOf(second)).end).toMatchObject({ code: 'run_size_limit' })
    expect((await get(`/${first}`)).status).toBe(410)
  })

  test('a run ends with server_full if no ended run can make space', async () => {
    start({ model: talkative, limits: { totalBytes: 500 } })
    const { text, end } = await endOf(await sessionOf(await init('1')))
    expect(end).toMatchObject({ reason: 'error', code: 'server_full', length: text.length })
  })
})

describe('time limits', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('a run ends with an error after ten minutes', async () => {
    start({ model: endless })
    const id = await sessionOf(await init())
    await vi.advanceTimersByTimeAsync(10 * 60_000 - 1)
    expect(handler.state().liveRuns).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(handler.state().liveRuns).toBe(0)
    const { text, end } = await endOf(id)
    expect([text, end]).toMatchObject(['a', { reason: 'error', code: 'run_time_limit' }])
  })

  test('a run is forgotten five minutes after its end: 410, or 204 on the one-shot endpoint', async () => {
    start({ model: endless })
    const id = await sessionOf(await init())
    await handler.fetch(new Request(`${STREAM}/${id}`, { method: 'DELETE' }))
    await vi.advanceTimersByTimeAsync(5 * 60_000 - 1)
    expect((await get(`/${id}`)).status).toBe(200)
    await vi.advanceTimersByTimeAsync(1)
    const response = await get(`/${id}`)
    expect(response.status).toBe(410)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    const headers = { 'Last-Event-ID': `${id}:1` }
    expect((await handler.fetch(new Request(STREAM, { headers }))).status).toBe(204)
    expect(handler.state().sessions).toBe(0)
  })

  test('a stream sends a comment after every 15 seconds without an event', async () => {
    start({ model: endless })
    const reader = (await get('?message=Hi')).body?.getReader()
    const read = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await read()).toContain('retry: 1000')
    expect(await read()).toContain('"a"')
    for (const beat of [1, 2]) {
      const piece = read()
      let hasArrived = false
      void piece.then(() => (hasArrived = true))
      await vi.advanceTimersByTimeAsync(14_999)
      expect([beat, hasArrived]).toEqual([beat, false])
      await vi.advanceTimersByTimeAsync(1)
      expect(await piece).toBe(':\n\n')
    }
    await reader?.cancel()
  })
})

test.each([
  { limits: { runs: 0 } },
  { limits: { takeovers: -1 } },
  { limits: { runTime: NaN } },
  { heartbeatInterval: -1 },
])('createStubHandler() rejects an option that is out of range: %o', (options) => {
  expect(() => createStubHandler(options)).toThrow(RangeError)
  start({})
})
