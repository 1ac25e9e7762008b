import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { requestRaw, sendRaw } from '../../stub-server/http/raw.test-helper.ts'
import { deferred, proxyForTest } from '../command.test-helper.ts'
import { MAX_BODY_BYTES } from './forward.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }
const post = (url: string, body: BodyInit, headers = {}) =>
  fetch(url, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body })

describe('a request of the page', () => {
  test('reaches the server byte for byte, with the headers that matter to it', async () => {
    const seen: { request?: IncomingMessage; body?: Buffer } = {}
    const { proxied, upstream } = await proxyForTest(
      async (request, response) => {
        Object.assign(seen, { request, body: await buffer(request) })
        response.end('ok')
      },
      { path: '/chat?tenant=1' },
    )
    const body = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256))
    await post(`${proxied.replace(/\?.*/, '')}?message=a%2Fb&x=%E4%BD%A0`, body, {
      'Last-Event-ID': 'a:7',
      'Idempotency-Key': 'k1',
      'X-Own': 'yes',
      Cookie: 'session=of-another-program',
      Authorization: 'Bearer of-the-user',
    })
    expect(seen.body?.equals(body)).toBe(true)
    expect(seen.request?.url).toBe('/chat?tenant=1&message=a%2Fb&x=%E4%BD%A0')
    expect(seen.request?.headers).toMatchObject({
      host: new URL(upstream).host,
      'content-length': String(body.length),
      'last-event-id': 'a:7',
      'idempotency-key': 'k1',
      'x-own': 'yes',
      authorization: 'Bearer of-the-user',
      'accept-encoding': 'identity',
    })
    for (const name of ['cookie', 'origin', 'referer', 'sec-fetch-mode'])
      expect(seen.request?.headers).not.toHaveProperty(name)
  })

  test.each([
    ['POST', '/init', '/chat/init'],
    ['GET', '/a.b-c_d%2B~', '/chat/a.b-c_d%2B~'],
    ['DELETE', '/id', '/chat/id'],
    ['GET', '?message=hi', '/chat?message=hi'],
  ])('is forwarded as %s %s', async (method, below, target) => {
    const seen: string[] = []
    const { proxied } = await proxyForTest((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.end()
    })
    const body = method === 'POST' ? '{}' : null
    await fetch(proxied + below, { method, headers: JSON_TYPE, body })
    expect(seen).toEqual([`${method} ${target}`])
  })

  test.each(['..', '.', '%2e%2e', '.%2E', '..%2fx', 'a%5Cb', 'a/b', 'a%00', '%', 'x'.repeat(301)])(
    'never reaches the server at the path %s',
    async (segment) => {
      const seen: unknown[] = []
      const { proxied, port } = await proxyForTest((request, response) => {
        seen.push(request.url)
        response.end()
      })
      const path = `${new URL(proxied).pathname}/${segment}`
      expect((await requestRaw(port, 'GET', path)).status).toBe(404)
      expect(seen).toEqual([])
    },
  )

  test.each([
    ['PUT', ''],
    ['HEAD', ''],
    ['OPTIONS', ''],
    ['GET', '/init'],
    ['POST', '/id'],
  ])('never reaches the server as %s %s', async (method, below) => {
    const { proxied } = await proxyForTest((_, response) => response.end())
    expect((await fetch(proxied + below, { method, headers: JSON_TYPE })).status).toBe(405)
  })

  test('above 32 MiB gets 413, also if it does not say its length', async () => {
    const { proxied, port } = await proxyForTest((request) => void request.resume())
    const head = (length: string) =>
      `POST ${new URL(proxied).pathname} HTTP/1.1\r\nHost: localhost\r\n` +
      `Content-Type: application/json\r\nConnection: close\r\n${length}\r\n\r\n`
    const { status } = await sendRaw(port, head(`Content-Length: ${MAX_BODY_BYTES + 1}`))
    expect(status).toBe(413)
    const chunk = `${(MAX_BODY_BYTES + 1).toString(16)}\r\n${'x'.repeat(MAX_BODY_BYTES + 1)}\r\n`
    expect((await sendRaw(port, head('Transfer-Encoding: chunked') + chunk)).status).toBe(413)
  })

  test('that breaks off reaches the server incomplete', async () => {
    const arrived = deferred<IncomingMessage>()
    const { proxied, port } = await proxyForTest((request) => arrived.resolve(request))
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST ${new URL(proxied).pathname} HTTP/1.1\r\nHost: localhost\r\n` +
        'Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{"half":',
    )
    const request = await arrived.promise
    const broken = once(request.resume(), 'error')
    socket.destroy()
    expect(await broken).toMatchObject([{ message: 'aborted' }])
  })
})

describe('a failure of the server', () => {
  test('sends a question only once, and names method, URL and reason', async () => {
    let runs = 0
    const { proxied, upstream } = await proxyForTest((request) => {
      runs += 1
      request.socket.destroy()
    })
    const response = await post(proxied, '{}')
    expect([response.status, runs]).toEqual([502, 1])
    expect(await response.json()).toMatchObject({
      detail:
        `POST ${upstream}/chat failed: it closed the connection without an answer (ECONNRESET). ` +
        'See the log of the server.',
    })
  })

  test.each([301, 302, 303, 307, 308])('%i is not followed, and says where to', async (status) => {
    const paths: unknown[] = []
    const { proxied, upstream } = await proxyForTest((request, response) => {
      paths.push(request.url)
      response.writeHead(status, { Location: 'http://other.example/v2?token=secret1' }).end()
    })
    const response = await post(proxied, '{}')
    expect(response.status).toBe(502)
    expect(response.headers.get('Location')).toBeNull()
    expect(await response.json()).toMatchObject({
      detail: `POST ${upstream}/chat was redirected (${status}) to http://other.example/v2. Use that URL.`,
    })
    expect(paths).toEqual(['/chat'])
  })
})
