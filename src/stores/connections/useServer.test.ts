import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { createChatStream, textOf, type ChatInput } from '../../core/index.ts'
import { picture, textFile } from '../attachments/files.test-helper.ts'
import type { ChatSettings } from '../../model/index.ts'
import { useSettings } from '../settings/settings.ts'
import { createServerDialect } from './serverDialect.ts'
import { createServerTransport } from './serverTransport.ts'
import { useServer } from './useServer.ts'

/** Loads the store as after a reload. */
function load() {
  setActivePinia(createPinia())
  return useServer()
}

const fetch = vi.fn<typeof globalThis.fetch>()

beforeEach(() => {
  localStorage.clear()
  fetch.mockReset()
  vi.stubGlobal('fetch', fetch)
})
afterEach(() => vi.unstubAllGlobals())

function answerWith(body: string, type = 'text/event-stream'): void {
  fetch.mockImplementation(async () => new Response(body, { headers: { 'content-type': type } }))
}

/** Sends a question as a chat does. */
function ask(
  server: ReturnType<typeof load>,
  { settings, question = { text: 'Hi' } }: { settings?: ChatSettings; question?: ChatInput } = {},
) {
  const read = () => server.optionsFor(settings)
  const url = new URL(read().url, 'http://localhost')
  const [transport, dialect] = [createServerTransport(read), createServerDialect(read)]
  return createChatStream({ url, transport, dialect }).send(question)
}

function sent() {
  const [address, init] = fetch.mock.calls[0] ?? []
  const headers = Object.fromEntries(new Headers(init?.headers))
  return { address: String(address), headers, body: JSON.parse(String(init?.body)) as unknown }
}

describe('the selected server', () => {
  test('is the app’s own server by default', () => {
    expect(load()).toMatchObject({ name: 'endpoint', url: '/ai/chat/stream', hasModels: false })
  })

  test('waits minutes for a server that may have to load its model', () => {
    const server = load()
    const wait = (name: typeof server.name, baseUrl = '') => {
      Object.assign(server, { name, baseUrl })
      return [server.loadsModel, server.optionsFor(undefined).connectTimeout]
    }
    expect(wait('endpoint')).toEqual([false, undefined])
    expect(wait('ollama')).toEqual([true, 360_000])
    expect(wait('openai')).toEqual([true, 360_000])
    expect(wait('openai', 'https://api.openai.com/v1')).toEqual([false, undefined])
    expect(wait('openai-responses', 'http://localhost:1234/v1')).toEqual([true, 360_000])
    expect(wait('anthropic')).toEqual([false, undefined])
  })

  test('is stored with its URL and model, for each API', async () => {
    const server = load()
    server.name = 'ollama'
    expect(server.url).toBe('http://localhost:11434')
    server.baseUrl = 'http://192.168.0.7:11434'
    server.model = 'qwen3'
    server.name = 'openai'
    server.model = 'gpt'
    await nextTick()
    const next = load()
    expect(next).toMatchObject({ name: 'openai', model: 'gpt' })
    next.name = 'ollama'
    expect(next).toMatchObject({ baseUrl: 'http://192.168.0.7:11434', model: 'qwen3' })
    next.baseUrl = ''
    expect(next.baseUrl).toBe('http://localhost:11434')
  })

  test.each(['toString', '<script>', ''])('ignores a stored name of %j', (stored) => {
    localStorage.setItem('vue-chat-stream:server', stored)
    localStorage.setItem('vue-chat-stream:apiModels', stored)
    expect(load()).toMatchObject({ name: 'endpoint', model: '' })
  })
})

describe('an API key', () => {
  test('is forgotten with the page, unless the user wants it remembered', async () => {
    const server = load()
    server.name = 'openai'
    server.apiKey = 'secret'
    await nextTick()
    expect(JSON.stringify({ ...localStorage })).not.toContain('secret')
    expect(load().apiKey).toBe('')
  })

  test('is remembered if the user chose that before or after typing it', async () => {
    const server = load()
    server.name = 'openai'
    server.isKeyRemembered = true
    server.apiKey = 'secret'
    server.name = 'gemini'
    server.apiKey = 'other'
    server.isKeyRemembered = true
    await nextTick()
    const next = load()
    expect(next).toMatchObject({ apiKey: 'other', isKeyRemembered: true })
    next.isKeyRemembered = false
    await nextTick()
    expect(load().apiKey).toBe('')
    expect(localStorage.getItem('vue-chat-stream:apiKeys')).not.toContain('other')
  })
})

describe('a question', () => {
  test('is sent to a well-known API in its format', async () => {
    answerWith(
      'data: {"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    )
    const server = load()
    server.name = 'openai'
    server.baseUrl = 'http://localhost:8000/v1'
    Object.assign(server, { model: 'qwen3', apiKey: 'secret' })
    expect(textOf(await ask(server))).toBe('Hello')
    expect(sent()).toMatchObject({
      address: 'http://localhost:8000/v1/chat/completions',
      headers: { authorization: 'Bearer secret' },
      body: { model: 'qwen3', messages: [{ role: 'user', content: 'Hi' }] },
    })
  })

  test('does not follow a redirect with its API key', async () => {
    const headers = { location: 'https://elsewhere.example/' }
    fetch.mockResolvedValue(new Response('', { status: 307, headers }))
    const server = load()
    server.name = 'gemini'
    server.apiKey = 'secret'
    const { outcome, error } = await ask(server)
    expect(outcome).toBe('failed')
    expect(error?.kind).toBe('redirect')
    expect(fetch.mock.calls.map(([, init]) => init?.redirect)).toEqual(['manual'])
  })

  test('contains its files as text if the endpoint accepts only text', async () => {
    answerWith('data: {"content":"Hello"}\n\nevent: close\ndata: {}\n\n')
    fetch.mockImplementationOnce(async () => Response.json({ sessionId: 's' }))
    const server = load()
    expect(server.carries).toEqual(['text'])
    await ask(server, { question: { text: 'Hi', files: [textFile('a.txt', 'A')] } })
    const words = 'Hi\n\na.txt:\n\n```\nA\n```'
    expect(sent().body).toMatchObject({
      message: words,
      messages: [{ role: 'user', content: words }],
    })
  })

  test('contains its files unchanged if the API accepts them', async () => {
    answerWith('data: [DONE]\n\n')
    const server = load()
    server.name = 'ollama'
    expect(server.carries).toEqual(['text', 'image'])
    await ask(server, { question: { text: 'Hi', files: [picture] } })
    expect(sent().body).toMatchObject({
      messages: [{ content: 'Hi', images: [expect.stringContaining('R0lG')] }],
    })
  })

  test('gets its answer from the picked path in the events of a custom endpoint', async () => {
    answerWith('data: {"out":{"piece":"Hello"}}\n\n')
    const server = load()
    server.pick = 'out.piece'
    fetch.mockImplementationOnce(async () => Response.json({ sessionId: 's' }))
    expect(textOf(await ask(server))).toBe('Hello')
  })
})

describe('the settings that a chat sends to the model', () => {
  const settings = { system: 'Be brief.', temperature: 0.2, topP: 0.5, maxTokens: 9 }
  const answers: Readonly<Record<string, string>> = {
    openai: 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n',
    'openai-responses': 'data: {"type":"response.completed","response":{"output":[]}}\n\n',
    anthropic: 'data: {"type":"message_stop"}\n\n',
    gemini: 'data: {"candidates":[{"finishReason":"STOP"}]}\n\n',
    ollama: '{"message":{"content":"Hi"},"done":true}\n',
  }

  async function sentWith(
    name: string,
    chatSettings: ChatSettings,
    change: Partial<typeof settings> = {},
  ) {
    answerWith(answers[name] ?? '', name === 'ollama' ? 'application/x-ndjson' : undefined)
    const server = load()
    useSettings().applyDefaults(change)
    Object.assign(server, { name, model: 'usual' })
    await ask(server, { settings: chatSettings })
    return sent()
  }

  test.each([
    [
      'openai',
      {
        messages: [{ role: 'system', content: 'Be brief.' }, {}],
        temperature: 0.2,
        top_p: 0.5,
        max_tokens: 9,
      },
    ],
    [
      'openai-responses',
      { instructions: 'Be brief.', temperature: 0.2, top_p: 0.5, max_output_tokens: 9 },
    ],
    ['anthropic', { system: 'Be brief.', temperature: 0.2, top_p: 0.5, max_tokens: 9 }],
    [
      'gemini',
      {
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        generationConfig: { temperature: 0.2, topP: 0.5, maxOutputTokens: 9 },
      },
    ],
    [
      'ollama',
      {
        messages: [{ role: 'system', content: 'Be brief.' }, {}],
        options: { temperature: 0.2, top_p: 0.5, num_predict: 9 },
      },
    ],
  ])('use the field names of %s', async (name, body) => {
    expect((await sentWith(name, settings)).body).toMatchObject(body)
  })

  test('are absent if nothing is set, so that the server’s defaults apply', async () => {
    const { body } = await sentWith('openai', {})
    expect(Object.keys(body as object)).toEqual(['model', 'messages', 'stream', 'stream_options'])
  })

  test('name another model, but only to the API that offers it', async () => {
    const chatSettings = { model: 'special', modelOf: 'openai' }
    expect((await sentWith('openai', chatSettings)).body).toMatchObject({ model: 'special' })
    fetch.mockClear()
    expect((await sentWith('ollama', chatSettings)).body).toMatchObject({ model: 'usual' })
  })

  test('are the deployer’s defaults unless the chat has its own', async () => {
    const { body } = await sentWith('anthropic', { temperature: 0 }, settings)
    expect(body).toMatchObject({ system: 'Be brief.', temperature: 0, max_tokens: 9 })
  })

  test('are sent to a custom endpoint in OpenAI’s form, and never in the query string', async () => {
    answerWith('data: {"content":"Hello"}\n\n')
    const server = load()
    useSettings().transport = 'post'
    expect(server.reach).toBe('endpoint')
    await ask(server, { settings })
    expect(sent().body).toMatchObject({
      message: 'Hi',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      temperature: 0.2,
      max_tokens: 9,
    })
    fetch.mockClear()
    useSettings().transport = 'get'
    expect(server.reach).toBe('nowhere')
    await ask(server, { settings })
    expect(fetch.mock.calls[0]?.[0].toString()).not.toContain('brief')
  })

  test.each([
    ['openai', 'model'],
    ['dify', 'decided'],
    ['ai-sdk', 'decided'],
  ] as const)('reach, for %s: %s', (name, reach) => {
    const server = load()
    server.name = name
    expect(server.reach).toBe(reach)
  })
})

describe('the deployer’s defaults', () => {
  test('set the server with its URL and model, until the user chooses another one', async () => {
    const server = load()
    useSettings().applyDefaults({
      server: 'ollama',
      baseUrl: 'http://models.test:11434',
      model: 'qwen3',
      pick: 'a.b',
    })
    expect(server).toMatchObject({
      name: 'ollama',
      url: 'http://models.test:11434',
      model: 'qwen3',
      pick: 'a.b',
    })
    server.name = 'openai'
    expect(server).toMatchObject({ baseUrl: 'http://localhost:8000/v1', model: '' })
    server.name = 'ollama'
    server.model = 'llama'
    server.pick = ''
    expect(server).toMatchObject({ name: 'ollama', model: 'llama', pick: '' })
    await nextTick()
    // A user who chose the deployer's default follows it when it changes.
    expect(localStorage.getItem('vue-chat-stream:server')).not.toBe('ollama')
  })
})

describe('the list of models', () => {
  test('is requested with the API key', async () => {
    answerWith('{"data":[{"id":"a"},{"id":"b"}]}', 'application/json')
    const server = load()
    server.name = 'anthropic'
    server.apiKey = 'secret'
    expect(await server.listModels()).toEqual(['a', 'b'])
    const [address, init] = fetch.mock.calls[0] ?? []
    expect(String(address)).toBe('https://api.anthropic.com/v1/models?limit=1000')
    expect(new Headers(init?.headers).get('x-api-key')).toBe('secret')
  })

  test('does not follow a redirect, whose target would receive the API key', async () => {
    const headers = { location: 'https://elsewhere.example/models' }
    fetch.mockResolvedValue(new Response('', { status: 307, headers }))
    const server = load()
    server.name = 'anthropic'
    server.apiKey = 'secret'
    await expect(server.listModels()).rejects.toMatchObject({ kind: 'redirect' })
    expect(fetch.mock.calls.map(([, init]) => init?.redirect)).toEqual(['manual'])
  })

  test('rejects if the server has none', async () => {
    fetch.mockResolvedValue(new Response('', { status: 404 }))
    const server = load()
    server.name = 'openai'
    await expect(server.listModels()).rejects.toThrow('404')
  })
})

test('diagnose() tests the selected server', async () => {
  fetch.mockResolvedValue(new Response('{"message":"No key."}', { status: 401 }))
  const server = load()
  server.name = 'openai'
  const { trouble } = await server.diagnose(new AbortController().signal)
  expect(trouble).toBe('unauthorized')
})
