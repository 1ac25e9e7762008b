// Runs the examples of docs/server.md with the built package.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream } from 'vue-chat-stream'
import type { ChatServer } from 'vue-chat-stream/server'
import { createStubServer } from 'vue-chat-stream/stub-server'
import { answerTo } from './docs/model.ts'
import { loadExamples } from './docs/loadExamples.ts'

const textIn = async (response: Response) => {
  const body = await response.text()
  return [...body.matchAll(/^data: (\{"content".*)$/gm)]
    .map(([, data = '']) => (JSON.parse(data) as { content: string }).content)
    .join('')
}

test('the server of docs/server.md answers useChatStream', async () => {
  vi.stubEnv('PORT', '0')
  const load = await loadExamples('docs/server.md')
  const { server } = (await load('server.ts')) as { server: Server }
  if (!server.listening) await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/ai/chat/stream`
  const chat = useChatStream({ url, transport: 'session', idempotencyKey: true })
  onTestFinished(chat.dispose)
  const { outcome } = await chat.send('Hi')
  expect(outcome).toBe('complete')
  const answer = chat.messages.value.at(-1)
  expect(answer && textOf(answer)).toBe(answerTo('Hi'))
})

test('the other examples of docs/server.md do what the page says', async () => {
  const stub = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
  onTestFinished(() => stub.close())
  vi.stubEnv('OPENAI_BASE_URL', `${stub.url}/v1`)
  vi.stubEnv('OPENAI_API_KEY', 'none')
  // Relative URLs resolve as in a page from this server.
  vi.stubGlobal('origin', stub.url)
  const errors = vi.spyOn(console, 'error').mockReturnValue()
  const load = await loadExamples('docs/server.md')
  const { openAIChat, limited, personal, keeping, saved } = (await load()) as {
    openAIChat: ChatServer
    limited: ChatServer
    personal: ChatServer<string>
    keeping: ChatServer
    saved: unknown[]
  }
  expect(await textIn(await openAIChat.ask('a story'))).toContain('Once upon a time')

  expect(await (await limited.ask('x'.repeat(21))).text()).toContain('"code":"too_long"')
  expect(errors).not.toHaveBeenCalled()

  const asAnn = { headers: { Authorization: 'Bearer token-1' } }
  const url = 'http://localhost/?message=Hi'
  expect((await personal.fetch(new Request(url))).status).toBe(401)
  expect(await textIn(await personal.fetch(new Request(url, asAnn)))).toBe('ann said: Hi')

  expect(await textIn(await keeping.ask('Hi'))).toBe('You said: Hi')
  const entry = {
    question: { message: 'Hi' },
    reason: 'done',
    answer: [{ content: 'You said: Hi' }],
  }
  await vi.waitFor(() => expect(saved).toEqual([entry]))
})
