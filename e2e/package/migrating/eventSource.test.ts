// Proves what docs/migrating/event-source.md says, with its own examples. `copiedExamples.test.ts` has more of it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EventSource as NpmEventSource } from 'eventsource'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Ref } from 'vue'
import type { ChatMessage } from 'vue-chat-stream'
import { loadExamples } from '../docs/loadExamples.ts'

const load = await loadExamples('docs/migrating/event-source.md')

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Starts a server that answers every question with one token and the end of the body. */
async function startServer() {
  const questions: (string | null)[] = []
  const server = createServer((request, response) => {
    questions.push(new URL(request.url ?? '', 'http://localhost').searchParams.get('message'))
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end('retry: 1\n\ndata: {"content":"Once"}\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { questions, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('a hand-written EventSource asks again at the end of each answer, and cuts the question', async () => {
  const { questions, url } = await startServer()
  const sources: NpmEventSource[] = []
  class PageEventSource extends NpmEventSource {
    constructor(path: string) {
      super(url + path)
      sources.push(this)
    }
  }
  vi.stubGlobal('EventSource', PageEventSource)
  const { ask, text } = (await load('EventSource.ts')) as {
    ask: (question: string) => void
    text: Ref<string>
  }
  ask('Salt & pepper')
  await vi.waitFor(() => expect(text.value).toContain('OnceOnce'))
  sources[0]?.close()
  expect(questions.slice(0, 2)).toEqual(['Salt ', 'Salt '])
})

test('useChatStream() asks once, and sends the whole question', async () => {
  const { questions, url } = await startServer()
  // The example's URL is relative to the page's URL.
  vi.stubGlobal('location', new URL(url))
  const { send } = (await load('EventSourceNow.ts')) as {
    send: (text: string) => Promise<ChatMessage>
  }
  // The body of this server ends without an end mark.
  expect(await send('Salt & pepper')).toMatchObject({ parts: [{ text: 'Once' }] })
  expect(questions).toEqual(['Salt & pepper'])
})

test('a hand-written fetch throws for an event that is cut between two chunks', async () => {
  const { read, text } = (await load('Fetch.ts')) as {
    read: (response: Response) => Promise<void>
    text: Ref<string>
  }
  const cut = (...chunks: readonly string[]) =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
          controller.close()
        },
      }),
    )
  await read(cut('data: {"content":"Once"}\n\n'))
  expect(text.value).toBe('Once')
  await expect(read(cut('data: {"content":"On', 'ce"}\n\n'))).rejects.toThrow(SyntaxError)
})
