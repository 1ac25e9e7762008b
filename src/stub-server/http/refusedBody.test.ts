import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { appForTest } from './app.test-helper.ts'
import type { StubServerOptions } from '../server.ts'
import { serverForTest } from '../server.test-helper.ts'

const INIT = '/ai/chat/stream/init'
const JSON_TYPE = { 'Content-Type': 'application/json' }

/** A request with a body that the server refuses, before or after reading it. */
interface Refusal {
  readonly name: string
  /** The expected status of the response. */
  readonly status: number
  /** @default INIT */
  readonly path?: string
  /** @default POST */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly limits?: StubServerOptions['limits']
  /** Name of the only field in the body. @default 'nothing' */
  readonly field?: string
}

const SHORT = { bodyBytes: 500, modelBodyBytes: 500 }
const LONG = { bodyBytes: 8 * 1024 * 1024 }

const REFUSALS: readonly Refusal[] = [
  { name: 'too long', status: 413, limits: SHORT },
  { name: 'not declared as JSON', status: 415, headers: { 'Content-Type': 'text/plain' } },
  { name: 'from another site', status: 403, headers: { 'Sec-Fetch-Site': 'cross-site' } },
  { name: 'from another origin', status: 403, headers: { Origin: 'https://evil.example' } },
  { name: 'for an unknown path', status: 404, path: '/v1/nothing' },
  { name: 'with another method', status: 405, method: 'PUT' },
  { name: 'with a method that fetch does not know', status: 405, method: 'TRACE' },
  { name: 'without a message', status: 400, limits: LONG },
  {
    name: 'with an unknown scenario',
    status: 400,
    headers: { 'X-Stub-Scenario': 'dorp' },
    limits: LONG,
    field: 'message',
  },
  {
    name: 'by the scenario 429',
    status: 429,
    headers: { 'X-Stub-Scenario': '429 times=9' },
    limits: LONG,
    field: 'message',
  },
  { name: 'of a malformed session', status: 400, path: '/ai/chat/stream/short', method: 'DELETE' },
  { name: 'for a static file', status: 405, path: '/digits.txt', method: 'PUT' },
  ...[
    ...['/v1/chat/completions', '/v1/responses', '/v1/messages', '/v1/chat-messages'],
    ...['/v1beta/models/stub:generateContent', '/api/chat', '/ai-sdk/chat', '/text'],
  ].flatMap((path) => [
    { name: 'too long', status: 413, path, limits: SHORT },
    { name: 'not declared as JSON', status: 415, path, headers: { 'Content-Type': 'text/plain' } },
    { name: 'from another site', status: 403, path, headers: { 'Sec-Fetch-Site': 'cross-site' } },
    { name: 'with another method', status: 405, path, method: 'DELETE' },
    { name: 'without a message', status: 400, path, limits: LONG },
  ]),
]

const SIZES = [1_000, 200_000, 2_000_000]

/** Returns a JSON object of the given size in bytes. */
function bodyOf(size: number, field: string): string {
  const [start, end] = [`{"${field}":"`, '"}']
  return start + 'x'.repeat(size - start.length - end.length) + end
}

interface Response {
  readonly status: number | undefined
  readonly isReused: boolean
}

async function sendRequest(
  port: number,
  agent: Agent,
  { path = INIT, method = 'POST', headers = {} }: Partial<Refusal>,
  body = '',
  isChunked = false,
): Promise<Response> {
  const length = isChunked
    ? { 'Transfer-Encoding': 'chunked' }
    : { 'Content-Length': String(Buffer.byteLength(body)) }
  const all = { ...JSON_TYPE, ...length, ...headers }
  const sent = request({ host: '127.0.0.1', port, path, method, headers: all, agent })
  for (let index = 0; index < body.length; index += 50_000)
    sent.write(body.slice(index, index + 50_000))
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return { status: response.statusCode, isReused: sent.reusedSocket }
}

function agentForTest(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  return agent
}

describe('after a request with a refused body', () => {
  const named = REFUSALS.map((refusal) => ({ path: INIT, field: 'nothing', ...refusal }))

  test.each(named)(
    '$name ($path: $status), the connection serves the next request',
    async ({ status, limits, field, ...refused }) => {
      const { port } = await appForTest(limits ? { limits } : {})
      for (const size of SIZES) {
        for (const isChunked of [false, true]) {
          const agent = agentForTest()
          const first = await sendRequest(port, agent, refused, bodyOf(size, field), isChunked)
          const next = await sendRequest(port, agent, { path: '/__stub/state', method: 'GET' })
          expect({ size, isChunked, status: first.status, next }).toEqual({
            ...{ size, isChunked, status },
            next: { status: 200, isReused: true },
          })
        }
      }
    },
  )
})

test('the connection serves the next request after a GET stream with a body', async () => {
  const { port } = await serverForTest()
  const agent = agentForTest()
  const stream = { path: '/ai/chat/stream?message=Hi', method: 'GET' }
  expect((await sendRequest(port, agent, stream, 'x'.repeat(200_000))).status).toBe(200)
  const next = await sendRequest(port, agent, { path: '/__stub/state', method: 'GET' })
  expect(next).toEqual({ status: 200, isReused: true })
})

test('an endless refused body loses its connection after the response', async () => {
  const { port } = await serverForTest()
  const socket = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => {
    socket.destroy()
  })
  socket.on('error', () => {})
  const headers = `POST ${INIT} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n`
  socket.write(headers)
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  const [response] = (await once(socket, 'data')) as [Buffer]
  expect(String(response)).toContain('HTTP/1.1 415 ')
  let sent = 0
  // `once` would reject, because the server resets the connection instead of reading to the end.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const send = () => {
    while (!socket.destroyed && socket.write(chunk)) sent += chunk.length
    sent += chunk.length
  }
  socket.on('drain', send)
  send()
  await closed
  expect(sent).toBeLessThan(128 * 1024 * 1024)
})
