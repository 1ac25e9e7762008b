import { describe, expect, test } from 'vitest'
import { createStubHandler } from '../handler.ts'
import type { StubOptions } from '../options.ts'

const STREAM = 'http://localhost:8866/ai/chat/stream'

/** Sends a request to the handler directly, because `fetch` forbids setting `Origin` and similar headers. */
async function request(
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
  await handler.close()
  return { response, runs: handler.state().runs }
}

const allowed = ({ headers }: Response) => headers.get('Access-Control-Allow-Origin')

describe('a page of an allowed origin', () => {
  test.each([
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'http://[::1]:80',
    'http://localhost',
  ])('%s may send requests and read responses, without credentials', async (origin) => {
    const { response } = await request({ Origin: origin, 'Sec-Fetch-Site': 'cross-site' })
    expect([response.status, allowed(response)]).toEqual([200, origin])
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    const exposed = response.headers.get('Access-Control-Expose-Headers')
    expect(exposed).toBe('Retry-After, Request-Id, X-Vercel-AI-UI-Message-Stream')
    expect(response.headers.get('Vary')).toBe('Origin')
  })

  test('may send credentials if its origin is listed', async () => {
    const origins = ['https://app.example/']
    const { response } = await request({ Origin: 'https://app.example' }, { origins })
    expect([response.status, allowed(response)]).toEqual([200, 'https://app.example'])
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBe('true')
    const other = await request({ Origin: 'http://localhost:5173' }, { origins })
    expect(other.response.status).toBe(403)
  })

  test('may send requests if it is on the server’s own origin, also behind a TLS proxy', async () => {
    const url = 'http://192.168.1.7:8866/ai/chat/stream'
    for (const origin of ['http://192.168.1.7:8866', 'https://192.168.1.7:8866']) {
      expect((await request({ Origin: origin }, { url })).response.status).toBe(200)
    }
  })

  test('can read an error response', async () => {
    const { response } = await request(
      { Origin: 'http://localhost:1' },
      { url: `${STREAM}?message=` },
    )
    expect([response.status, allowed(response)]).toEqual([400, 'http://localhost:1'])
  })

  test('may send the headers named in a preflight', async () => {
    const names = 'content-type,idempotency-key,last-event-id,x-stub-scenario,x-stainless-os'
    const { response } = await request(
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

describe('a page of another site', () => {
  test.each([
    ['a page of another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['an image or a link of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a page in a browser without Sec-Fetch-Site', { Origin: 'https://evil.example' }],
    ['a page without an origin', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['a name that only begins like localhost', { Origin: 'http://localhost.evil.example' }],
  ])('%s starts no run and reads nothing', async (_, headers) => {
    const { response, runs } = await request(headers)
    expect([response.status, allowed(response), runs]).toEqual([403, null, 0])
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  })

  test('gets 403 for a preflight', async () => {
    const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' }
    const { response } = await request(headers, { method: 'OPTIONS' })
    expect([response.status, allowed(response)]).toEqual([403, null])
  })

  test('starts no run by an image over plain HTTP, where browsers send no Sec-Fetch-Site', async () => {
    const url = 'http://192.168.1.7:8866/ai/chat/stream?message=Hi'
    const browser = { 'User-Agent': 'Mozilla/5.0 Firefox/150.0' }
    const statusOf = async (headers: Record<string, string>) => {
      const { response, runs } = await request(headers, { url })
      return [response.status, runs]
    }
    expect(await statusOf(browser)).toEqual([403, 0])
    expect(await statusOf({ ...browser, Referer: 'http://evil.example/' })).toEqual([403, 0])
    expect(await statusOf({ ...browser, Referer: 'http://192.168.1.7:8866/' })).toEqual([200, 1])
    expect(await statusOf({ 'User-Agent': 'curl/8.5.0' })).toEqual([200, 1])
  })

  test('gets 403 under a host name that it points at this machine', async () => {
    const url = 'http://rebind.evil.example:8866/ai/chat/stream'
    const { response, runs } = await request({ 'Sec-Fetch-Site': 'same-origin' }, { url })
    expect([response.status, runs]).toEqual([403, 0])
  })
})

test.each(['localhost', 'stub', '10.0.0.3', '[fd00::1]', 'mac.local', 'chat.test'])(
  'the server answers under the private host name %s',
  async (host) => {
    const url = `http://${host}:8866/ai/chat/stream`
    expect((await request({ 'Sec-Fetch-Site': 'none' }, { url })).response.status).toBe(200)
  },
)

test('the server answers under the host name of a listed origin', async () => {
  const origins = ['https://stub.example']
  const { response } = await request({}, { url: 'http://stub.example/ai/chat/stream', origins })
  expect(response.status).toBe(200)
})

test('createStubHandler() rejects an invalid origin', () => {
  expect(() => createStubHandler({ origins: ['app.example'] })).toThrow(RangeError)
})
