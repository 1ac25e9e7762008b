import { performance } from 'node:perf_hooks'
import { describe, expect, test } from 'vitest'
import { emoji } from '../answers/emoji.ts'
import { chinese } from '../answers/chinese.ts'
import { story } from '../answers/story.ts'
import { eventsIn, eventsOf, textOf } from '../../server/eventsOf.test-helper.ts'
import { init, serverForTest, sessionOf } from '../server.test-helper.ts'
import type { StubServer } from '../server.ts'

const PATH = '/ai/chat/stream'

function request({ url }: StubServer, scenario: string, message = 'a story'): Promise<Response> {
  return fetch(`${url}${PATH}?message=${encodeURIComponent(message)}`, {
    headers: { 'X-Stub-Scenario': scenario },
  })
}

/** Reads a body to its end or until it breaks, and returns the pieces and whether it broke. */
async function readBroken(response: Response): Promise<{ pieces: Uint8Array[]; broke: boolean }> {
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of response.body ?? []) pieces.push(piece)
    return { pieces, broke: false }
  } catch {
    return { pieces, broke: true }
  }
}

const sizeOf = (pieces: Uint8Array[]) => pieces.reduce((sum, { length }) => sum + length, 0)

describe('choosing a scenario', () => {
  test('a header, a query parameter or a message chooses a scenario', async () => {
    const server = await serverForTest()
    const responses = [
      await request(server, '500'),
      await fetch(`${server.url}${PATH}?scenario=500`),
      await fetch(`${server.url}${PATH}?message=/500`),
      await init(server, { message: '/500' }),
      await init(server, { message: 'Hi' }, { 'X-Stub-Scenario': '500' }),
    ]
    expect(responses.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500])
    expect(server.handler.state().runs).toBe(0)
  })

  test('the text after a scenario is the question', async () => {
    const server = await serverForTest()
    const response = await fetch(`${server.url}${PATH}?message=/burst 1 中文`)
    expect(textOf(await eventsOf(response))).toBe(chinese)
  })

  test('an unknown scenario is rejected in a header, and explained in a message', async () => {
    const server = await serverForTest()
    expect((await request(server, 'dorp 20')).status).toBe(400)
    const response = await fetch(`${server.url}${PATH}?message=/dorp`)
    expect(textOf(await eventsOf(response))).toContain('| `/drop [bytes]` |')
  })
})

describe('status scenarios', () => {
  test.each([
    ['429 7', 429, '7'],
    ['503', 503, '1'],
  ])('%s refuses one request with Retry-After, then answers', async (name, status, seconds) => {
    const server = await serverForTest()
    const key = { 'Idempotency-Key': 'k', 'X-Stub-Scenario': name }
    const first = await init(server, { message: 'Hi' }, key)
    expect([first.status, first.headers.get('Retry-After')]).toEqual([status, seconds])
    expect(first.headers.get('Content-Type')).toBe('application/problem+json')
    expect((await init(server, { message: 'Hi' }, key)).status).toBe(201)
    expect((await init(server, { message: 'Hi' }, key)).status).toBe(201)
    expect(server.handler.state().runs).toBe(1)
  })

  test('429 counts attempts per question if there is no key', async () => {
    const server = await serverForTest({ limits: { liveRunsPerClient: 10 } })
    const statuses: number[] = []
    for (const message of ['a', 'b', 'a', 'a', 'b', 'a', 'a']) {
      const response = await request(server, '429 times=2', message)
      statuses.push(response.status)
      await response.text()
    }
    expect(statuses).toEqual([429, 429, 429, 200, 429, 429, 429])
  })

  test.each(['401', '403', '404', '500', '502'])('%s refuses every attempt', async (name) => {
    const server = await serverForTest()
    for (const attempt of [1, 2, 3]) {
      expect([attempt, (await request(server, name)).status]).toEqual([attempt, Number(name)])
    }
  })

  test('html answers with a page and status 200', async () => {
    const server = await serverForTest()
    const response = await request(server, 'html')
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toContain('text/html')
    expect(await response.text()).toContain('<h1>')
  })

  test('on=stream affects the GET of a session but not its POST', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, '/429 3 on=stream')
    const first = await fetch(`${server.url}${PATH}/${id}`)
    expect([first.status, first.headers.get('Retry-After')]).toEqual([429, '3'])
    expect(textOf(await eventsOf(await fetch(`${server.url}${PATH}/${id}`)))).toBe(story)
  })

  test('no-headers answers late or never', async () => {
    const server = await serverForTest()
    const start = performance.now()
    expect((await request(server, 'no-headers 200')).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(190)
    const never = fetch(`${server.url}${PATH}?message=/no-headers`, {
      signal: AbortSignal.timeout(200),
    })
    await expect(never).rejects.toThrow()
    expect(server.handler.state().runs).toBe(1)
  })
})

describe('the scenario drop', () => {
  test('breaks the connection after exactly that many bytes', async () => {
    const server = await serverForTest()
    for (const bytes of [0, 1, 500, 3000]) {
      const { pieces, broke } = await readBroken(await request(server, `drop ${bytes}`))
      expect([sizeOf(pieces), broke]).toEqual([bytes, true])
    }
  })

  test('breaks only the first connection of a session, and the next one resumes', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, '/drop 1000')
    const first = await readBroken(await fetch(`${server.url}${PATH}/${id}`))
    const seen = eventsIn(Buffer.concat(first.pieces).toString())
    const headers = { 'Last-Event-ID': seen.at(-1)?.id ?? '' }
    const rest = await eventsOf(await fetch(`${server.url}${PATH}/${id}`, { headers }))
    expect(first.broke).toBe(true)
    expect(textOf([...seen, ...rest])).toBe(story)
    expect(rest.at(-1)?.event).toBe('close')
  })

  test('breaks as many connections as `times` specifies', async () => {
    const server = await serverForTest()
    const id = await sessionOf(server, '/drop 300 times=3')
    const broke: boolean[] = []
    for (let reader = 0; reader < 5; reader += 1) {
      broke.push((await readBroken(await fetch(`${server.url}${PATH}/${id}`))).broke)
    }
    expect(broke).toEqual([true, true, true, false, false])
  })
})

describe('other stream scenarios', () => {
  test('end-early ends the stream cleanly without close', async () => {
    const server = await serverForTest()
    const { pieces, broke } = await readBroken(await request(server, 'end-early 400'))
    expect([sizeOf(pieces), broke]).toEqual([400, false])
    expect(Buffer.concat(pieces).toString()).not.toContain('close')
  })

  test('emoji-cut splits every character of several bytes, and changes no byte', async () => {
    const server = await serverForTest()
    const response = await fetch(`${server.url}${PATH}?message=/emoji-cut`)
    const { pieces } = await readBroken(response)
    expect(textOf(eventsIn(Buffer.concat(pieces).toString()))).toBe(emoji + chinese)
    const isInside = ({ 0: first = 0 }: Uint8Array) => (first & 0xc0) === 0x80
    expect(pieces.filter(isInside).length).toBeGreaterThan(200)
  })

  test('split writes every byte separately', async () => {
    const server = await serverForTest()
    const response = await server.handler.fetch(
      new Request(`http://localhost${PATH}?scenario=split`),
    )
    const { pieces } = await readBroken(response)
    expect(pieces.every(({ length }) => length === 1)).toBe(true)
    expect(textOf(eventsIn(Buffer.concat(pieces).toString()))).toBe(story)
  })

  test('silence sends headers but no byte of the body, not even heartbeats', async () => {
    const server = await serverForTest({ heartbeatInterval: 20 })
    const leave = new AbortController()
    const response = await fetch(`${server.url}${PATH}?message=/silence`, { signal: leave.signal })
    expect(response.status).toBe(200)
    const first = response.body?.getReader().read()
    const silence = new Promise((resolve) => setTimeout(resolve, 200, 'silence'))
    expect(await Promise.race([first?.catch(() => 'broken'), silence])).toBe('silence')
    leave.abort()
  })

  test('silence with a duration sends the whole answer afterwards', async () => {
    const server = await serverForTest()
    expect(textOf(await eventsOf(await request(server, 'silence 50')))).toBe(story)
  })

  test('burst waits, then sends everything in one write', async () => {
    const server = await serverForTest()
    const response = await server.handler.fetch(
      new Request(`http://localhost${PATH}?scenario=burst+50`),
    )
    const start = performance.now()
    const { pieces } = await readBroken(response)
    expect(performance.now() - start).toBeGreaterThan(45)
    expect(pieces.length).toBe(1)
    expect(textOf(eventsIn(Buffer.concat(pieces).toString()))).toBe(story)
  })
})

describe('answer scenarios', () => {
  test('error fails in the middle, and the close event reports it', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await request(server, 'error 50'))
    expect(textOf(events)).toBe(story.slice(0, 50))
    expect(events.at(-1)?.event).toBe('close')
    expect(JSON.parse(events.at(-1)?.data ?? '')).toEqual({
      reason: 'error',
      length: 50,
      code: 'model_failed',
      message: 'The model failed in the middle of its answer.',
    })
  })

  test('nest-error sends an error event with plain text, and no close', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await request(server, 'nest-error 50'))
    expect(events.at(-1)).toMatchObject({ event: 'error', data: 'Internal server error' })
    expect(events.some(({ event }) => event === 'close')).toBe(false)
  })

  test('long sends an answer of exactly the requested length', async () => {
    const server = await serverForTest()
    for (const length of [1, 777, 30_000]) {
      const response = await fetch(`${server.url}${PATH}?message=/long ${length}`)
      expect(textOf(await eventsOf(response)).length).toBe(length)
    }
  })

  test('slow pauses before every token', async () => {
    const server = await serverForTest()
    const start = performance.now()
    const reader = (await request(server, 'slow 60')).body?.getReader()
    let text = ''
    while (!text.includes(':5\n')) text += new TextDecoder().decode((await reader?.read())?.value)
    expect(performance.now() - start).toBeGreaterThan(5 * 59)
    await reader?.cancel()
  })

  test('parts sends reasoning, a tool call and usage in addition to the text', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await request(server, 'parts'))
    const fields = events.slice(1, -1).map(({ data }) => Object.keys(JSON.parse(data) as object)[0])
    expect([...new Set(fields)]).toEqual(['reasoning', 'tool', 'content', 'usage'])
    expect(textOf(events)).toBe(story)
    expect(JSON.parse(events.at(-1)?.data ?? '')).toEqual({ reason: 'done', length: story.length })
  })

  test('think sends reasoning before the text', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await request(server, 'think'))
    const fields = events.slice(1, -1).map(({ data }) => Object.keys(JSON.parse(data) as object)[0])
    expect([...new Set(fields)]).toEqual(['reasoning', 'content'])
    expect(textOf(events)).toBe(story)
  })

  test('sources sends pages after the text', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await request(server, 'sources'))
    expect(textOf(events)).toBe(story)
    expect(events.map(({ data }) => data).join()).toContain(
      '{"source":{"url":"https://example.com/streams","title":"On streams"}}',
    )
  })

  test('tool runs a tool on the server, or continues with an output that was sent back', async () => {
    const server = await serverForTest()
    const events = await eventsOf(await request(server, 'tool'))
    expect(events.map(({ data }) => data).join()).toContain('"output":{"time":"12:00"}')
    expect(textOf(events)).toBe(story)
    const messages = [
      { role: 'user', content: '/tool a story' },
      { role: 'tool', content: '9:41' },
    ]
    const { sessionId } = (await (await init(server, { messages })).json()) as { sessionId: string }
    const answer = await eventsOf(await fetch(`${server.url}${PATH}/${sessionId}`))
    expect(textOf(answer)).toBe(`The tool says: 9:41\n\n${story}`)
  })

  test('refuse sends the requested amount of text, then closes with the refusal', async () => {
    const server = await serverForTest()
    for (const length of [0, 9]) {
      const events = await eventsOf(await request(server, `refuse ${length}`))
      expect(textOf(events)).toBe(story.slice(0, length))
      expect(JSON.parse(events.at(-1)?.data ?? '')).toEqual({
        reason: 'error',
        length,
        code: 'refused',
        message: 'I am sorry, but I cannot help with that.',
      })
    }
  })

  test.each([
    ['many-tools 30', 'tool', 30],
    ['many-sources 40', 'source', 40],
    ['many-parts 30', 'reasoning', 10],
    ['many-parts 30', 'content', 10],
    ['many-parts 30', 'tool', 10],
  ])('%s sends as many deltas with %s as requested', async (scenario, field, count) => {
    const server = await serverForTest()
    const events = await eventsOf(await request(server, scenario))
    const deltas = events.slice(1, -1).map(({ data }) => JSON.parse(data) as object)
    const found = deltas.filter((delta) => field in delta)
    if (field !== 'content')
      expect(new Set(found.map((each) => JSON.stringify(each))).size).toBe(count)
    expect(found).toHaveLength(count)
    expect(events.at(-1)?.event).toBe('close')
  })

  test.each(['many-tools 20001', 'many-sources 50001', 'many-parts 20001'])(
    '%s is refused, because the answer would be too large',
    async (scenario) => {
      const server = await serverForTest()
      expect((await request(server, scenario)).status).toBe(400)
    },
  )

  test('pace sets the pace of any scenario', async () => {
    const server = await serverForTest({ pace: { min: 10_000, max: 10_000 } })
    expect(textOf(await eventsOf(await request(server, 'help pace=0')))).toContain('/help')
  })
})
