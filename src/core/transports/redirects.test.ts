import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { diagnose } from '../diagnose.ts'
import type { ChatStreamOptions } from '../stream/options.ts'
import { anthropic, gemini, openAI } from '../presets/index.ts'
import { startServer, sendStream } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { redirectMode } from './redirectMode.ts'

const SECRET = 'sk-secret'
const SESSION = 'Ab-_'.repeat(8)
const ANSWER = ['data: {"content":"Hello"}\n\n', 'event: close\ndata: {}\n\n']

/** Starts two servers of different origins; the first one redirects to the second one. */
async function startRedirect(status: number) {
  const target = await startServer(({ path }, response) =>
    path.endsWith('/init')
      ? response.writeHead(201).end(JSON.stringify({ sessionId: 's1' }))
      : sendStream(response, ANSWER),
  )
  const origin = new URL(target.url).origin
  const front = await startServer((_, response) =>
    response.writeHead(status, { location: `${origin}/final` }).end(),
  )
  return { url: front.url, target, front, location: `${origin}/final` }
}

async function ask(options: ChatStreamOptions) {
  const chat = createChatStream({ ...options, retry: { baseDelay: 0, maxDelay: 0 } })
  const answer = await chat.send('Hi')
  chat.dispose()
  return answer
}

const KEYED: readonly (readonly [string, (url: string) => ChatStreamOptions])[] = [
  ['get', (url) => ({ url, headers: { 'X-Api-Key': SECRET } })],
  ['post', (url) => ({ url, transport: 'post', headers: { 'X-Access-Token': SECRET } })],
  ['session', (url) => ({ url, transport: 'session', headers: { 'Client-Secret': SECRET } })],
  ['an async header', (url) => ({ url, headers: async () => ({ 'X-Auth': SECRET }) })],
  [
    'a header that `secretHeaders` names',
    (url) => ({ url, headers: { 'X-Pass': SECRET }, secretHeaders: ['X-PASS'] }),
  ],
  ['anthropic()', (baseURL) => anthropic({ baseURL, model: 'any', apiKey: SECRET })],
  ['gemini()', (baseURL) => gemini({ baseURL, model: 'any', apiKey: SECRET })],
  [
    'openAI() with a header of its own',
    (baseURL) => openAI({ baseURL, model: 'any', headers: { 'api-key': SECRET } }),
  ],
]

describe.each([301, 302, 303, 307, 308])('a redirect by %i to another origin', (status) => {
  test.each(KEYED)('never gets the API key: %s', async (_, options) => {
    const { url, target, front, location } = await startRedirect(status)
    const { outcome, error } = await ask(options(url))
    expect(target.requests).toEqual([])
    expect(front.requests).toHaveLength(1)
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ kind: 'redirect', status })
    expect(error?.message).toContain(`redirects to ${location}`)
    expect(error?.message).toContain('Use the final URL')
    expect(error?.message).not.toContain(SECRET)
  })
})

test('a session whose stream redirects does not leak the API key either', async () => {
  const target = await startServer((_, response) => sendStream(response, ANSWER))
  const front = await startServer(({ method }, response) =>
    method === 'POST'
      ? response.writeHead(201).end(JSON.stringify({ sessionId: SESSION }))
      : response.writeHead(307, { location: target.url }).end(),
  )
  const { error } = await ask({
    url: front.url,
    transport: 'session',
    headers: { 'x-api-key': SECRET },
  })
  expect(error?.kind).toBe('redirect')
  expect(target.requests).toEqual([])
})

test.each<[string, Partial<ChatStreamOptions>]>([
  ['no header', {}],
  ['`Authorization`', { headers: { Authorization: `Bearer ${SECRET}` } }],
  ['an idempotency key', { idempotencyKey: true }],
])('a redirect is followed with %s', async (_, options) => {
  const { url, target } = await startRedirect(307)
  const answer = await ask({ url, transport: 'post', ...options })
  expect(answer.outcome).toBe('complete')
  expect(textOf(answer)).toBe('Hello')
  expect(target.requests).toHaveLength(1)
  expect(target.requests[0]).toMatchObject({ method: 'POST', path: '/final' })
  expect(JSON.stringify(target.requests[0]?.headers)).not.toContain(SECRET)
})

test('a redirect to the same URL with a trailing slash is followed, as FastAPI sends it', async () => {
  const server = await startServer(({ path }, response) =>
    path.endsWith('/')
      ? sendStream(response, ANSWER)
      : response.writeHead(307, { location: `${path}/` }).end(),
  )
  const answer = await ask({ url: server.url, transport: 'post' })
  expect(answer.outcome).toBe('complete')
})

test('diagnose() reports a redirect that it did not follow', async () => {
  const { url, target, location } = await startRedirect(307)
  const diagnosis = await diagnose(anthropic({ baseURL: url, model: 'any', apiKey: SECRET }))
  expect(diagnosis.trouble).toBe('redirect')
  expect(diagnosis.answer.error?.message).toContain(location)
  expect(target.requests).toEqual([])
})

test.each([
  [{}, 'follow'],
  [{ authorization: 'x' }, 'follow'],
  [{ 'Idempotency-Key': 'x' }, 'follow'],
  [{ 'content-type': 'x', accept: 'x', 'anthropic-version': 'x' }, 'follow'],
  [{ 'x-goog-api-key': 'x' }, 'manual'],
  [{ 'X-Auth-User': 'x' }, 'manual'],
  [{ authorization: 'x', 'X-CSRF-TOKEN': 'x' }, 'manual'],
])('redirectMode() for %o is %s', (headers, mode) => {
  expect(redirectMode(new Headers(headers as Record<string, string>))).toBe(mode)
})
