import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { EventSource } from 'eventsource'
import { describe, expect, test } from 'vitest'
import { story } from '../answers/story.ts'
import { eventsIn, eventsOf, textOf } from '../../server/eventsOf.test-helper.ts'
import { serverForTest } from '../server.test-helper.ts'

const PATH = '/ai/chat/stream'

describe('GET …?message=', () => {
  test('answers with a story if there is no message', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await fetch(server.url + PATH))
    expect(textOf(events)).toBe(story)
    expect(story.startsWith('Once upon a time')).toBe(true)
  })

  test('quotes a question that it has no answer for', async () => {
    const server = await serverForTest()
    const message = 'Why is the sky blue & high?'
    const events = await eventsOf(
      await fetch(`${server.url}${PATH}?message=${encodeURIComponent(message)}`),
    )
    expect(textOf(events)).toContain(message)
  })

  test.each(['', '%20', '%0A'])('rejects the blank message "%s" with 400', async (message) => {
    const server = await serverForTest()
    const response = await fetch(`${server.url}${PATH}?message=${message}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(server.handler.state().runs).toBe(0)
  })

  test('numbers its events with the session id, from an event 0 without text', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await fetch(server.url + PATH))
    const [id = ''] = events[0]?.id?.split(':') ?? []
    expect(id).toMatch(/^[\w-]{32}$/)
    expect(events[0]).toEqual({ id: `${id}:0`, event: undefined, data: '{"content":""}' })
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => `${id}:${index}`))
    const session = await eventsOf(await fetch(`${server.url}${PATH}/${id}`))
    expect(textOf(session)).toBe(story)
  })

  test('resumes after a known id and never starts another run', async () => {
    const server = await serverForTest()
    const all = await eventsOf(await fetch(server.url + PATH))
    for (const n of [0, 7, all.length - 2]) {
      const headers = { 'Last-Event-ID': all[n]?.id ?? '' }
      const rest = await eventsOf(await fetch(`${server.url}${PATH}?message=Hi`, { headers }))
      expect(rest).toEqual(all.slice(n + 1))
    }
    const end = { 'Last-Event-ID': all.at(-1)?.id ?? '' }
    expect((await fetch(server.url + PATH, { headers: end })).status).toBe(204)
    expect(server.handler.state().runs).toBe(1)
  })

  test.each(['42', `${'A'.repeat(32)}:3`, 'x:y'])(
    'answers 204 to the unknown id %s and starts no run',
    async (id) => {
      const server = await serverForTest()
      const headers = { 'Last-Event-ID': id }
      expect((await fetch(`${server.url}${PATH}?message=Hi`, { headers })).status).toBe(204)
      expect(server.handler.state().runs).toBe(0)
    },
  )

  test('returns the same run for the same key', async () => {
    const server = await serverForTest()
    const url = `${server.url}${PATH}?message=Hi&key=${crypto.randomUUID()}`
    const [first, second] = await Promise.all([fetch(url), fetch(url)])
    expect(await eventsOf(first)).toEqual(await eventsOf(second))
    expect(server.handler.state().runs).toBe(1)
  })

  test('starts no run for HEAD and OPTIONS and answers POST with 405', async () => {
    const server = await serverForTest()
    const head = await fetch(`${server.url}${PATH}?message=Hi`, { method: 'HEAD' })
    expect([head.status, head.headers.get('Content-Type')]).toEqual([200, 'text/event-stream'])
    expect((await fetch(server.url + PATH, { method: 'OPTIONS' })).status).toBe(204)
    const post = await fetch(server.url + PATH, { method: 'POST' })
    expect([post.status, post.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect(server.handler.state().runs).toBe(0)
  })

  test('works with curl -N', async () => {
    const server = await serverForTest()
    const curl = spawn('curl', ['-sN', `${server.url}${PATH}?message=a+story`])
    expect(textOf(eventsIn(await text(curl.stdout)))).toBe(story)
  })

  test('lets an EventSource resume the same run after a broken connection', async () => {
    const server = await serverForTest()
    const source = new EventSource(`${server.url}${PATH}?message=/drop 2000 a story`)
    let answer = ''
    source.onmessage = ({ data }) => (answer += (JSON.parse(data) as { content: string }).content)
    const closed = new Promise<string>((resolve) =>
      source.addEventListener('close', ({ data }) => resolve(data as string)),
    )
    expect(JSON.parse(await closed)).toEqual({ reason: 'done', length: story.length })
    source.close()
    expect(answer).toBe(story)
    expect(server.handler.state().runs).toBe(1)
  })

  test('makes an EventSource that was not closed give up rather than reconnect forever', async () => {
    const server = await serverForTest()
    const source = new EventSource(`${server.url}${PATH}?message=a+story`)
    await expect.poll(() => source.readyState).toBe(EventSource.CLOSED)
    expect(server.handler.state().runs).toBe(1)
  })

  test('streams to 100 readers at once, to each without an error', async () => {
    const server = await serverForTest({
      pace: { min: 1, max: 5 },
      limits: { liveRunsPerClient: 100 },
    })
    const texts = await Promise.all(
      Array.from({ length: 100 }, async () =>
        textOf(await eventsOf(await fetch(`${server.url}${PATH}`))),
      ),
    )
    expect(texts).toEqual(Array.from({ length: 100 }, () => story))
    expect(server.handler.state()).toEqual({
      runs: 100,
      liveRuns: 0,
      openStreams: 0,
      sessions: 100,
    })
  })
})

test('curl is installed', async () => {
  const [code] = (await once(spawn('curl', ['--version'], { stdio: 'ignore' }), 'close')) as [
    number,
  ]
  expect(code).toBe(0)
})
