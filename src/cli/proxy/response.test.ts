import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { requestRaw } from '../../stub-server/http/raw.test-helper.ts'
import { deferred, proxyForTest } from '../command.test-helper.ts'

describe('a response of the server', () => {
  test('arrives piece by piece', async () => {
    const open = deferred<ServerResponse>()
    const { proxied } = await proxyForTest((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
      open.resolve(response)
    })
    // The headers arrive before the first byte.
    const answer = await fetch(proxied)
    const upstream = await open.promise
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    for (const piece of ['data: 1\n\n', 'data: 2\n\n']) {
      upstream.write(piece)
      expect(await reader?.read()).toEqual({ done: false, value: piece })
    }
    upstream.end()
    expect(await reader?.read()).toEqual({ done: true, value: undefined })
  })

  test.each([204, 401, 404, 410, 429, 500, 503])(
    'keeps its status %i and its body',
    async (status) => {
      const { proxied } = await proxyForTest((_, response) => {
        response.writeHead(status, { 'Retry-After': '7', 'X-Should-Retry': 'true' })
        response.end(status === 204 ? undefined : '{"error":"x"}')
      })
      const response = await fetch(proxied)
      expect(response.status).toBe(status)
      expect(response.headers.get('Retry-After')).toBe('7')
      expect(response.headers.get('X-Should-Retry')).toBe('true')
      expect(await response.text()).toBe(status === 204 ? '' : '{"error":"x"}')
    },
  )

  test('cannot change the origin of the app, be read by other pages, or run in it', async () => {
    const { proxied } = await proxyForTest((_, response) => {
      response.writeHead(200, {
        'Content-Type': 'text/html',
        'Access-Control-Allow-Origin': '*',
        'Clear-Site-Data': '"*"',
        'Set-Cookie': ['a=1', 'b=2'],
        'WWW-Authenticate': 'Basic',
        'X-Frame-Options': 'ALLOWALL',
        'Content-Security-Policy': "default-src 'unsafe-inline'",
        'X-Content-Type-Options': 'none',
        Refresh: '0; url=http://evil.example',
        Link: '</x>; rel=preload',
      })
      response.end('<script>alert(1)</script>')
    })
    const { headers } = await fetch(proxied)
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    )
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    for (const name of [
      ...['Access-Control-Allow-Origin', 'Clear-Site-Data', 'Set-Cookie', 'WWW-Authenticate'],
      ...['X-Frame-Options', 'Refresh', 'Link'],
    ])
      expect(headers.get(name), name).toBeNull()
  })

  test('that breaks off breaks off for the page, after everything that arrived', async () => {
    const { proxied, port } = await proxyForTest((_, response) => {
      response.write('data: 1\n\n')
      response.write('data: 2', () => response.destroy())
    })
    const raw = await requestRaw(port, 'GET', new URL(proxied).pathname)
    expect(String(raw.body)).toContain('data: 2')
    // The last chunk, which says that the body is complete, is missing.
    expect(String(raw.body)).not.toMatch(/\r\n0\r\n\r\n$/)
  })

  test('is aborted at the server when the page leaves', async () => {
    const left = deferred()
    const { proxied } = await proxyForTest((_, response) => {
      response.write('data: 1\n\n')
      response.once('close', () => left.resolve(true))
    })
    const abort = new AbortController()
    const answer = await fetch(proxied, { signal: abort.signal })
    await answer.body?.getReader().read()
    abort.abort()
    await left.promise
  })

  test('is not even waited for when the page leaves before it', async () => {
    const left = deferred()
    const arrived = deferred()
    const { proxied } = await proxyForTest((request) => {
      arrived.resolve(true)
      request.socket.once('close', () => left.resolve(true))
    })
    const abort = new AbortController()
    const answer = fetch(proxied, { signal: abort.signal })
    await arrived.promise
    abort.abort()
    await expect(answer).rejects.toThrow('abort')
    await left.promise
  })
})

test('a slow reader slows the server down instead of filling the memory', async () => {
  const LENGTH = 200 * 1024 * 1024
  const piece = Buffer.alloc(64 * 1024)
  let sent = 0
  const { proxied, upstream } = await proxyForTest((request, response) => {
    if (request.url !== '/chat') return response.end()
    const write = () => {
      for (let isFull = false; sent < LENGTH && !isFull; sent += piece.length)
        isFull = !response.write(piece)
      if (sent < LENGTH) response.once('drain', write)
    }
    write()
  })
  const answer = await fetch(proxied)
  // The server answers other requests in the meantime, so it would also continue this one if it could.
  for (let before = -1; before !== sent;) {
    before = sent
    for (let round = 0; round < 50; round += 1) await fetch(`${upstream}/other`)
  }
  expect(sent).toBeLessThan(LENGTH / 2)
  await answer.body?.cancel()
})
