import { describe, expect, test } from 'vitest'
import { createChatApp, FOREVER } from './chatApp.test-helper.ts'
import { hosts } from './hosts.test-helper.ts'

const QUESTION = 'Wer fragt? 谁在问 🐉'
const JSON_TYPE = { 'content-type': 'application/json' }

function init(url: string, message: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/init`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify({ message }),
  })
}

async function startSession(url: string, message: string): Promise<string> {
  const { sessionId } = (await (await init(url, message)).json()) as { sessionId: string }
  return sessionId
}

function textIn(events: string): string {
  const data = [...events.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json))
  return (data as { content?: string }[]).map(({ content = '' }) => content).join('')
}

describe.each(hosts)('a chat server in $name', ({ start, hasHook, missesLeave }) => {
  async function startHost() {
    const app = createChatApp()
    return { ...app, url: await start(app.chat) }
  }

  test('runs a question once for two POSTs with one key, and streams its answer with proof', async () => {
    const { url, runs } = await startHost()
    const responses = [
      await init(url, QUESTION, { 'idempotency-key': 'a' }),
      await init(url, QUESTION, { 'idempotency-key': 'a' }),
    ]
    expect(responses.map(({ status }) => status)).toEqual([201, 201])
    const [first, second] = (await Promise.all(responses.map((each) => each.json()))) as {
      sessionId: string
    }[]
    expect(second).toEqual(first)
    expect(runs).toEqual([QUESTION])

    const stream = await fetch(`${url}/${first?.sessionId}`, {
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      ...(hasHook ? { 'x-hook': 'kept' } : {}),
    })
    expect(stream.headers.has('content-encoding')).toBe(false)
    const events = await stream.text()
    expect(textIn(events)).toBe(QUESTION)
    expect(events).toContain(`"reason":"done","length":${QUESTION.length}`)
  })

  test('answers question and answer in one request, as GET and as POST', async () => {
    const { url, runs } = await startHost()
    const get = await fetch(`${url}?${new URLSearchParams({ message: QUESTION })}`)
    expect(textIn(await get.text())).toBe(QUESTION)
    const body = JSON.stringify({ message: QUESTION })
    const post = await fetch(url, { method: 'POST', headers: JSON_TYPE, body })
    expect(textIn(await post.text())).toBe(QUESTION)
    expect(runs).toHaveLength(2)
  })

  test('resumes behind Last-Event-ID, and answers 204 after the end', async () => {
    const { url } = await startHost()
    const session = `${url}/${await startSession(url, QUESTION)}`
    const rest = await (await fetch(session, { headers: { 'last-event-id': '1' } })).text()
    expect(textIn(rest)).toBe('fragt? 谁在问 🐉')
    const end = [...rest.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? ''
    expect((await fetch(session, { headers: { 'last-event-id': end } })).status).toBe(204)
  })

  test('stops a run by DELETE', async () => {
    const { url, chat } = await startHost()
    const id = await startSession(url, FOREVER)
    const stopped = await fetch(`${url}/${id}`, { method: 'DELETE' })
    expect(stopped.status).toBe(204)
    expect(await (await fetch(`${url}/${id}`)).text()).toContain('"reason":"stopped"')
    expect(await chat.runs.live()).toEqual([])
  })

  test.skipIf(missesLeave)('ends the stream of a client that leaves, and not its run', async () => {
    const { url, chat, waitingReaders } = await startHost()
    const id = await startSession(url, FOREVER)
    const leave = new AbortController()
    const { body } = await fetch(`${url}/${id}`, { signal: leave.signal })
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await expect.poll(waitingReaders).toBe(1)
    leave.abort()
    await expect.poll(waitingReaders).toBe(0)
    expect(await chat.runs.live()).toHaveLength(1)
  })

  test('sends its own errors for wrong bodies, sessions and methods', async () => {
    const { url, runs } = await startHost()
    const text = { 'content-type': 'text/plain' }
    const post = (headers: Record<string, string>, body: string) =>
      fetch(`${url}/init`, { method: 'POST', headers, body })
    const unknown = 'a'.repeat(32)
    const responses = [
      await post(text, JSON.stringify({ message: 'no' })),
      await post({ 'content-type': 'multipart/form-data; boundary=a' }, '--a--'),
      await post(JSON_TYPE, '{}'),
      await fetch(`${url}/${unknown}`),
      await fetch(`${url}/init`),
    ]
    expect(responses.map(({ status }) => status)).toEqual([415, 415, 400, 404, 405])
    for (const response of responses) {
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.json()).toMatchObject({ status: response.status })
    }
    expect(runs).toEqual([])
  })

  test('refuses a body that is too long, and serves the next request', async () => {
    const { url, runs } = await startHost()
    const refused = await init(url, 'a'.repeat(1_500_000))
    expect(refused.status).toBe(413)
    await refused.text()
    expect((await init(url, 'short')).status).toBe(201)
    expect(runs).toEqual(['short'])
  })
})
