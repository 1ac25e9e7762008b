import { afterEach, describe, expect, test, vi } from 'vitest'
import { createChatServer } from './createChatServer.ts'
import { jsonPost, untilStopped } from './servedChat.test-helper.ts'
import type { ChatServerOptions } from './options.ts'

const URL_ = 'http://localhost/chat'

let close = async () => {}
afterEach(() => close())

/** Creates a server, and returns a function that sends requests to it. */
function start(options: Partial<ChatServerOptions> = {}) {
  const chat = createChatServer({ answer: untilStopped, ...options })
  close = () => chat.close()
  const request = (path: string, init: RequestInit = {}) =>
    chat.fetch(new Request(URL_ + path, init))
  return { chat, request }
}

const sessionOf = async (response: Response) =>
  ((await response.json()) as { sessionId: string }).sessionId

describe('limits.readersPerRun', () => {
  test('refuses one more stream of a run with 503 until a reader leaves', async () => {
    const { request } = start({ limits: { readersPerRun: 2 } })
    const id = await sessionOf(await request('/init', jsonPost({ message: 'Hi' })))
    const first = await request(`/${id}`)
    expect((await request(`/${id}`)).status).toBe(200)
    const refused = await request(`/${id}`)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '1'])
    expect(await refused.text()).toContain('2 readers')
    const other = await sessionOf(await request('/init', jsonPost({ message: 'Ho' })))
    expect((await request(`/${other}`)).status).toBe(200)
    await first.body?.cancel()
    expect((await request(`/${id}`)).status).toBe(200)
  })

  test('counts no reader whose stream has ended', async () => {
    const answer = async function* () {
      yield 'a'
    }
    const { request } = start({ answer, limits: { readersPerRun: 1 } })
    const id = await sessionOf(await request('/init', jsonPost({ message: 'Hi' })))
    for (let reader = 1; reader <= 3; reader += 1) {
      const response = await request(`/${id}`)
      expect([response.status, await response.text()]).toEqual([
        200,
        expect.stringContaining('close'),
      ])
    }
  })
})

describe('a question', () => {
  test('that is nested too deep gets 400, and its server lives on', async () => {
    const { request } = start()
    const deep = `{"message":"Hi","more":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const refused = await request('/init', jsonPost(deep))
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('more than 200 levels'),
    ])
    const nested = `{"message":"Hi","more":${'['.repeat(199)}${']'.repeat(199)}}`
    expect((await request('/init', jsonPost(nested))).status).toBe(201)
  })

  test('in a URL is bounded like one in a body', async () => {
    const { request } = start({ limits: { bodyBytes: 100 } })
    const ask = (message: string) => request(`?message=${encodeURIComponent(message)}`)
    expect((await ask('漢'.repeat(33))).status).toBe(200)
    const refused = await ask('漢'.repeat(34))
    expect([refused.status, await refused.text()]).toEqual([
      414,
      expect.stringContaining('longer than 100 bytes'),
    ])
  })

  test('counts toward limits.totalBytes, also without an answer', async () => {
    const { request } = start({ limits: { totalBytes: 2_000 } })
    const init = () => request('/init', jsonPost({ message: 'x'.repeat(900) }))
    expect([(await init()).status, (await init()).status]).toEqual([201, 201])
    const refused = await init()
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '1'])
  })

  test('that a schema refuses is quoted only in part', async () => {
    const message = 'x'.repeat(10_000)
    const { request } = start({
      body: {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: () => ({ issues: Array.from({ length: 9 }, () => ({ message })) }),
        },
      },
    })
    const refused = await request('/init', jsonPost({ message }))
    expect(refused.status).toBe(400)
    expect((await refused.text()).length).toBeLessThan(2_000)
  })
})

test('the code and the message of an error are bounded', async () => {
  const { request } = start({
    async *answer() {
      yield 'a'
      throw new Error('x'.repeat(1_000_000))
    },
    describeError: (error) => ({ code: 'y'.repeat(1_000), message: String(error) }),
  })
  const text = await (await request('?message=Hi')).text()
  expect(text).toContain('"reason":"error"')
  expect(text.length).toBeLessThan(3_000)
})

test('an idempotency key of more than 200 characters gets 400', async () => {
  const { request } = start()
  const keyed = (length: number) =>
    request('/init', jsonPost({ message: 'Hi' }, { 'Idempotency-Key': 'k'.repeat(length) }))
  expect([(await keyed(200)).status, (await keyed(201)).status]).toEqual([201, 400])
})

test('the owner of a request is bounded, and a longer one is an error of the server', async () => {
  const onError = vi.fn()
  const { request } = start({
    owner: (request: Request) => request.headers.get('User') as unknown as undefined,
    onError,
  })
  const as = (length: number) =>
    request('/init', jsonPost({ message: 'Hi' }, { User: 'u'.repeat(length) }))
  expect([(await as(290)).status, (await as(400)).status]).toEqual([201, 500])
  expect(onError).toHaveBeenCalledOnce()
})

describe('a time of Infinity', () => {
  test('as limits.keepTime keeps the log', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const answer = async function* () {
        yield 'a'
      }
      const { request } = start({ answer, limits: { keepTime: Infinity } })
      const id = await sessionOf(await request('/init', jsonPost({ message: 'Hi' })))
      expect(await (await request(`/${id}`)).text()).toContain('close')
      await vi.advanceTimersByTimeAsync(24 * 60 * 60_000)
      expect((await request(`/${id}`)).status).toBe(200)
    } finally {
      vi.useRealTimers()
    }
  })

  test('as heartbeat sends no comment', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { request } = start({ heartbeat: Infinity })
      const reader = (await request('?message=Hi')).body?.getReader()
      await reader?.read()
      await reader?.read()
      let hasArrived = false
      void reader?.read().then(() => (hasArrived = true))
      await vi.advanceTimersByTimeAsync(60_000)
      expect(hasArrived).toBe(false)
      await reader?.cancel()
    } finally {
      vi.useRealTimers()
    }
  })
})
