import { describe, expect, test, vi } from 'vitest'
import { eventsOf, textOf } from '../server/eventsOf.test-helper.ts'
import { story } from './answers/story.ts'
import { ModelError, type Model } from './model.ts'
import { serverForTest } from './server.test-helper.ts'
import { createUpstreamModel } from './upstream.ts'

const PATH = '/ai/chat/stream'

describe('a stub with an upstream model', () => {
  test('sends the question upstream with the API key and the model name', async () => {
    const requests: { url: string | undefined; apiKey: string | undefined }[] = []
    const upstream = await serverForTest({
      before: (request, _, next) => {
        requests.push({ url: request.url, apiKey: request.headers.authorization })
        next()
      },
    })
    const model = createUpstreamModel({ url: `${upstream.url}/v1/`, model: 'm', key: 'sk-1' })
    const server = await serverForTest({ model })
    const events = await eventsOf(await fetch(`${server.url}${PATH}?message=a+story`))
    expect(textOf(events)).toBe(story)
    expect(JSON.parse(events.at(-1)?.data ?? '')).toEqual({ reason: 'done', length: story.length })
    expect(events.at(-2)?.data).toContain('"usage":{"inputTokens":')
    expect(requests).toEqual([{ url: '/v1/chat/completions', apiKey: 'Bearer sk-1' }])
    expect(upstream.handler.state().runs).toBe(1)
  })

  test('sends all messages of the chat upstream', async () => {
    let seen: unknown
    const remember: Model = async function* ({ messages }) {
      seen = messages
      yield { content: 'ok' }
    }
    const upstream = await serverForTest({ model: remember })
    const model = createUpstreamModel({ url: `${upstream.url}/v1`, model: 'm' })
    const server = await serverForTest({ model })
    const messages = [
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Two' },
      { role: 'user', content: 'Three' },
    ]
    await fetch(`${server.url}${PATH}/init`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messages }),
    })
    await expect.poll(() => seen).toEqual(messages)
  })

  test('answers a scenario itself, so that the answer is the same every time', async () => {
    const model = vi.fn<Model>()
    const server = await serverForTest({ model })
    const events = await eventsOf(await fetch(`${server.url}${PATH}?message=/drop 99999`))
    expect(textOf(events)).toBe(story)
    expect(model).not.toHaveBeenCalled()
  })

  test('passes a message that looks like a scenario on if the option scenarios is false', async () => {
    const seen: unknown[] = []
    const model: Model = async function* ({ message, scenario }) {
      seen.push({ message, scenario })
      yield { content: 'ok' }
    }
    const server = await serverForTest({ model, scenarios: false })
    const ask = async (path: string, init: RequestInit = {}) =>
      (await fetch(server.url + path, init)).text()
    const post = (body: object) => ({
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const message = '/500 hi'
    expect(await ask(`${PATH}?message=${encodeURIComponent(message)}`)).toContain('"ok"')
    await ask(`${PATH}/init`, post({ message }))
    const messages = [{ role: 'user', content: message }]
    expect(await ask('/v1/chat/completions', post({ model: 'm', messages }))).toContain('"ok"')
    await expect.poll(() => seen.length).toBe(3)
    expect(seen).toEqual(Array.from({ length: 3 }, () => ({ message, scenario: undefined })))
    const response = await fetch(`${server.url}${PATH}?message=hi&scenario=500`)
    expect(response.status).toBe(500)
  })

  test('stops the upstream run on DELETE, even before its first delta', async () => {
    const upstream = await serverForTest({ pace: { min: 60_000, max: 60_000 } })
    const model = createUpstreamModel({ url: `${upstream.url}/v1`, model: 'm' })
    const server = await serverForTest({ model })
    const reader = (await fetch(`${server.url}${PATH}`)).body?.getReader()
    const first = new TextDecoder().decode((await reader?.read())?.value)
    const [, id] = /id: ([\w-]{32}):0/.exec(first) ?? []
    await expect.poll(() => upstream.handler.state().liveRuns).toBe(1)
    await fetch(`${server.url}${PATH}/${id}`, { method: 'DELETE' })
    await expect.poll(() => upstream.handler.state().liveRuns).toBe(0)
  })
})

describe('the close event reports an upstream failure', () => {
  async function endOf(url: string): Promise<unknown> {
    const server = await serverForTest({
      model: createUpstreamModel({ url, model: 'm', key: 'sk-secret' }),
    })
    const events = await eventsOf(await fetch(`${server.url}${PATH}?message=Hi`))
    expect(events.at(-1)?.data).not.toContain('sk-secret')
    return JSON.parse(events.at(-1)?.data ?? '')
  }

  test('an error status, with the message of the upstream', async () => {
    const upstream = await serverForTest({ limits: { modelBodyBytes: 10 } })
    expect(await endOf(`${upstream.url}/v1`)).toMatchObject({
      reason: 'error',
      code: 'upstream_413',
      message: expect.stringContaining('The body is longer than 10 bytes.'),
    })
  })

  test('an error in the middle of the stream', async () => {
    const model: Model = async function* () {
      yield { content: 'Once' }
      throw new ModelError('full', 'The model is full.')
    }
    const upstream = await serverForTest({ model })
    expect(await endOf(`${upstream.url}/v1`)).toMatchObject({
      code: 'upstream_error',
      length: 4,
      message: 'The model is full.',
    })
  })

  test('a stream that ends too early', async () => {
    const upstream = await serverForTest({
      before: (_, response) => {
        response.end('data: {"choices":[{"delta":{"content":"On"}}]}\n\n')
      },
    })
    expect(await endOf(`${upstream.url}/v1`)).toMatchObject({
      code: 'incomplete',
      length: 2,
    })
  })

  test('a broken connection', async () => {
    const upstream = await serverForTest({
      before: (_, response) => {
        response.write('data: {"choices":[{"delta":{"content":"On"}}]}\n\n', () =>
          response.destroy(),
        )
      },
    })
    expect(await endOf(`${upstream.url}/v1`)).toMatchObject({ code: 'upstream_incomplete' })
  })

  test('an upstream that is not running', async () => {
    const { url, close } = await serverForTest()
    await close()
    expect(await endOf(`${url}/v1`)).toMatchObject({ code: 'upstream_unreachable' })
  })

  test.each([401, 403])(
    'a refused key (%i), without the message of the upstream',
    async (status) => {
      const upstream = await serverForTest({
        before: (_, response) => {
          response.writeHead(status).end('{"error":{"message":"Wrong key: terces-ks"}}')
        },
      })
      const end = JSON.stringify(await endOf(`${upstream.url}/v1`))
      expect(end).toContain(`upstream_${status}`)
      expect(end).not.toContain('terces')
    },
  )

  test.each([
    ['the key itself', 'sk-secret'],
    ['another key', 'sk-proj-abcdefghijklmnop'],
    ['a masked key', 'sk-pr****mnop'],
  ])('an error that quotes %s, with the key hidden', async (_, key) => {
    const error = JSON.stringify({ error: { message: `Quota of ${key} exceeded.` } })
    for (const [status, body] of [
      [429, error],
      [500, `Quota of ${key} exceeded.`],
      [200, `data: ${error}\n\n`],
    ] as const) {
      const upstream = await serverForTest({
        before: (_, response) => void response.writeHead(status).end(body),
      })
      const end = JSON.stringify(await endOf(`${upstream.url}/v1`))
      expect(end).toContain('Quota of … exceeded.')
    }
  })

  test('an endless error, of which only the start is read', async () => {
    let written = 0
    const upstream = await serverForTest({
      before: (_, response) => {
        response.writeHead(500)
        const write = () => {
          while (!response.destroyed && response.write('x'.repeat(64 * 1024))) written += 64 * 1024
        }
        response.on('drain', write)
        write()
      },
    })
    expect(await endOf(`${upstream.url}/v1`)).toMatchObject({ code: 'upstream_500' })
    expect(written).toBeLessThan(16 * 1024 * 1024)
  })
})
