import { EventSource as NpmEventSource } from 'eventsource'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import {
  aiSdk,
  anthropic,
  dify,
  gemini,
  ollama,
  openAI,
  openAIResponses,
  sse,
} from '../presets/index.ts'
import { startRawServer, type RawRequest } from './rawServer.test-helper.ts'

afterEach(() => vi.unstubAllGlobals())

const SESSION = 'Ab-_'.repeat(8)
const STREAM_HEADERS =
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n'
const STREAM = `${STREAM_HEADERS}data: {"content":"Once"}\n\nevent: close\ndata: {}\n\n`
const OWN_STREAM = `${STREAM_HEADERS}id: 1\ndata: {"content":"Once"}\n\nid: 2\nevent: close\ndata: {"reason":"done","length":4}\n\n`
const INIT_HEADERS =
  'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 48\r\nConnection: close\r\n\r\n'

/** Returns every possible length of truncated headers: from 0 bytes to all but one. */
function everyCut(headers: string): readonly number[] {
  return Array.from({ length: headers.length }, (_, cut) => cut)
}

function initResponse(sessionId: string): string {
  return INIT_HEADERS.replace('48', String(sessionId.length + 16)) + `{"sessionId":"${sessionId}"}`
}

/**
 * Asks one question for each cut. The server cuts its first response to a question that `isCut` picks, and
 * answers every other request in full.
 *
 * @param startsRun whether a request starts the model at a server that knows no keys
 */
async function sweep(
  cuts: readonly number[],
  optionsFor: (baseURL: string) => ChatStreamOptions,
  {
    answer = () => STREAM,
    isCut = () => true,
    startsRun = () => true,
  }: {
    answer?: (request: RawRequest) => string
    isCut?: (request: RawRequest) => boolean
    startsRun?: (request: RawRequest) => boolean
  } = {},
) {
  const runs = new Map<number, number>(cuts.map((cut) => [cut, 0]))
  const hasCut = new Set<number>()
  const origin = await startRawServer((request) => {
    const cut = Number(/^\/(\d+)/.exec(request.target)?.[1])
    if (startsRun(request)) runs.set(cut, (runs.get(cut) ?? 0) + 1)
    const response = answer(request)
    if (!isCut(request) || hasCut.has(cut)) return response
    hasCut.add(cut)
    return response.slice(0, cut)
  })
  const outcomes = await Promise.all(
    cuts.map(async (cut) => {
      const options = optionsFor(`${origin}/${cut}`)
      const chat = createChatStream({ ...options, retry: { baseDelay: 0, maxDelay: 0 } })
      const { outcome } = await chat.send('Hi')
      chat.dispose()
      return outcome
    }),
  )
  return { runs: new Set(runs.values()), outcomes: new Set(outcomes) }
}

const model = 'any'
const TRANSPORTS: readonly (readonly [string, (baseURL: string) => ChatStreamOptions])[] = [
  ['get', (url) => ({ url })],
  ['post', (url) => ({ url, transport: 'post' })],
  ['eventsource', (url) => ({ url, transport: 'eventsource' })],
  ['openAI()', (baseURL) => openAI({ baseURL, model })],
  ['openAIResponses()', (baseURL) => openAIResponses({ baseURL, model })],
  ['anthropic()', (baseURL) => anthropic({ baseURL, model })],
  ['gemini()', (baseURL) => gemini({ baseURL, model })],
  ['ollama()', (baseURL) => ollama({ baseURL, model })],
  ['dify()', (baseURL) => dify({ baseURL })],
  ['aiSdk()', (baseURL) => aiSdk({ url: `${baseURL}/chat` })],
  ['sse()', (url) => sse({ url })],
]

test.each(TRANSPORTS)(
  '%s runs a question once, wherever the headers are cut',
  async (_, options) => {
    vi.stubGlobal('EventSource', NpmEventSource)
    expect(await sweep(everyCut(STREAM_HEADERS), options)).toEqual({
      runs: new Set([1]),
      outcomes: new Set(['failed']),
    })
  },
)

const isInit = ({ method }: RawRequest) => method === 'POST'
const isRead = ({ method }: RawRequest) => method === 'GET'
const session = (url: string): ChatStreamOptions => ({ url, transport: 'session' })

test('session runs a question once, wherever the headers of `init` are cut', async () => {
  const result = await sweep(everyCut(INIT_HEADERS), session, {
    answer: (request) => (isInit(request) ? initResponse(SESSION) : OWN_STREAM),
    isCut: isInit,
    startsRun: isInit,
  })
  expect(result).toEqual({ runs: new Set([1]), outcomes: new Set(['failed']) })
})

test('session reads a run of this protocol again, wherever the headers of its stream are cut', async () => {
  const result = await sweep(everyCut(STREAM_HEADERS), session, {
    answer: (request) => (isInit(request) ? initResponse(SESSION) : OWN_STREAM),
    isCut: isRead,
    startsRun: isInit,
  })
  expect(result).toEqual({ runs: new Set([1]), outcomes: new Set(['complete']) })
})

test('session never reads a session of another protocol twice, as reading may start the model', async () => {
  const result = await sweep(everyCut(STREAM_HEADERS), session, {
    answer: (request) => (isInit(request) ? initResponse('a1b2c3') : STREAM),
    isCut: isRead,
    startsRun: isRead,
  })
  expect(result).toEqual({ runs: new Set([1]), outcomes: new Set(['failed']) })
})

/** Returns the key of a question, from the header or the query string. */
function keyOf({ headers, target }: RawRequest): string | null {
  return headers.get('idempotency-key') ?? new URL(target, 'http://a').searchParams.get('key')
}

test.each<[string, string, (url: string) => ChatStreamOptions]>([
  ['get', STREAM_HEADERS, (url) => ({ url })],
  ['post', STREAM_HEADERS, (url) => ({ url, transport: 'post' })],
  ['eventsource', STREAM_HEADERS, (url) => ({ url, transport: 'eventsource' })],
  ['session', INIT_HEADERS, session],
])(
  '%s with `idempotencyKey: true` sends the same key until it has the answer',
  async (_, headers, options) => {
    vi.stubGlobal('EventSource', NpmEventSource)
    const keys = new Set<string | null>()
    const cuts = everyCut(headers)
    const result = await sweep(cuts, (url) => ({ ...options(url), idempotencyKey: true }), {
      answer: (request) => (request.target.includes('/init') ? initResponse(SESSION) : OWN_STREAM),
      isCut: ({ method, target }) => method === 'POST' || target.includes('message='),
      startsRun(request) {
        const key = keyOf(request)
        // The stream of a session is requested without a key.
        if (key === null || keys.has(key)) return false
        return Boolean(keys.add(key))
      },
    })
    expect(result).toEqual({ runs: new Set([1]), outcomes: new Set(['complete']) })
    expect(keys.size).toBe(cuts.length)
  },
)

describe('an endpoint whose earlier answer proved the exactly-once protocol', () => {
  const ONE_SHOT = `${STREAM_HEADERS}id: ${SESSION}:0\ndata: {"content":""}\n\nid: ${SESSION}:1\ndata: {"content":"Once"}\n\nid: ${SESSION}:2\nevent: close\ndata: {"reason":"done","length":4}\n\n`

  /** Asks two questions. The first response to the second one is cut within its headers. */
  async function askTwice(first: string, options: Partial<ChatStreamOptions> = {}, path = '/chat') {
    const keys: (string | null)[] = []
    const origin = await startRawServer((request) => {
      keys.push(keyOf(request))
      if (keys.length === 1) return first
      return keys.length === 2 ? ONE_SHOT.slice(0, 40) : ONE_SHOT
    })
    // A page of that server: by default it sends keys to its own origin only.
    vi.stubGlobal('location', new URL(origin))
    const retry = { baseDelay: 0, maxDelay: 0 }
    const ask = async (url: string) => {
      const chat = createChatStream({ url, retry, ...options })
      const { outcome } = await chat.send('Hi')
      chat.dispose()
      return outcome
    }
    return { outcomes: [await ask(`${origin}/chat`), await ask(origin + path)], keys }
  }

  test('gets a question with its key again', async () => {
    const { outcomes, keys } = await askTwice(ONE_SHOT)
    expect(outcomes).toEqual(['complete', 'complete'])
    expect(keys).toHaveLength(3)
    expect(keys[1]).toMatch(/^[0-9a-f-]{36}$/)
    expect(keys[2]).toBe(keys[1])
  })

  test.each<[string, string, Partial<ChatStreamOptions>?, string?]>([
    ['without marks in the earlier answer', STREAM],
    ['with numbered events alone', OWN_STREAM],
    ['of another URL', ONE_SHOT, {}, '/other'],
    ['by a request without a key', ONE_SHOT, { idempotencyKey: false }],
    ['by a request whose key a field of the body replaced', ONE_SHOT, { body: { key: 'mine' } }],
  ])('does not get a question again: %s', async (_, first, options, path) => {
    const { outcomes, keys } = await askTwice(first, options, path)
    expect(outcomes).toEqual(['complete', 'failed'])
    expect(keys).toHaveLength(2)
  })
})
