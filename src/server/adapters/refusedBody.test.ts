import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { servedChat, untilStopped } from '../servedChat.test-helper.ts'
import type { ChatServerOptions } from '../options.ts'

interface Refusal {
  readonly name: string
  readonly status: number
  /** @default '/init' */
  readonly path?: string
  /** @default 'POST' */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly options?: Partial<ChatServerOptions>
}

const LARGE = { limits: { bodyBytes: 8 * 1024 * 1024 } }

const REFUSALS: readonly Refusal[] = [
  { name: 'too long', status: 413, options: { limits: { bodyBytes: 500 } } },
  { name: 'not declared as JSON', status: 415, headers: { 'Content-Type': 'text/plain' } },
  { name: 'from another site', status: 403, headers: { 'Sec-Fetch-Site': 'cross-site' } },
  {
    name: 'from an origin that is not listed',
    status: 403,
    headers: { Origin: 'https://evil.example' },
    options: { cors: { origins: ['https://app.example'] } },
  },
  { name: 'with another method', status: 405, method: 'PUT' },
  { name: 'with a method that fetch does not know', status: 400, method: 'TRACE' },
  { name: 'without a message', status: 400, options: LARGE },
  { name: 'without a message, by POST', status: 400, path: '', options: LARGE },
  { name: 'of a stop', status: 204, path: `/${'a'.repeat(32)}`, method: 'DELETE' },
  {
    name: 'of a requester that the option owner refuses',
    status: 401,
    options: { owner: () => new Response('Sign in.', { status: 401 }) },
  },
]

const SIZES = [1_000, 200_000, 2_000_000]

async function send(
  port: number,
  agent: Agent,
  { path = '/init', method = 'POST', headers = {} }: Partial<Refusal>,
  body = '',
  isChunked = false,
) {
  const length = isChunked
    ? { 'Transfer-Encoding': 'chunked' }
    : { 'Content-Length': String(body.length) }
  const all = { 'Content-Type': 'application/json', ...length, ...headers }
  const target = `/chat${path}`
  const sent = request({ host: '127.0.0.1', port, path: target, method, headers: all, agent })
  for (let index = 0; index < body.length; index += 50_000)
    sent.write(body.slice(index, index + 50_000))
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return { status: response.statusCode, isReused: sent.reusedSocket }
}

describe('after a refused body, toNodeHandler() serves the next request of the connection', () => {
  test.each(REFUSALS)('$name ($status)', async ({ status, options, ...refused }) => {
    const { port } = await servedChat({ answer: untilStopped, ...options })
    const next = { method: 'GET', path: '/short' }
    for (const size of SIZES) {
      for (const isChunked of [false, true]) {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 })
        onTestFinished(() => agent.destroy())
        const body = `{"nothing":"${'x'.repeat(size)}"}`
        const first = await send(port, agent, refused, body, isChunked)
        const second = await send(port, agent, { ...next, headers: refused.headers ?? {} })
        expect({ size, isChunked, status: first.status, isReused: second.isReused }).toEqual({
          ...{ size, isChunked, status },
          isReused: true,
        })
      }
    }
  })
})
