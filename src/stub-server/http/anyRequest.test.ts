import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { appForTest } from './app.test-helper.ts'
import { requestRaw, sendRaw } from './raw.test-helper.ts'
import { serverForTest } from '../server.test-helper.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']

const PATHS = [
  ...['/', '/digits.txt', '/empty.txt', '/assets/index-1a2b.js', '/diagram/', '/nothing'],
  ...['/ai/chat/stream', '/ai/chat/stream/init', `/ai/chat/stream/${'A'.repeat(32)}`],
  ...['/v1/chat/completions', '/v1/models', '/v1/messages', '/v1/responses', '/v1/chat-messages'],
  ...['/v1beta/models/stub:streamGenerateContent', '/api/chat', '/api/tags', '/ai-sdk/chat'],
  ...['/text', '/__stub/state'],
]

const visible = (size: number) =>
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: size,
  })

/** Weighted toward files, because most of the stub's own paths read fewer headers. */
const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('/digits.txt', '/assets/index-1a2b.js') },
  { weight: 2, arbitrary: fc.constantFrom(...PATHS) },
  fc.tuple(fc.constantFrom(...PATHS), visible(20)).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom(...PATHS), visible(20)).map((parts) => parts.join('?')),
  fc
    .array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '/', '\\', '%5c', '%00', '%', '%E0%A4', 'a'))
    .map((parts) => `/${parts.join('/')}`),
  fc.constantFrom(
    '*',
    '//',
    '///etc/passwd',
    'http://[',
    'http://localhost/%',
    `/${'x'.repeat(9_000)}`,
  ),
)

const position = fc.oneof(
  fc.constant(''),
  fc.nat(40).map(String),
  visible(4),
  fc.constant('9'.repeat(40)),
)
const range = fc.oneof(
  fc
    .array(fc.tuple(position, position), { maxLength: 4 })
    .map((parts) => `bytes=${parts.map((part) => part.join('-')).join(',')}`),
  visible(20),
)

const header = fc.oneof(
  { weight: 8, arbitrary: range.map((value) => ['Range', value]) },
  fc
    .constantFrom('br', 'gzip', 'br;q=0', '*', 'identity;q=0')
    .map((value) => ['Accept-Encoding', value]),
  visible(20).map((value) => ['If-None-Match', value]),
  visible(20).map((value) => ['If-Range', value]),
  visible(20).map((value) => ['If-Modified-Since', value]),
  visible(20).map((value) => ['Host', value]),
  visible(20).map((value) => ['Origin', value]),
  visible(20).map((value) => ['Last-Event-ID', value]),
  visible(20).map((value) => ['Idempotency-Key', value]),
  fc
    .constantFrom('drop 9', 'html', '429', 'refuse 3', 'long 99')
    .map((value) => ['X-Stub-Scenario', value]),
  fc.constantFrom('application/json', 'text/plain', ';').map((value) => ['Content-Type', value]),
  fc.constantFrom('websocket', 'h2c').map((value) => ['Upgrade', value]),
  fc.constantFrom('100-continue', 'tea').map((value) => ['Expect', value]),
  fc.constantFrom('cross-site', 'same-origin').map((value) => ['Sec-Fetch-Site', value]),
)

const body = fc.oneof(
  fc.constant(''),
  fc.json({ maxDepth: 2 }),
  visible(30).map((message) => JSON.stringify({ message })),
  visible(30).map((content) => JSON.stringify({ messages: [{ role: 'user', content }] })),
)

const request = fc
  .record({
    method: fc.oneof(fc.constant('GET'), fc.constantFrom(...METHODS)),
    path,
    headers: fc.array(header, { maxLength: 4 }),
    body,
  })
  .map(({ method, path, headers, body }) =>
    [
      `${method} ${path} HTTP/1.1`,
      ...headers.map((header) => header.join(': ')),
      ...(headers.some(([name]) => name === 'Host') ? [] : ['Host: localhost']),
      'Connection: close',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )

test('the server survives 400 random requests', async () => {
  const { port } = await appForTest()
  await fc.assert(
    fc.asyncProperty(request, async (raw) => {
      await sendRaw(port, raw)
      expect((await requestRaw(port, 'GET', '/__stub/state')).status).toBe(200)
    }),
    { seed: 20_261_130, numRuns: 400 },
  )
})

test('the server survives requests that break off', async () => {
  const { port } = await appForTest()
  for (const raw of [
    'GET /digits.txt HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /digits.txt HTTP/1.1\r\nHost: lo',
    'POST /ai/chat/stream/init HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"m',
    'PUT /digits.txt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
  ]) {
    const socket = connect({ port, host: '127.0.0.1' })
    await once(socket, 'connect')
    socket.end(raw).resume()
    await once(socket, 'close')
  }
  expect((await requestRaw(port, 'GET', '/__stub/state')).status).toBe(200)
})

test.each([
  [
    'throws',
    () => {
      throw new Error('broken')
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
])('a `before` listener that %s causes a 500 and does not end the process', async (_, before) => {
  const seen = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => seen.mockRestore())
  const { port } = await serverForTest({ before })
  for (const path of ['/', '/__stub/state']) {
    const response = await requestRaw(port, 'GET', path)
    expect(response.status).toBe(500)
    expect(String(response.body)).not.toContain('broken')
  }
  expect(seen).toHaveBeenCalledTimes(2)
})

test('a listener that throws in the middle of its response breaks the connection', async () => {
  const seen = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => seen.mockRestore())
  const { port } = await serverForTest({
    before: (request, response, next) => {
      if (request.url !== '/') return next()
      response.writeHead(200, { 'Content-Length': '10' })
      response.write('half')
      throw new Error('broken')
    },
  })
  const { body } = await requestRaw(port, 'GET', '/')
  expect(body.length).toBeLessThan(10)
  expect((await requestRaw(port, 'GET', '/__stub/state')).status).toBe(200)
})

test.each([
  ['GET', '/ai/chat/stream'],
  ['GET', '/__stub/state'],
  ['GET', '/v1/models'],
  ['GET', '/text?message=Hi'],
  ['GET', '/nothing'],
  ['OPTIONS', '/v1/messages'],
  ['PUT', '/v1/chat-messages'],
  ['TRACE', '/v1/chat-messages'],
  ['GET', 'http://['],
])('the response to %s %s forbids type sniffing', async (method, target) => {
  const { port } = await appForTest()
  const { headers } = await requestRaw(port, method, target)
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
})
