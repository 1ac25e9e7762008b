import { afterEach, describe, expect, test, vi } from 'vitest'
import { sse } from '../dialects/decodeAll.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'
import type { ChatStreamHost } from './chatStream.ts'
import { sendStream, startServer, type Script } from './scriptedServer.test-helper.ts'

/** The modules that an answer loads when it needs them. */
const LATER = [
  '../dialects/detection.ts',
  '../dialects/contentRest.ts',
  '../transports/responseError.ts',
  '../wire/otherBodies.ts',
  './events/parts.ts',
]

type Way = 'auto' | 'pinned'

/** Imports the chat again, as on a page that has loaded no further code. */
async function importChat() {
  vi.resetModules()
  const { createChatStream } = await import('./createChatStream.ts')
  const { createPinnedChatStream } = await import('./createPinnedChatStream.ts')
  const { content } = await import('../dialects/formats/content.ts')
  const { getTransport } = await import('../transports/get.ts')
  const pinned = { transport: getTransport, dialect: content }
  return {
    auto: (url: string, host?: ChatStreamHost) => createChatStream({ url }, host),
    pinned: (url: string, host?: ChatStreamHost) =>
      createPinnedChatStream({ url, ...pinned }, host),
  }
}

/** Lets the import of these modules fail, as after a new version of the page was deployed. */
function breakImports(paths: readonly string[]): void {
  for (const path of paths) {
    vi.doMock(path, () => {
      throw new Error('Failed to fetch')
    })
  }
}

async function ask(way: Way, script: Script) {
  const create = (await importChat())[way]
  const server = await startServer(script)
  const chat = create(server.url)
  const answer = await chat.send('Hi')
  chat.dispose()
  return { answer, text: textOf(answer), questions: server.requests.length }
}

/** Creates a chat with stored messages. */
async function createWith(way: Way, url: string, messages: readonly ChatMessage[]) {
  let list = messages
  const host = {
    messages: {
      get: () => list,
      set: (changed: readonly ChatMessage[]) => void (list = changed),
    },
  }
  return (await importChat())[way](url, host)
}

const stream =
  (body: string, contentType?: string): Script =>
  (_, response) =>
    sendStream(response, [body], contentType)

afterEach(() => {
  for (const path of LATER) vi.doUnmock(path)
  vi.resetModules()
})

const [ONCE, UPON] = [sse({ content: 'Once ' }), sse({ content: 'upon' })]
const TEXT = `${ONCE}${UPON}`
const TOOL = sse({ tool: { name: 'time' } })

describe.each(['auto', 'pinned'] as const)('an answer (%s)', (way) => {
  test.each([
    ['a named end', `${TEXT}event: close\ndata: {"reason":"stop","length":9}\n\n`],
    ['[DONE]', `${TEXT}data: [DONE]\n\n`],
    ['the end of the body', TEXT],
    [
      'the marks of the exactly-once protocol',
      `id: ${'s'.repeat(32)}:0\ndata: {}\n\nid: 1\n${ONCE}id: 2\n${UPON}id: 3\nevent: close\ndata: {}\n\n`,
    ],
  ])('of plain records with %s loads no code', async (_, body) => {
    breakImports(LATER)
    const { answer, text } = await ask(way, stream(body))
    expect([answer.outcome, text]).toEqual(['complete', 'Once upon'])
  })

  test.each([
    ['its parts', ['./events/parts.ts'], 'Once upon', stream(TEXT + TOOL)],
    ['its dialect', LATER, 'Once upon', stream(TEXT + TOOL)],
    ['its format', LATER, '', stream('{"content":"Once"}\n', 'application/x-ndjson')],
  ])('whose code for %s cannot be loaded keeps its text and is asked once', async (...row) => {
    const [, broken, received, script] = row
    breakImports(broken)
    const { answer, text, questions } = await ask(way, script)
    expect(answer.outcome).not.toBe('complete')
    expect(answer.error).toMatchObject({
      kind: 'network',
      message: expect.stringMatching(/^Could not load the .*Reload the page\.$/s),
    })
    expect([text, questions]).toEqual([received, 1])
  })

  test('reports the status of an HTTP error if the code that reads its reason cannot be loaded', async () => {
    breakImports(LATER)
    const { answer } = await ask(way, (_, response) => response.writeHead(401).end('No key'))
    expect(answer).toMatchObject({
      outcome: 'failed',
      error: { kind: 'http', status: 401, message: 'The server answered 401.' },
    })
  })

  test('whose code loads slowly gets all records in order', async () => {
    let finish = () => {}
    const sent = new Promise<void>((resolve) => (finish = resolve))
    for (const path of [
      '../wire/otherBodies.ts',
      '../dialects/contentRest.ts',
      './events/parts.ts',
    ]) {
      vi.doMock(path, async (importOriginal) => {
        await sent
        return importOriginal()
      })
    }
    const lines = `{"content":"Once "}\n{"tool":{"name":"time"}}\n{"content":"upon"}\n{"content":" a"}\n`
    const { answer } = await ask(way, async (_, response) => {
      await sendStream(response, lines.split(/(?<=\n)/), 'application/x-ndjson')
      finish()
    })
    expect(answer.outcome).toBe('complete')
    expect(answer.parts).toMatchObject([
      { type: 'text', text: 'Once ' },
      { type: 'tool', name: 'time' },
      { type: 'text', text: 'upon a' },
    ])
  })

  test('takes tool results after a reload, once their code is loaded', async () => {
    const call = { type: 'tool' as const, id: 'c', name: 'time', args: '{}' }
    const stored = [
      { id: 'q', role: 'user' as const, parts: [], createdAt: 0 },
      { id: 'a', role: 'assistant' as const, parts: [call], createdAt: 0 },
    ]
    const results = { toolResults: [{ id: 'c', output: 'noon' }] }
    breakImports(LATER)
    const server = await startServer(stream(TEXT))
    let chat = await createWith(way, server.url, stored)
    await expect(chat.send(results)).rejects.toMatchObject({ kind: 'network' })
    expect(server.requests).toEqual([])
    for (const path of LATER) vi.doUnmock(path)
    chat = await createWith(way, server.url, stored)
    const answer = await chat.send(results)
    expect(answer.outcome).toBe('complete')
    expect(chat.getState().messages[1]?.parts).toMatchObject([
      { output: 'noon', state: 'output-available' },
    ])
    await expect(chat.send({ toolResults: [{ id: 'd', output: 1 }] })).rejects.toMatchObject({
      kind: 'argument',
    })
    chat.dispose()
  })
})
