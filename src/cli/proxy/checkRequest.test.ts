import { describe, expect, test } from 'vitest'
import { requestRaw, sendRaw } from '../../stub-server/http/raw.test-helper.ts'
import { commandForTest, proxyForTest, serverForTest } from '../command.test-helper.ts'

/** Counts what reaches the server behind the app. */
async function countingProxy() {
  const counts = { requests: 0 }
  const proxy = await proxyForTest((_, response) => {
    counts.requests += 1
    response.end('{}')
  })
  const path = new URL(proxy.proxied).pathname
  const send = async (method: string, headers: Record<string, string>, below = '') => {
    const { status, headers: received } = await requestRaw(proxy.port, method, path + below, {
      Host: `localhost:${proxy.port}`,
      ...headers,
    })
    expect(received.get('Access-Control-Allow-Origin')).toBeNull()
    return [status, counts.requests]
  }
  return { ...proxy, path, send }
}

describe('a page of another origin', () => {
  test.each([
    { Origin: 'http://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost:3000' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('cannot use the server with %j', async (headers: Record<string, string>) => {
    const { send } = await countingProxy()
    expect(await send('GET', headers, '?message=hi')).toEqual([403, 0])
    const json = { ...headers, 'Content-Type': 'application/json' }
    expect(await send('POST', json)).toEqual([403, 0])
    expect(await send('DELETE', headers, '/id')).toEqual([403, 0])
    expect(await send('OPTIONS', { ...headers, 'Access-Control-Request-Method': 'POST' })).toEqual([
      403, 0,
    ])
  })

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', ''])(
    'cannot post a form as %s, even in a browser that does not name the page',
    async (type) => {
      const { send } = await countingProxy()
      const headers = type ? { 'Content-Type': type } : {}
      expect(await send('POST', headers as Record<string, string>)).toEqual([415, 0])
    },
  )

  test('cannot start a run with an image in a browser that does not name the page', async () => {
    const { send, port } = await countingProxy()
    const browser = { 'User-Agent': 'Mozilla/5.0 (Macintosh) Version/16.1 Safari/605.1.15' }
    expect(await send('GET', browser, '?message=hi')).toEqual([403, 0])
    const evil = { ...browser, Referer: 'http://evil.example/' }
    expect(await send('GET', evil, '?message=hi')).toEqual([403, 0])
    const own = { ...browser, Referer: `http://localhost:${port}/` }
    expect(await send('GET', own, '?message=hi')).toEqual([200, 1])
    // A session id starts no run, and another page cannot guess it.
    expect(await send('GET', browser, '/id')).toEqual([200, 2])
  })
})

test('the app itself can use the server, and so can a client that is no browser', async () => {
  const { send, port } = await countingProxy()
  const own = { Origin: `http://localhost:${port}`, 'Sec-Fetch-Site': 'same-origin' }
  expect(await send('GET', own, '?message=hi')).toEqual([200, 1])
  expect(await send('POST', { ...own, 'Content-Type': 'application/json' })).toEqual([200, 2])
  expect(await send('GET', { 'User-Agent': 'curl/8.5.0' }, '?message=hi')).toEqual([200, 3])
})

describe('a host name that an outsider points at this machine', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
  ])('%s gets neither the app nor the server', async (host) => {
    const { send, port } = await countingProxy()
    const page = await requestRaw(port, 'GET', '/', { Host: host })
    expect(page.status).toBe(403)
    expect(String(page.body)).not.toContain('<title>')
    expect(await send('GET', { Host: host, Origin: `http://${host}` })).toEqual([403, 0])
  })

  test.each(['localhost', '127.0.0.1', '[::1]', 'app.localhost'])(
    'is not %s, which is always this machine',
    async (host) => {
      const { port } = await countingProxy()
      const { status } = await requestRaw(port, 'GET', '/', { Host: `${host}:${port}` })
      expect(status).toBe(200)
    },
  )

  test('is any name of a private network on loopback, and none of them with --host', async () => {
    const { url } = await serverForTest((_, response) => response.end())
    const statusOf = async (host: string, name: string) => {
      const { port } = await commandForTest(['--endpoint', `${url}/chat`, '--host', host])
      return (await requestRaw(port, 'GET', '/', { Host: name })).status
    }
    expect(await statusOf('127.0.0.1', 'mac.local')).toBe(403)
    expect(await statusOf('127.0.0.1', '192.168.1.7')).toBe(403)
    expect(await statusOf('0.0.0.0', 'mac.local')).toBe(200)
    expect(await statusOf('0.0.0.0', '192.168.1.7')).toBe(200)
    expect(await statusOf('0.0.0.0', 'evil.example')).toBe(403)
  })
})

test.each([
  '/..%2f..%2fetc/passwd',
  '/../../etc/passwd',
  '/assets/..%5c..%5cx',
  '/%2e%2e/x',
  '/%00',
])('the path %s leads to no file', async (path) => {
  const { port } = await countingProxy()
  const { status, body } = await requestRaw(port, 'GET', path)
  expect([400, 404]).toContain(status)
  expect(String(body)).not.toContain('root:')
})

test('headers of more than 16 KiB are refused', async () => {
  const { port } = await countingProxy()
  const raw = `GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`
  expect((await sendRaw(port, raw)).status).toBe(431)
})
