import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { commandForTest, serverForTest } from '../command.test-helper.ts'

/** Answers GET with JSON by path, and OPTIONS with `Allow`; everything else with 404. */
function answers(replies: Readonly<Record<string, unknown>>): RequestListener {
  return ({ method = '', url = '' }, response) => {
    const reply = replies[`${method} ${url}`]
    if (reply === undefined) response.writeHead(404).end('no')
    else if (method === 'OPTIONS') response.writeHead(204, { Allow: String(reply) }).end()
    else if (typeof reply === 'number') response.writeHead(reply).end('refused')
    else response.end(JSON.stringify(reply))
  }
}

async function lookAt(
  flag: '--endpoint' | '--upstream',
  path: string,
  replies: object,
  ...args: string[]
) {
  const { url } = await serverForTest(answers({ ...replies }))
  const command = await commandForTest([flag, url + path, ...args])
  const config = (await (await fetch(`${command.url}/config.json`)).json()) as object
  const { host } = new URL(url)
  const plain = (text: string) => text.replaceAll(host, 'HOST')
  return {
    config: JSON.parse(plain(JSON.stringify(config))) as object,
    summary: plain(command.output[1] ?? ''),
    errors: command.errors.map(plain),
  }
}

describe('--upstream', () => {
  test('sets the app up for an OpenAI-format server with its first model that chats', async () => {
    const list = { data: [{ id: 'text-embedding-3' }, { id: 'qwen3' }, { id: 'llama' }] }
    const { config, summary, errors } = await lookAt('--upstream', '/v1', {
      'GET /v1/models': list,
    })
    expect(config).toEqual({
      name: 'HOST',
      server: 'openai',
      baseUrl: '/proxy/HOST/v1',
      model: 'qwen3',
    })
    expect(summary).toBe(
      "Questions go to http://HOST/v1 (OpenAI's format; model qwen3, the first of 3).",
    )
    expect(errors).toEqual([])
  })

  test('prefers the model that --model names', async () => {
    const list = { data: [{ id: 'qwen3' }] }
    const { config } = await lookAt(
      '--upstream',
      '/v1/',
      { 'GET /v1/models': list },
      '--model',
      'x',
    )
    expect(config).toMatchObject({ model: 'x', baseUrl: '/proxy/HOST/v1' })
  })

  test('recognizes Ollama by its own list of models', async () => {
    const tags = { models: [{ name: 'nomic-embed-text' }, { name: 'qwen3:8b' }] }
    const { config, summary } = await lookAt('--upstream', '', { 'GET /api/tags': tags })
    expect(config).toEqual({
      name: 'HOST',
      server: 'ollama',
      baseUrl: '/proxy/HOST',
      model: 'qwen3:8b',
    })
    expect(summary).toContain("Ollama's format; model qwen3:8b")
  })

  test('says how to install a model in an Ollama without models', async () => {
    const { errors } = await lookAt('--upstream', '/', { 'GET /api/tags': { models: [] } })
    expect(errors).toEqual([
      'Warning: http://HOST has no models. Install one, for example: ollama pull qwen3, then reload the page.',
    ])
  })

  test('names the base URL that has the version, if the version is missing', async () => {
    const list = { data: [{ id: 'qwen3' }] }
    const { errors } = await lookAt('--upstream', '', { 'GET /v1/models': list })
    expect(errors).toEqual([
      'Warning: The server lists its models at http://HOST/v1/models. Pass --upstream http://HOST/v1.',
    ])
  })

  test('says that the API key is missing', async () => {
    const { errors } = await lookAt('--upstream', '/v1', { 'GET /v1/models': 401 })
    expect(errors).toEqual([
      'Warning: GET http://HOST/v1/models returned 401. Set VUE_CHAT_STREAM_API_KEY to the API key.',
    ])
  })

  test('says that there is no list of models', async () => {
    const { config, errors } = await lookAt('--upstream', '/v1', {})
    expect(config).toEqual({ name: 'HOST', server: 'openai', baseUrl: '/proxy/HOST/v1' })
    expect(errors).toEqual([
      'Warning: GET http://HOST/v1/models returned no list of models (status 404). Check the URL, or pass --model NAME.',
    ])
  })

  test.each([[{ data: [{ id: 'a\u001B[2J' }] }], ['text'], [{ data: [{ id: 'x'.repeat(201) }] }]])(
    'takes no model from %j',
    async (list) => {
      const { config } = await lookAt('--upstream', '/v1', { 'GET /v1/models': list })
      expect(config).not.toHaveProperty('model')
    },
  )
})

describe('--endpoint', () => {
  test.each([
    [{ 'OPTIONS /chat/init': 'POST', 'OPTIONS /chat': 'GET,HEAD' }, 'session'],
    [{ 'OPTIONS /chat/init': 'GET,HEAD', 'OPTIONS /chat': 'GET, POST' }, 'post'],
    [{ 'OPTIONS /chat': 'GET,HEAD' }, 'get'],
    [{}, 'get'],
  ])('sets the app up for what %j allows: %s', async (replies, transport) => {
    const { config, errors } = await lookAt('--endpoint', '/chat', replies)
    expect(config).toEqual({ name: 'HOST', url: '/proxy/HOST/chat', transport })
    expect(errors).toEqual([])
  })

  test('says that the transport is a guess', async () => {
    const { summary } = await lookAt('--endpoint', '/chat', {})
    expect(summary).toContain('--transport NAME changes it')
  })

  test('uses the transport that --transport names', async () => {
    const replies = { 'OPTIONS /chat/init': 'POST' }
    const { config } = await lookAt('--endpoint', '/chat', replies, '--transport', 'eventsource')
    expect(config).toMatchObject({ transport: 'eventsource' })
  })

  test('keeps the query string of the endpoint from the page', async () => {
    const { config, summary } = await lookAt('--endpoint', '/chat?tenant=secret1', {})
    expect(JSON.stringify([config, summary])).not.toContain('secret1')
  })
})
