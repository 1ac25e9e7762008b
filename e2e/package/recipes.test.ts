// Tests the unchanged servers of docs/recipes/ with the built package.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openAI, textOf, useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'
import { createStubHandler } from 'vue-chat-stream/stub-server'
import { story } from '../../src/stub-server/answers/story.ts'
import { loadExamples } from './docs/loadExamples.ts'
import { until } from './support/until.ts'

interface RunningServer {
  readonly url: string
  close(): unknown
}

/** Starts the server that an example exports, on a free port. */
async function startExample(page: string, name: string): Promise<RunningServer> {
  vi.stubEnv('PORT', '0')
  const load = await loadExamples(page)
  const { server } = await load(name)
  return toRunningServer(server as Server)
}

async function toRunningServer(server: Server): Promise<RunningServer> {
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function useChat(options: UseChatStreamOptions) {
  const chat = useChatStream({ updates: 'event', ...options })
  onTestFinished(chat.dispose)
  return chat
}

describe('the recipe for a proxy that hides the API key', () => {
  const requests: { authorization: string | null; model: unknown; aborted: boolean }[] = []
  let upstream: RunningServer
  let proxy: RunningServer

  beforeAll(async () => {
    const stub = createStubHandler({ pace: { min: 0, max: 0 } })
    upstream = await toRunningServer(
      serve({
        port: 0,
        hostname: '127.0.0.1',
        async fetch(request) {
          const { model } = (await request.clone().json()) as { model: unknown }
          const authorization = request.headers.get('authorization')
          const seen = { authorization, model, aborted: false }
          request.signal.addEventListener('abort', () => (seen.aborted = true))
          requests.push(seen)
          return stub.fetch(request)
        },
      }) as Server,
    )
    vi.stubEnv('OPENAI_BASE_URL', `${upstream.url}/v1`)
    vi.stubEnv('OPENAI_API_KEY', 'the key')
    proxy = await startExample('docs/recipes/openai-proxy.md', 'proxy.ts')
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    proxy.close()
    upstream.close()
  })

  const ask = () => useChat({ ...openAI({ baseURL: `${proxy.url}/v1`, model: 'ours' }) })

  test('adds the API key and the model, and passes the answer through', async () => {
    const answer = await ask().send('Tell me a story')
    expect(answer).toMatchObject({ outcome: 'complete' })
    expect(textOf(answer)).toBe(story)
    expect(requests.at(-1)).toMatchObject({ authorization: 'Bearer the key', model: 'gpt-5-mini' })
  })

  test('passes errors through with their status and message', async () => {
    const chat = useChat({
      ...openAI({ baseURL: `${proxy.url}/v1`, model: 'ours' }),
      retry: false,
    })
    const answer = await chat.send('/401')
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'http', status: 401 } })
  })

  test.each([
    { name: 'before the answer began', question: '/no-headers 20000' },
    { name: 'while it streams', question: '/slow 50 a story' },
  ])('ends the run when the client disconnects: $name', async ({ name, question }) => {
    const { length } = requests
    const chat = ask()
    const answering = chat.send(question)
    await until(() => requests.length > length)
    if (name === 'while it streams')
      await until(() => textOf(chat.messages.value[1] ?? { parts: [] }) !== '')
    chat.stop()
    await answering
    await until(() => requests.at(-1)?.aborted === true)
  })
})
