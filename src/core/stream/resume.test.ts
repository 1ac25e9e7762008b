import { EventSource as NpmEventSource } from 'eventsource'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ChatStream } from './chatStream.ts'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import {
  breakAfter,
  respondWith,
  SESSION,
  startRunServer,
  sendRest,
  type Connection,
} from './resumableServer.test-helper.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  type Script,
  type ScriptedServer,
} from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'

const WORDS = ['Once', ' upon', ' a', ' time', ', 从前', ' 🙂.']
const TEXT = WORDS.join('')
const NO_DELAY = { baseDelay: 0, maxDelay: 0 }

afterEach(() => void vi.unstubAllGlobals())

function chatWith(server: ScriptedServer, options: Partial<ChatStreamOptions> = {}): ChatStream {
  const chat = createChatStream({
    url: server.url,
    transport: 'session',
    retry: NO_DELAY,
    ...options,
  })
  onTestFinished(chat.dispose)
  return chat
}

async function ask(
  connections: readonly [Connection, ...Connection[]],
  options?: Partial<ChatStreamOptions>,
) {
  const server = await startRunServer(WORDS, connections)
  const chat = chatWith(server, options)
  const answer = await chat.send('Tell me')
  return { server, chat, answer, text: textOf(answer) }
}

/** Returns the last event id that each GET sent. */
function lastEventIds({ requests }: ScriptedServer): unknown[] {
  return requests
    .filter(({ method }) => method === 'GET')
    .map(({ headers, query }) => headers['last-event-id'] ?? query.get('lastEventId') ?? undefined)
}

describe('a connection that breaks in mid-answer', () => {
  test('with `session`, resumes after the last event and sends the question once', async () => {
    const { server, answer, text } = await ask([breakAfter(2), breakAfter(4), sendRest])
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
    expect(answer.metrics?.attempts).toBe(3)
    expect(lastEventIds(server)).toEqual([undefined, '2', '4'])
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test('with `get`, resumes with the session and the last id of the events', async () => {
    const { server, text } = await ask([breakAfter(3), sendRest], { transport: 'get' })
    expect(text).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, `${SESSION}:3`])
  })

  test('with `eventsource`, is reopened by the platform', async () => {
    vi.stubGlobal('EventSource', NpmEventSource)
    const { server, text, answer } = await ask([breakAfter(3), breakAfter(5), sendRest], {
      transport: 'eventsource',
    })
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
    expect(lastEventIds(server)).toEqual([undefined, `${SESSION}:3`, `${SESSION}:5`])
  })

  test('is resumed even if the content type was cut', async () => {
    const cutHead: Connection = ({ response }) =>
      response.writeHead(200, { 'content-type': 'text/ev' }).end()
    const { server, text } = await ask([cutHead, sendRest])
    expect(text).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, undefined])
  })

  test('is resumed before any event arrived: the whole answer is requested by its session', async () => {
    const { server, text } = await ask([breakAfter(0), sendRest])
    expect(text).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, undefined])
  })

  test('is also assumed after a clean end without `close`', async () => {
    const { text, answer } = await ask([
      async ({ response, send }) => {
        await send(2)
        response.end()
      },
      sendRest,
    ])
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
  })

  test('sets the status `reconnecting`', async () => {
    const server = await startRunServer(WORDS, [breakAfter(2), sendRest])
    const chat = chatWith(server)
    const seen = new Set<string>()
    chat.subscribe(() => seen.add(chat.getState().status))
    await chat.send('Tell me')
    expect([...seen]).toEqual(['submitted', 'streaming', 'reconnecting', 'ready'])
  })

  test('is given up after `maxAttempts` connections without anything new, and the text is kept', async () => {
    const { server, chat, answer, text } = await ask([breakAfter(2)], {
      retry: { ...NO_DELAY, maxAttempts: 3 },
    })
    expect(text).toBe('Once upon')
    expect(answer.outcome).toBe('truncated')
    expect(lastEventIds(server)).toEqual([undefined, '2', '2', '2'])
    expect(answer.run?.sessionId).toBe(SESSION)
    expect(chat.getState().status).toBe('error')
  })

  test('is not given up while every connection brings something new', async () => {
    const { text } = await ask([1, 2, 3, 4, 5, 6].map(breakAfter) as [Connection], {
      retry: { ...NO_DELAY, maxAttempts: 1 },
    })
    expect(text).toBe(TEXT)
  })

  test('is not reopened with `retry: false`', async () => {
    const { server, answer } = await ask([breakAfter(2), sendRest], { retry: false })
    expect(answer.outcome).toBe('truncated')
    expect(lastEventIds(server)).toEqual([undefined])
  })
})

describe('a server that proved nothing gets no request for the rest', () => {
  test.each([
    ['ids that restart with each connection, as in NestJS', 'id: 1\ndata: {"content":"Hi"}\n\n'],
    ['no ids', 'data: {"content":"Hi"}\n\n'],
    [
      'an id like the one-shot form’s, with another session id',
      'id: run-1:0\ndata: {"content":"Hi"}\n\n',
    ],
  ])('%s', async (_, event) => {
    const server = await startServer(async (_request, response) => {
      await sendPieces(response, ['retry: 1\n\n', event])
      breakConnection(response)
    })
    const answer = await chatWith(server, { transport: 'get' }).send('Hi')
    expect(textOf(answer)).toBe('Hi')
    expect(answer.outcome).toBe('truncated')
    expect(answer.run?.sessionId).toBeUndefined()
    expect(server.requests).toHaveLength(1)
  })

  test('and a session without event numbers ends at the clean end of its body', async () => {
    const { answer } = await ask([
      async ({ response }) => {
        await sendPieces(response, ['data: {"content":"Hi"}\n\n'])
        response.end()
      },
    ])
    expect(answer.outcome).toBe('complete')
  })
})

describe('an event of a resumable run', () => {
  test('is ignored if it is a repetition', async () => {
    const { text } = await ask([
      breakAfter(3),
      async ({ response, event }) => {
        await sendPieces(response, [1, 2, 3, 4, 4, 5, 6, 7].map(event))
        response.end()
      },
    ])
    expect(text).toBe(TEXT)
  })

  test('is dropped after a gap, and requested again from the last valid event', async () => {
    const { server, text } = await ask([
      async ({ response, event }) => {
        await sendPieces(response, [1, 2, 4, 5].map(event))
      },
      sendRest,
    ])
    expect(text).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, '2'])
  })

  test('is dropped if it is damaged, and requested again from the last valid event', async () => {
    const { server, text } = await ask([
      async ({ response, event }) => {
        await sendPieces(response, [event(1), 'id: 2\ndata: {"content":" up\n\n'])
      },
      sendRest,
    ])
    expect(text).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, '1'])
  })
})

describe('a length in `close` that differs from the text', () => {
  const wrongWord = (word: string) => async (run: Parameters<Connection>[0]) => {
    const pieces = [1, 2, 3, 4, 5, 6, 7].map(run.event)
    await sendPieces(run.response, pieces.with(0, `id: 1\ndata: {"content":"${word}"}\n\n`))
    run.response.end()
  }

  test('requests the whole answer once more', async () => {
    const { server, text, answer } = await ask([wrongWord('Onc'), sendRest])
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
    expect(lastEventIds(server)).toEqual([undefined, undefined])
  })

  test('truncates the answer the second time, and the text is kept', async () => {
    const { server, text, answer } = await ask([wrongWord('Onc')])
    expect(text).toBe(`Onc${TEXT.slice(4)}`)
    expect(answer.outcome).toBe('truncated')
    expect(lastEventIds(server)).toHaveLength(2)
  })
})

describe('a server that refuses the rest', () => {
  test.each([204, 400, 404, 410])(
    'with %i is not asked again, and the text is kept',
    async (status) => {
      const { server, chat, text, answer } = await ask([breakAfter(2), respondWith(status)])
      expect(text).toBe('Once upon')
      expect(answer.outcome).toBe('truncated')
      expect(answer.error).toMatchObject({ kind: 'http', status })
      expect(lastEventIds(server)).toHaveLength(2)
      await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
    },
  )

  test('for now, with 503, is asked again', async () => {
    const { server, text } = await ask([breakAfter(2), respondWith(503), sendRest])
    expect(text).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, '2', '2'])
  })
})

describe('the wait before another connection', () => {
  async function waitOf(connection: Connection): Promise<number | undefined> {
    const server = await startRunServer(WORDS, [connection, sendRest])
    const waits = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => waits.mockRestore())
    const chat = chatWith(server)
    let wait: number | undefined
    chat.subscribe(() => {
      if (chat.getState().status === 'reconnecting') wait ??= waits.mock.lastCall?.[1]
      chat.wake()
    })
    await chat.send('Tell me')
    return wait
  }

  test('is at least the value of `retry:`', async () => {
    const asksForTime: Connection = async ({ response, event }) => {
      await sendPieces(response, ['retry: 54321\n\n', event(1)])
      breakConnection(response)
    }
    expect(await waitOf(asksForTime)).toBe(54_321)
  })

  test('is the value of `Retry-After`', async () => {
    const server = await startRunServer(WORDS, [
      breakAfter(2),
      respondWith(503, { 'retry-after': '54' }),
    ])
    const waits = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => waits.mockRestore())
    const chat = chatWith(server)
    void chat.send('Tell me')
    await vi.waitFor(() => expect(waits).toHaveBeenCalledWith(expect.anything(), 54_000))
  })
})

describe('a chat whose page is frozen or offline', () => {
  /** Sends two words, then falls silent. */
  const silentAfter2: Connection = ({ send }) => send(2)

  async function untilTwoWords(chat: ChatStream): Promise<void> {
    await vi.waitFor(() =>
      expect(textOf(chat.getState().messages[1] as ChatMessage)).toBe('Once upon'),
    )
  }

  test('hold() closes the connection, and wake() resumes the answer', async () => {
    const server = await startRunServer(WORDS, [silentAfter2, sendRest])
    const chat = chatWith(server)
    const answer = chat.send('Tell me')
    await untilTwoWords(chat)
    chat.hold()
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    expect(lastEventIds(server)).toHaveLength(1)
    chat.wake()
    expect(textOf(await answer)).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, '2'])
  })

  test('hold() keeps a connection open that cannot be resumed', async () => {
    const server = await startServer((_, response) =>
      sendPieces(response, ['data: {"content":"Hi"}\n\n']),
    )
    const chat = chatWith(server, { transport: 'get' })
    void chat.send('Hi')
    await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
    chat.hold()
    chat.wake()
    expect(chat.getState().status).toBe('streaming')
  })

  test('wake() replaces a connection that was silent since the network went away', async () => {
    const server = await startRunServer(WORDS, [silentAfter2, sendRest])
    const chat = chatWith(server)
    const answer = chat.send('Tell me')
    await untilTwoWords(chat)
    chat.wake(Date.now() - 60_000)
    expect(chat.getState().status).toBe('streaming')
    chat.wake(Date.now())
    expect(textOf(await answer)).toBe(TEXT)
  })

  test('waits for the network as long as it takes', async () => {
    const server = await startRunServer(WORDS, [
      breakAfter(2),
      breakAfter(2),
      breakAfter(2),
      sendRest,
    ])
    const network = { onLine: false }
    vi.stubGlobal('navigator', network)
    const chat = chatWith(server, { retry: { baseDelay: 0, maxDelay: 60_000, maxAttempts: 1 } })
    const answer = chat.send('Tell me')
    for (const connections of [1, 2, 3]) {
      await vi.waitFor(() => expect(lastEventIds(server)).toHaveLength(connections))
      await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
      network.onLine = connections === 3
      chat.wake()
    }
    expect(textOf(await answer)).toBe(TEXT)
  })
})

describe('resume()', () => {
  /** Returns a chat with the messages as a store restores them after a reload. */
  function reloaded(messages: readonly ChatMessage[], server: ScriptedServer): ChatStream {
    let list = JSON.parse(JSON.stringify(messages)) as readonly ChatMessage[]
    const chat = createChatStream(
      { url: server.url, transport: 'session', retry: NO_DELAY },
      { messages: { get: () => list, set: (changed) => (list = changed) } },
    )
    onTestFinished(chat.dispose)
    return chat
  }

  test('finds the run after a reload, and the text appears once', async () => {
    const server = await startRunServer(WORDS, [({ send }) => send(3), sendRest])
    const before = chatWith(server)
    void before.send('Tell me')
    await vi.waitFor(() =>
      expect(textOf(before.getState().messages[1] as ChatMessage)).toBe('Once upon a'),
    )
    const chat = reloaded(before.getState().messages, server)
    const texts = new Set<string>()
    chat.subscribe(() => texts.add(textOf(chat.getState().messages[1] as ChatMessage)))
    const answer = await chat.resume()
    expect(textOf(answer)).toBe(TEXT)
    expect(answer).toMatchObject({ outcome: 'complete', run: undefined })
    // The former text stays visible until there is more.
    expect([...texts][0]).toBe('Once upon a')
    expect([...texts].every((text) => text.startsWith('Once upon a'))).toBe(true)
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(chat.getState().messages).toHaveLength(2)
  })

  test('continues an answer that was given up', async () => {
    const { chat } = await ask([breakAfter(2), breakAfter(2), sendRest], {
      retry: { ...NO_DELAY, maxAttempts: 1 },
    })
    expect(chat.getState().status).toBe('error')
    const answer = await chat.resume()
    expect(textOf(answer)).toBe(TEXT)
    expect(chat.getState().status).toBe('ready')
  })

  test('keeps the former text if the server has less', async () => {
    const { chat } = await ask([breakAfter(3), respondWith(503), breakAfter(1), respondWith(404)], {
      retry: { ...NO_DELAY, maxAttempts: 1 },
    })
    const answer = await chat.resume()
    expect(textOf(answer)).toBe('Once upon a')
    expect(answer.outcome).toBe('truncated')
  })

  test('is called by regenerate() if nothing of the answer was shown', async () => {
    const { server, chat } = await ask([breakAfter(0), sendRest], { retry: false })
    expect(textOf(await chat.regenerate())).toBe(TEXT)
    expect(chat.getState().messages).toHaveLength(2)
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
  })

  test('ends the wait while an answer streams, and resolves to that answer', async () => {
    const server = await startRunServer(WORDS, [breakAfter(2), sendRest])
    const chat = chatWith(server, { retry: { baseDelay: 1e9, maxDelay: 1e9 } })
    vi.spyOn(Math, 'random').mockReturnValue(0.9)
    onTestFinished(() => void vi.restoreAllMocks())
    const sent = chat.send('Tell me')
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    expect(await chat.resume()).toBe(await sent)
    expect(textOf(await sent)).toBe(TEXT)
  })

  test('rejects after a complete answer, and without any answer', async () => {
    const { chat } = await ask([sendRest])
    await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
    chat.clear()
    await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
  })
})

describe('a question without any answer', () => {
  test.each<[string, Script]>([
    ['the connection breaks', (_, response) => breakConnection(response)],
    ['a gateway times out', (_, response) => response.writeHead(504).end()],
    [
      'the headers are cut',
      (_, response) => response.writeHead(200, { 'content-type': 'text/ev' }).end(),
    ],
  ])('is sent with the same key by regenerate() if %s', async (_, script) => {
    const keys: unknown[] = []
    const server = await startServer((request, response) => {
      keys.push(request.headers['idempotency-key'])
      return script(request, response)
    })
    const chat = chatWith(server, { transport: 'post', idempotencyKey: true, retry: false })
    const lost = await chat.send('Tell me')
    expect(lost.outcome).toBe('failed')
    await chat.regenerate()
    expect(keys[0]).toMatch(/./)
    expect(keys[1]).toBe(keys[0])
  })

  test('is sent again after response headers if the server honors keys', async () => {
    const server = await startServer(async (_, response) => {
      await sendPieces(response, [])
      breakConnection(response)
    })
    const once = await chatWith(server, { transport: 'get' }).send('Tell me')
    expect(once.metrics?.attempts).toBe(1)
    const chat = chatWith(server, {
      transport: 'get',
      idempotencyKey: true,
      retry: { ...NO_DELAY, maxAttempts: 3 },
    })
    const answer = await chat.send('Tell me')
    expect(answer.metrics?.attempts).toBe(3)
    expect(new Set(server.requests.slice(1).map(({ query }) => query.get('key'))).size).toBe(1)
  })

  test('is not sent again after an event without text, even if the server honors keys', async () => {
    const server = await startServer(async (_, response) => {
      await sendPieces(response, ['data: {"reasoning":"Let me see."}\n\n'])
      breakConnection(response)
    })
    const chat = chatWith(server, { transport: 'get', idempotencyKey: true })
    const answer = await chat.send('Tell me')
    expect(answer.outcome).toBe('truncated')
    expect(answer.parts).toEqual([{ type: 'reasoning', text: 'Let me see.' }])
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    { idempotencyKey: true, posts: 2, outcome: 'complete' },
    { idempotencyKey: false, posts: 1, outcome: 'failed' },
  ])(
    'is sent again with its key if the session id was cut (%o)',
    async ({ posts, outcome, ...options }) => {
      const run = await startRunServer(WORDS, [sendRest])
      let count = 0
      const server = await startServer(async ({ method, path }, response) => {
        if (method !== 'POST')
          return response
            .writeHead(307, { location: `${run.url.replace(/\/ai.*/, '')}${path}` })
            .end()
        count += 1
        if (count > 1) return response.writeHead(201).end(JSON.stringify({ sessionId: SESSION }))
        response.writeHead(201, { 'content-length': 60 })
        await new Promise((resolve) => response.write('{"sessionId":"Ab-', resolve))
        breakConnection(response)
      })
      const answer = await chatWith(server, options).send('Tell me')
      expect(answer.outcome).toBe(outcome)
      expect(count).toBe(posts)
    },
  )

  test('is sent again with its key if the session response has only headers', async () => {
    let count = 0
    const server = await startServer((_, response) => {
      count += 1
      response.writeHead(201).end()
    })
    const options = { idempotencyKey: true, retry: { ...NO_DELAY, maxAttempts: 2 } }
    const answer = await chatWith(server, options).send('Tell me')
    expect(answer.error?.kind).toBe('network')
    expect(count).toBe(2)
  })

  test('gets a new key from regenerate() once it has an answer', async () => {
    const { server, chat } = await ask([sendRest], { idempotencyKey: true })
    await chat.regenerate()
    const keys = server.requests
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(2)
  })
})

test('abandon() leaves the run to another tab: the message has no outcome, and nothing stops the run', async () => {
  const server = await startRunServer(WORDS, [({ send }) => send(2), sendRest])
  const chat = chatWith(server)
  const sent = chat.send('Tell me')
  const queued = chat.send('And then?')
  await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
  await vi.waitFor(() => expect(chat.getState().messages[1]?.parts).not.toEqual([]))
  chat.abandon()
  expect(chat.getState()).toMatchObject({ status: 'ready', queue: [] })
  expect((await queued).outcome).toBe('stopped')
  const message = await sent
  expect(message.outcome).toBeUndefined()
  expect(chat.getState().messages.at(-1)?.id).toBe(message.id)
  expect(textOf(await chat.resume())).toBe(TEXT)
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
})
