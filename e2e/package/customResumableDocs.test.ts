// Runs the example of docs/custom.md that resumes in a server's own way.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { textOf, type useChatStream } from 'vue-chat-stream'
import { listen } from './servers/listen.ts'
import { loadExamples } from './docs/loadExamples.ts'

const WORDS = ['Once', ' upon', ' a', ' time.']

let createChat: (url: string) => ReturnType<typeof useChatStream>

beforeAll(async () => {
  const load = await loadExamples('docs/custom.md')
  const example = (await load('resumable.ts')) as { createChat: typeof createChat }
  createChat = example.createChat
})

/** Starts a server that breaks each connection after two words, and forgets a run after the third one. */
async function startRunsServer() {
  const requests: string[] = []
  const server = await listen(async (request, response) => {
    requests.push(`${request.method} ${request.url?.replace(/[\w-]{36}/, ':id')}`)
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    if (pathname.endsWith('/cancel')) return response.writeHead(204).end()
    if (pathname.endsWith('/answer')) {
      return response.end(JSON.stringify({ text: WORDS.join(''), isFinished: true }))
    }
    const after = Number(searchParams.get('after') ?? 0)
    if (after > 2) return response.writeHead(410).end()
    await sendWords(response, after, after === 0 ? 2 : 3)
    response.destroy()
  })
  onTestFinished(server.close)
  return { url: `${server.url}/runs`, requests }
}

async function sendWords(response: ServerResponse, after: number, upTo: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const [index, content] of WORDS.slice(0, upTo).entries()) {
    if (index >= after) response.write(`id: ${index + 1}\ndata: ${JSON.stringify({ content })}\n\n`)
  }
  const isSent = once(response, 'sent')
  response.write(':\n\n', () => setTimeout(() => response.emit('sent'), 20))
  await isSent
}

test('the resumable transport of docs/custom.md resumes by cursors, and recovers a finished answer', async () => {
  const { url, requests } = await startRunsServer()
  const chat = createChat(url)
  onTestFinished(chat.dispose)
  const answer = await chat.send('Tell me a story')
  expect([textOf(answer), answer.outcome]).toEqual(['Once upon a time.', 'complete'])
  expect(requests).toEqual([
    'PUT /runs/:id',
    'GET /runs/:id?after=2',
    'GET /runs/:id?after=3',
    'GET /runs/:id/answer',
  ])
})

test('the resumable transport of docs/custom.md stops its run', async () => {
  const { url, requests } = await startRunsServer()
  const chat = createChat(url)
  onTestFinished(chat.dispose)
  const sent = chat.send('Tell me a story')
  await vi.waitFor(() =>
    expect(textOf(chat.messages.value.at(-1) ?? { parts: [] })).toContain('Once'),
  )
  chat.stop()
  expect((await sent).outcome).toBe('stopped')
  await vi.waitFor(() => expect(requests.at(-1)).toBe('POST /runs/:id/cancel'))
})
