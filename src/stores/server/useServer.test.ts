import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { createChatStream, textOf, type ChatInput } from '../../core/index.ts'
import { picture, textFile } from '../files.test-helper.ts'
import { useServer } from './useServer.ts'

/** The choice as it is after a reload. */
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

/** Asks as a conversation does. */
function ask(server: ReturnType<typeof load>, question: ChatInput = { text: 'Hi' }) {
  const { url, transport, dialect } = server
  const address = new URL(url, 'http://localhost')
  return createChatStream({ url: address, transport, dialect }).send(question)
}

function sent() {
  const [address, init] = fetch.mock.calls[0] ?? []
  const headers = Object.fromEntries(new Headers(init?.headers))
  return { address: String(address), headers, body: JSON.parse(String(init?.body)) as unknown }
}

describe('the server that is chosen', () => {
  it('is the app’s own at first', () => {
    expect(load()).toMatchObject({ name: 'endpoint', url: '/ai/chat/stream', hasModels: false })
  })

  it('is kept with its address and model, for each API', async () => {
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

  it.each(['toString', '<script>', ''])('is not what %j in the browser says', (stored) => {
    localStorage.setItem('vue-chat-stream:server', stored)
    localStorage.setItem('vue-chat-stream:apiModels', stored)
    expect(load()).toMatchObject({ name: 'endpoint', model: '' })
  })
})

describe('a key', () => {
  it('is forgotten with the page, unless it is to be remembered', async () => {
    const server = load()
    server.name = 'openai'
    server.apiKey = 'secret'
    await nextTick()
    expect(JSON.stringify({ ...localStorage })).not.toContain('secret')
    expect(load().apiKey).toBe('')
  })

  it('is remembered when told so, before it is written or after', async () => {
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
  it('goes to a well-known API as that wants it', async () => {
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

  it('has its files in words where an endpoint takes nothing else', async () => {
    answerWith('data: {"content":"Hello"}\n\nevent: close\ndata: {}\n\n')
    fetch.mockImplementationOnce(async () => Response.json({ sessionId: 's' }))
    const server = load()
    expect(server.carries).toEqual(['text'])
    await ask(server, { text: 'Hi', files: [textFile('a.txt', 'A')] })
    const words = 'Hi\n\na.txt:\n\n```\nA\n```'
    expect(sent().body).toMatchObject({
      message: words,
      messages: [{ role: 'user', content: words }],
    })
  })

  it('has its files as they are where an API takes them', async () => {
    answerWith('data: [DONE]\n\n')
    const server = load()
    server.name = 'ollama'
    expect(server.carries).toEqual(['text', 'image'])
    await ask(server, { text: 'Hi', files: [picture] })
    expect(sent().body).toMatchObject({
      messages: [{ content: 'Hi', images: [expect.stringContaining('R0lG')] }],
    })
  })

  it('is read at the place that was picked, of an endpoint that nobody knows', async () => {
    answerWith('data: {"out":{"piece":"Hello"}}\n\n')
    const server = load()
    server.pick = 'out.piece'
    fetch.mockImplementationOnce(async () => Response.json({ sessionId: 's' }))
    expect(textOf(await ask(server))).toBe('Hello')
  })
})

describe('the list of models', () => {
  it('is asked for with the key', async () => {
    answerWith('{"data":[{"id":"a"},{"id":"b"}]}', 'application/json')
    const server = load()
    server.name = 'anthropic'
    server.apiKey = 'secret'
    expect(await server.listModels()).toEqual(['a', 'b'])
    const [address, init] = fetch.mock.calls[0] ?? []
    expect(String(address)).toBe('https://api.anthropic.com/v1/models')
    expect(new Headers(init?.headers).get('x-api-key')).toBe('secret')
  })

  it('fails where the server has none', async () => {
    fetch.mockResolvedValue(new Response('', { status: 404 }))
    const server = load()
    server.name = 'openai'
    await expect(server.listModels()).rejects.toThrow('404')
  })
})

it('a diagnosis asks the server that is chosen', async () => {
  fetch.mockResolvedValue(new Response('{"message":"No key."}', { status: 401 }))
  const server = load()
  server.name = 'openai'
  const { trouble } = await server.diagnose(new AbortController().signal)
  expect(trouble).toBe('unauthorized')
})
