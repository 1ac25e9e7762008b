import { describe, expect, test } from 'vitest'
import { createChatServer } from '../createChatServer.ts'
import type { ChatServerOptions } from '../options.ts'

const PLAIN = 'http://chat.example/ai?message=Hi'
const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0' }

/** Sends one request to a new server, and returns its status and how many runs it started. */
async function ask(
  url: string,
  headers: Record<string, string>,
  cors: ChatServerOptions['cors'] = false,
  init: RequestInit = {},
) {
  let runs = 0
  const chat = createChatServer({
    async *answer() {
      runs += 1
      yield 'Hello'
    },
    cors,
  })
  const response = await chat.fetch(new Request(url, { ...init, headers }))
  const text = await response.text()
  await chat.close()
  return { status: response.status, runs, text }
}

const REFUSED = { status: 403, runs: 0 }
const ANSWERED = { status: 200, runs: 1 }

describe.each([
  ['cors: false', false],
  ['a list of origins', { origins: ['https://app.example'] }],
] as const)('with %s, a one-shot GET over plain HTTP', (_, cors) => {
  test.each<[string, Record<string, string>]>([
    ['of a browser that names no page, such as an <img>', BROWSER],
    ['of a browser on a page elsewhere', { ...BROWSER, Referer: 'http://evil.example/page' }],
    [
      'of a browser on a page with a similar name',
      { ...BROWSER, Referer: 'http://chat.example.evil/' },
    ],
    ['of a browser on a page without a URL', { ...BROWSER, Referer: 'about:blank' }],
    ['marked as cross-site', { ...BROWSER, 'Sec-Fetch-Site': 'cross-site' }],
  ])('%s starts no run', async (_name, headers) => {
    const refused = await ask(PLAIN, headers, cors)
    expect(refused).toMatchObject(REFUSED)
    expect(refused.text).toContain('may not send requests to this server')
  })

  test.each<[string, Record<string, string>]>([
    ['of a page of this server', { ...BROWSER, Referer: 'http://chat.example/page' }],
    ['of a page of this server behind TLS', { ...BROWSER, Referer: 'https://chat.example/' }],
    ['typed into the address bar', { ...BROWSER, 'Sec-Fetch-Site': 'none' }],
    ['of curl', { 'User-Agent': 'curl/8.5.0' }],
    ['of Node', { 'User-Agent': 'node' }],
    ['of a client without a name', {}],
  ])('%s starts a run', async (_name, headers) => {
    expect(await ask(PLAIN, headers, cors)).toMatchObject(ANSWERED)
  })

  test('of a browser to loopback starts a run', async () => {
    for (const host of ['localhost:8866', '127.0.0.1', '[::1]:3000']) {
      expect(await ask(`http://${host}/ai?message=Hi`, BROWSER, cors)).toMatchObject(ANSWERED)
    }
  })
})

test('a page of a listed origin may start runs by its Referer', async () => {
  const headers = { ...BROWSER, Referer: 'https://app.example/chat' }
  const cors = { origins: ['https://app.example'] }
  expect(await ask(PLAIN, headers, cors)).toMatchObject(ANSWERED)
  expect(await ask(PLAIN, headers)).toMatchObject(REFUSED)
})

test('with cors: false, the framework decides about requests with an Origin', async () => {
  const headers = { ...BROWSER, Origin: 'https://other.example' }
  expect(await ask(PLAIN, headers)).toMatchObject(ANSWERED)
  expect(await ask(PLAIN, headers, { origins: ['https://app.example'] })).toMatchObject(REFUSED)
})

test('a form of another site starts no run, whatever its content type', async () => {
  const headers = {
    ...BROWSER,
    'Sec-Fetch-Site': 'cross-site',
    'Content-Type': 'application/json',
  }
  const init = { method: 'POST', body: '{"message":"Hi"}' }
  expect(await ask('http://chat.example/ai/init', headers, false, init)).toMatchObject(REFUSED)
  const form = { ...BROWSER, Origin: 'http://evil.example', 'Content-Type': 'text/plain' }
  expect(await ask('http://chat.example/ai/init', form, false, init)).toMatchObject({ runs: 0 })
})
