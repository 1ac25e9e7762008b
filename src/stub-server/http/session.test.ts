import { describe, expect, test } from 'vitest'
import { story } from '../answers/story.ts'
import { eventsOf, textOf } from '../../server/eventsOf.test-helper.ts'
import type { Model } from '../model.ts'
import { init, serverForTest, sessionOf } from '../server.test-helper.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }

describe('POST …/init', () => {
  test('answers 201 with an id of 24 random bytes and starts one run', async () => {
    const server = await serverForTest()
    const response = await init(server, { message: 'a story' })
    expect(response.status).toBe(201)
    const { sessionId } = (await response.json()) as { sessionId: string }
    expect(sessionId).toMatch(/^[\w-]{32}$/)
    expect(server.handler.state().runs).toBe(1)
  })

  test('returns the same session for the same Idempotency-Key, without a second run', async () => {
    const server = await serverForTest()
    const key = { 'Idempotency-Key': crypto.randomUUID() }
    const responses = await Promise.all([1, 2, 3].map(() => init(server, { message: 'Hi' }, key)))
    const ids = await Promise.all(responses.map((response) => response.json()))
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(ids.map(({ sessionId }: { sessionId: string }) => sessionId)).size).toBe(1)
    expect(server.handler.state().runs).toBe(1)
  })

  test('starts one run for a key that is sent again while its first request waits', async () => {
    const server = await serverForTest()
    const key = { 'Idempotency-Key': 'k' }
    const question = { message: '/no-headers 100' }
    const waiting = init(server, question, key)
    await expect.poll(async () => (await init(server, question, key)).status).toBe(201)
    expect((await waiting).status).toBe(201)
    expect(server.handler.state().runs).toBe(1)
  })

  test('starts another run for another key', async () => {
    const server = await serverForTest()
    await init(server, { message: 'Hi' }, { 'Idempotency-Key': 'a' })
    await init(server, { message: 'Hi' }, { 'Idempotency-Key': 'b' })
    expect(server.handler.state().runs).toBe(2)
  })

  test('passes all messages of a chat to the model', async () => {
    const seen: unknown[] = []
    const model: Model = async function* ({ message, messages }) {
      seen.push({ message, messages })
      yield { content: 'ok' }
    }
    const server = await serverForTest({ model })
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    ]
    expect((await init(server, { messages })).status).toBe(201)
    expect(seen).toEqual([
      {
        message: 'Hi',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
      },
    ])
  })

  test.each([
    ['broken JSON', '{"message":', 400],
    ['an array', '[]', 400],
    ['no message', '{}', 400],
    ['a blank message', '{"message":"  "}', 400],
    ['a message that is not a string', '{"message":7}', 400],
    ['messages of another form', '{"messages":[{"text":"Hi"}]}', 400],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400],
    ['more than 64 KiB', JSON.stringify({ message: 'x'.repeat(65_536) }), 413],
  ])('rejects %s', async (_, body, status) => {
    const server = await serverForTest()
    const response = await fetch(`${server.url}/ai/chat/stream/init`, {
      method: 'POST',
      headers: JSON_TYPE,
      body,
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ type: 'about:blank', status })
    expect(server.handler.state().runs).toBe(0)
  })

  test('rejects a long body without a Content-Length', async () => {
    const server = await serverForTest()
    const chunk = new TextEncoder().encode('x'.repeat(50_000))
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(chunk)
        controller.enqueue(chunk)
        controller.close()
      },
    })
    const request = { method: 'POST', headers: JSON_TYPE, body, duplex: 'half' }
    expect((await fetch(`${server.url}/ai/chat/stream/init`, request)).status).toBe(413)
  })

  test.each(['text/plain', 'application/jsonp', ''])('rejects the type "%s"', async (type) => {
    const server = await serverForTest()
    const response = await init(server, { message: 'Hi' }, { 'Content-Type': type })
    expect(response.status).toBe(415)
  })

  test('rejects a key that is too long', async () => {
    const server = await serverForTest()
    const key = { 'Idempotency-Key': 'x'.repeat(201) }
    expect((await init(server, { message: 'Hi' }, key)).status).toBe(400)
  })

  test.each(['GET', 'PUT', 'DELETE'])(
    'answers %s with 405 and the header Allow',
    async (method) => {
      const server = await serverForTest()
      const response = await fetch(`${server.url}/ai/chat/stream/init`, { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('Allow')).toBe('POST, OPTIONS')
    },
  )
})

describe('GET …/:sessionId', () => {
  test('streams the answer with dense ids, and an end that contains its length', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, 'a story')
    const response = await fetch(`${server.url}/ai/chat/stream/${id}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/event-stream')
    expect(response.headers.get('Cache-Control')).toBe('no-store, no-transform')
    expect(response.headers.get('X-Accel-Buffering')).toBe('no')
    expect(response.headers.get('Content-Encoding')).toBeNull()
    const body = await response.text()
    expect(body.startsWith('\nretry: 1000\n\nid: 1\ndata: {"content":"Once"}\n\n')).toBe(true)
    const events = await eventsOf(new Response(body))
    expect(textOf(events)).toBe(story)
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => String(index + 1)))
    expect(events.at(-1)).toMatchObject({
      event: 'close',
      data: JSON.stringify({ reason: 'done', length: story.length }),
    })
  })

  test('counts the length in UTF-16 units', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, 'emoji')
    const events = await eventsOf(await fetch(`${server.url}/ai/chat/stream/${id}`))
    const { length } = JSON.parse(events.at(-1)?.data ?? '') as { length: number }
    expect(length).toBe(textOf(events).length)
    expect(length).toBeGreaterThan([...textOf(events)].length)
  })

  test('replays after any entry, by header or query, and prefers the header', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, 'a story')
    const url = `${server.url}/ai/chat/stream/${id}`
    const all = await eventsOf(await fetch(url))
    for (const n of [0, 1, 150, all.length - 1]) {
      const byHeader = await fetch(url, { headers: { 'Last-Event-ID': String(n) } })
      expect(await eventsOf(byHeader)).toEqual(all.slice(n))
      expect(await eventsOf(await fetch(`${url}?lastEventId=${n}`))).toEqual(all.slice(n))
    }
    const both = await fetch(`${url}?lastEventId=1`, { headers: { 'Last-Event-ID': '9' } })
    expect((await eventsOf(both))[0]?.id).toBe('10')
    expect(server.handler.state().runs).toBe(1)
  })

  test('answers 204 at and past the end of an ended run', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, 'a story')
    const url = `${server.url}/ai/chat/stream/${id}`
    const end = (await eventsOf(await fetch(url))).length
    for (const n of [end, end + 1, end + 1000]) {
      const response = await fetch(url, { headers: { 'Last-Event-ID': String(n) } })
      expect(response.status).toBe(204)
    }
  })

  test('continues live from the middle of a run without a gap', async () => {
    const server = await serverForTest({ pace: { min: 1, max: 3 } })
    const id = await sessionOf(server, 'a story')
    const response = await fetch(`${server.url}/ai/chat/stream/${id}?lastEventId=20`)
    const events = await eventsOf(response)
    expect(events[0]?.id).toBe('21')
    const all = await eventsOf(await fetch(`${server.url}/ai/chat/stream/${id}`))
    expect(textOf(all)).toBe(story)
    expect(events).toEqual(all.slice(20))
  })

  test('sends the same bytes to several readers of one run', async () => {
    const server = await serverForTest({ pace: { min: 1, max: 2 } })
    const id = await sessionOf(server, 'a story')
    const url = `${server.url}/ai/chat/stream/${id}`
    const bodies = await Promise.all([1, 2, 3].map(async () => (await fetch(url)).text()))
    expect(new Set(bodies).size).toBe(1)
    expect(textOf(await eventsOf(new Response(bodies[0])))).toBe(story)
    expect(server.handler.state().runs).toBe(1)
  })

  test('lets a run continue when its reader leaves', async () => {
    const server = await serverForTest({ pace: { min: 1, max: 2 } })
    const id = await sessionOf(server, 'a story')
    const leave = new AbortController()
    const url = `${server.url}/ai/chat/stream/${id}`
    const reader = (await fetch(url, { signal: leave.signal })).body?.getReader()
    await reader?.read()
    leave.abort()
    const events = await eventsOf(await fetch(url))
    expect(textOf(events)).toBe(story)
    await expect.poll(() => server.handler.state().openStreams).toBe(0)
  })

  test('answers 404 for an unknown session and 400 for an invalid id', async () => {
    const server = await serverForTest()
    const unknown = await fetch(`${server.url}/ai/chat/stream/${'A'.repeat(32)}`)
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({
      detail: expect.stringContaining('Session not found'),
    })
    expect((await fetch(`${server.url}/ai/chat/stream/nope`)).status).toBe(400)
  })

  test('rejects a last event id that is not a number', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, 'a story')
    const headers = { 'Last-Event-ID': 'abc' }
    expect((await fetch(`${server.url}/ai/chat/stream/${id}`, { headers })).status).toBe(400)
  })

  test('answers HEAD without a body and without opening a stream', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, 'a story')
    const response = await fetch(`${server.url}/ai/chat/stream/${id}`, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/event-stream')
    expect(server.handler.state().openStreams).toBe(0)
  })

  test('answers POST with 405 and the header Allow', async () => {
    const server = await serverForTest()
    const response = await fetch(`${server.url}/ai/chat/stream/${'A'.repeat(32)}`, {
      method: 'POST',
    })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('GET, HEAD, DELETE, OPTIONS')
  })
})

describe('DELETE …/:sessionId', () => {
  test('stops the run and sends its readers `stopped` with the length so far', async () => {
    let stopped = false
    const model: Model = async function* (_, signal) {
      yield { content: 'Once' }
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      stopped = true
      yield { content: ' too late' }
    }
    const server = await serverForTest({ model })
    const id = await sessionOf(server, 'Hi')
    const url = `${server.url}/ai/chat/stream/${id}`
    const stream = await fetch(url)
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    const events = await eventsOf(stream)
    expect(stopped).toBe(true)
    expect(textOf(events)).toBe('Once')
    expect(events.at(-1)).toMatchObject({ event: 'close', data: '{"reason":"stopped","length":4}' })
    expect(server.handler.state().liveRuns).toBe(0)
  })

  test('answers 204 when repeated, and after the end', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, 'a story')
    const url = `${server.url}/ai/chat/stream/${id}`
    const before = await eventsOf(await fetch(url))
    for (const path of [id, id, 'B'.repeat(32)]) {
      const response = await fetch(`${server.url}/ai/chat/stream/${path}`, { method: 'DELETE' })
      expect(response.status).toBe(204)
    }
    expect(await eventsOf(await fetch(url))).toEqual(before)
  })
})
