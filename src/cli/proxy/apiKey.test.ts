import { describe, expect, test } from 'vitest'
import { requestRaw } from '../../stub-server/http/raw.test-helper.ts'
import { proxyForTest } from '../command.test-helper.ts'

describe('an API key', () => {
  const KEY = 'sk-0123456789abcdef'
  const environment = { VUE_CHAT_STREAM_API_KEY: KEY }

  test('reaches the server instead of what the page sends, and only there', async () => {
    const seen: unknown[] = []
    const { proxied, url } = await proxyForTest(
      ({ headers }, response) => {
        seen.push(headers.authorization)
        response.setHeader('X-Echo', headers.authorization ?? '')
        response.writeHead(401).end(`{"error":"${headers.authorization} is wrong"}`)
      },
      { environment },
    )
    const response = await fetch(proxied, { headers: { Authorization: 'Bearer of-the-user' } })
    expect(seen).toEqual([`Bearer ${KEY}`])
    expect(response.headers.get('X-Echo')).toBe(`Bearer ${'*'.repeat(KEY.length)}`)
    expect(await response.text()).toBe(`{"error":"Bearer ${'*'.repeat(KEY.length)} is wrong"}`)
    for (const path of ['/', '/config.json', '/nothing'])
      expect(await (await fetch(url + path)).text()).not.toContain(KEY)
  })

  test('stays hidden in a redirect', async () => {
    const { proxied } = await proxyForTest(
      (_, response) => {
        response.writeHead(302, { Location: `http://other.example/${KEY}` }).end()
      },
      { environment },
    )
    expect(await (await fetch(proxied)).text()).not.toContain(KEY)
  })

  test('could hide in a compressed response, which is refused', async () => {
    const { proxied } = await proxyForTest(
      (_, response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('x')
      },
      { environment },
    )
    const response = await fetch(proxied)
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('Turn off compression')
  })

  test('is not needed to pass a compressed response on', async () => {
    const { proxied, port } = await proxyForTest((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': '3' }).end('abc')
    })
    const { headers, body } = await requestRaw(port, 'GET', new URL(proxied).pathname)
    expect(headers.get('Content-Encoding')).toBe('gzip')
    expect(String(body)).toBe('abc')
  })
})
