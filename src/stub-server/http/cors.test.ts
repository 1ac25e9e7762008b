import { describe, expect, test } from 'vitest'
import { createStubHandler } from '../handler.ts'
import type { StubOptions } from '../options.ts'

const STREAM = 'http://localhost:8866/ai/chat/stream'

/** Through the handler alone: `fetch` does not let anyone set `Origin` and its like. */
async function ask(
  headers: Record<string, string>,
  {
    method = 'GET',
    url = STREAM,
    ...options
  }: StubOptions & { method?: string; url?: string } = {},
) {
  const handler = createStubHandler(options)
  const response = await handler.fetch(new Request(url, { method, headers }))
  await response.body?.cancel()
  handler.close()
  return { response, runs: handler.state().runs }
}

const allowed = ({ headers }: Response) => headers.get('Access-Control-Allow-Origin')

describe('pages of an allowed origin', () => {
  test.each([
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'http://[::1]:80',
    'http://localhost',
  ])('%s may ask and read, without credentials', async (origin) => {
    const { response } = await ask({ Origin: origin, 'Sec-Fetch-Site': 'cross-site' })
    expect([response.status, allowed(response)]).toEqual([200, origin])
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    const exposed = response.headers.get('Access-Control-Expose-Headers')
    expect(exposed).toBe('Retry-After, Request-Id, X-Vercel-AI-UI-Message-Stream')
    expect(response.headers.get('Vary')).toBe('Origin')
  })

  test('on the list may bring credentials', async () => {
    const origins = ['https://app.example/']
    const { response } = await ask({ Origin: 'https://app.example' }, { origins })
    expect([response.status, allowed(response)]).toEqual([200, 'https://app.example'])
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBe('true')
    const other = await ask({ Origin: 'http://localhost:5173' }, { origins })
    expect(other.response.status).toBe(403)
  })

  test('of the server itself may ask, behind TLS as well', async () => {
    const url = 'http://192.168.1.7:8866/ai/chat/stream'
    for (const origin of ['http://192.168.1.7:8866', 'https://192.168.1.7:8866']) {
      expect((await ask({ Origin: origin }, { url })).response.status).toBe(200)
    }
  })

  test('can read a refusal', async () => {
    const { response } = await ask({ Origin: 'http://localhost:1' }, { url: `${STREAM}?message=` })
    expect([response.status, allowed(response)]).toEqual([400, 'http://localhost:1'])
  })

  test('may send the headers that a preflight asks about', async () => {
    const names = 'content-type,idempotency-key,last-event-id,x-stub-scenario,x-stainless-os'
    const { response } = await ask(
      {
        Origin: 'http://localhost:5173',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': names,
      },
      { method: 'OPTIONS', url: `${STREAM}/init` },
    )
    expect([response.status, allowed(response)]).toEqual([204, 'http://localhost:5173'])
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe(names)
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('POST, OPTIONS')
  })
})

describe('a stranger', () => {
  test.each([
    ['a page of another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['an image or a link of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a page in a browser without Sec-Fetch-Site', { Origin: 'https://evil.example' }],
    ['a page without an origin', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['a name that only begins like localhost', { Origin: 'http://localhost.evil.example' }],
  ])('%s starts no run and reads nothing', async (_, headers) => {
    const { response, runs } = await ask(headers)
    expect([response.status, allowed(response), runs]).toEqual([403, null, 0])
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  })

  test('gets no preflight', async () => {
    const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' }
    const { response } = await ask(headers, { method: 'OPTIONS' })
    expect([response.status, allowed(response)]).toEqual([403, null])
  })

  test('cannot point a name of its own at this machine', async () => {
    const url = 'http://rebind.evil.example:8866/ai/chat/stream'
    const { response, runs } = await ask({ 'Sec-Fetch-Site': 'same-origin' }, { url })
    expect([response.status, runs]).toEqual([403, 0])
  })
})

test.each(['localhost', 'stub', '10.0.0.3', '[fd00::1]', 'mac.local', 'chat.test'])(
  'the server may be called %s',
  async (host) => {
    const url = `http://${host}:8866/ai/chat/stream`
    expect((await ask({ 'Sec-Fetch-Site': 'none' }, { url })).response.status).toBe(200)
  },
)

test('a name on the list may be the server’s own', async () => {
  const origins = ['https://stub.example']
  const { response } = await ask({}, { url: 'http://stub.example/ai/chat/stream', origins })
  expect(response.status).toBe(200)
})

test('an origin that is none is refused at the start', () => {
  expect(() => createStubHandler({ origins: ['app.example'] })).toThrow(RangeError)
})
