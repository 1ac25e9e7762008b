import { EventSource as NpmEventSource } from 'eventsource'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ChatStream } from './chatStream.ts'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import {
  cutAfter,
  refuse,
  SESSION,
  startRun,
  toTheEnd,
  type Connection,
} from './resumableServer.test-helper.ts'
import {
  drop,
  startServer,
  stream,
  type Script,
  type ScriptedServer,
} from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'

const WORDS = ['Once', ' upon', ' a', ' time', ', 从前', ' 🙂.']
const TEXT = WORDS.join('')
const AT_ONCE = { baseDelay: 0, maxDelay: 0 }

afterEach(() => void vi.unstubAllGlobals())

function chatWith(server: ScriptedServer, options: Partial<ChatStreamOptions> = {}): ChatStream {
  const chat = createChatStream({
    url: server.url,
    transport: 'session',
    retry: AT_ONCE,
    ...options,
  })
  onTestFinished(chat.dispose)
  return chat
}

async function ask(
  connections: readonly [Connection, ...Connection[]],
  options?: Partial<ChatStreamOptions>,
) {
  const server = await startRun(WORDS, connections)
  const chat = chatWith(server, options)
  const answer = await chat.send('Tell me')
  return { server, chat, answer, text: textOf(answer) }
}

/** Where each GET said that it has got to. */
function positions({ requests }: ScriptedServer): unknown[] {
  return requests
    .filter(({ method }) => method === 'GET')
    .map(({ headers, query }) => headers['last-event-id'] ?? query.get('lastEventId') ?? undefined)
}

describe('a connection that breaks in mid-answer', () => {
  test('session: the rest comes from where it broke, and nothing is asked twice', async () => {
    const { server, answer, text } = await ask([cutAfter(2), cutAfter(4), toTheEnd])
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
    expect(answer.metrics?.attempts).toBe(3)
    expect(positions(server)).toEqual([undefined, '2', '4'])
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test('get: the first event names the run, and its last id goes on with it', async () => {
    const { server, text } = await ask([cutAfter(3), toTheEnd], { transport: 'get' })
    expect(text).toBe(TEXT)
    expect(positions(server)).toEqual([undefined, `${SESSION}:3`])
  })

  test('eventsource: the platform itself connects again', async () => {
    vi.stubGlobal('EventSource', NpmEventSource)
    const { server, text, answer } = await ask([cutAfter(3), cutAfter(5), toTheEnd], {
      transport: 'eventsource',
    })
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
    expect(positions(server)).toEqual([undefined, `${SESSION}:3`, `${SESSION}:5`])
  })

  test('so early that its type is cut', async () => {
    const cutHead: Connection = ({ response }) =>
      response.writeHead(200, { 'content-type': 'text/ev' }).end()
    const { server, text } = await ask([cutHead, toTheEnd])
    expect(text).toBe(TEXT)
    expect(positions(server)).toEqual([undefined, undefined])
  })

  test('before anything came, too: the whole answer comes by the run’s name', async () => {
    const { server, text } = await ask([cutAfter(0), toTheEnd])
    expect(text).toBe(TEXT)
    expect(positions(server)).toEqual([undefined, undefined])
  })

  test('a clean end without `close` is a break like any other', async () => {
    const { text, answer } = await ask([
      async ({ response, send }) => {
        await send(2)
        response.end()
      },
      toTheEnd,
    ])
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
  })

  test('status tells that it is being mended', async () => {
    const server = await startRun(WORDS, [cutAfter(2), toTheEnd])
    const chat = chatWith(server)
    const seen = new Set<string>()
    chat.subscribe(() => seen.add(chat.getState().status))
    await chat.send('Tell me')
    expect([...seen]).toEqual(['submitted', 'streaming', 'reconnecting', 'ready'])
  })

  test('is given up after so many connections without anything new, and the text stays', async () => {
    const { server, chat, answer, text } = await ask([cutAfter(2)], {
      retry: { ...AT_ONCE, maxAttempts: 3 },
    })
    expect(text).toBe('Once upon')
    expect(answer.outcome).toBe('truncated')
    expect(positions(server)).toEqual([undefined, '2', '2', '2'])
    expect(answer.run?.sessionId).toBe(SESSION)
    expect(chat.getState().status).toBe('error')
  })

  test('is not given up while every connection brings something', async () => {
    const { text } = await ask([1, 2, 3, 4, 5, 6].map(cutAfter) as [Connection], {
      retry: { ...AT_ONCE, maxAttempts: 1 },
    })
    expect(text).toBe(TEXT)
  })

  test('`retry: false` connects once', async () => {
    const { server, answer } = await ask([cutAfter(2), toTheEnd], { retry: false })
    expect(answer.outcome).toBe('truncated')
    expect(positions(server)).toEqual([undefined])
  })
})

describe('a server that proved nothing is never asked for more', () => {
  test.each([
    ['ids that are numbered anew, as NestJS does', 'id: 1\ndata: {"content":"Hi"}\n\n'],
    ['no ids', 'data: {"content":"Hi"}\n\n'],
    ['an id like the one-shot form’s, of another name', 'id: run-1:0\ndata: {"content":"Hi"}\n\n'],
  ])('%s', async (_, event) => {
    const server = await startServer(async (_request, response) => {
      await stream(response, ['retry: 1\n\n', event])
      drop(response)
    })
    const answer = await chatWith(server, { transport: 'get' }).send('Hi')
    expect(textOf(answer)).toBe('Hi')
    expect(answer.outcome).toBe('truncated')
    expect(answer.run?.sessionId).toBeUndefined()
    expect(server.requests).toHaveLength(1)
  })

  test('a session whose events have no numbers is another protocol’s: its clean end is its end', async () => {
    const { answer } = await ask([
      async ({ response }) => {
        await stream(response, ['data: {"content":"Hi"}\n\n'])
        response.end()
      },
    ])
    expect(answer.outcome).toBe('complete')
  })
})

describe('what a connection brings', () => {
  test('again is ignored', async () => {
    const { text } = await ask([
      cutAfter(3),
      async ({ response, event }) => {
        await stream(response, [1, 2, 3, 4, 4, 5, 6, 7].map(event))
        response.end()
      },
    ])
    expect(text).toBe(TEXT)
  })

  test('with a gap is dropped, and asked for from the last whole event', async () => {
    const { server, text } = await ask([
      async ({ response, event }) => {
        await stream(response, [1, 2, 4, 5].map(event))
      },
      toTheEnd,
    ])
    expect(text).toBe(TEXT)
    expect(positions(server)).toEqual([undefined, '2'])
  })

  test('damaged is dropped, and asked for from the last whole event', async () => {
    const { server, text } = await ask([
      async ({ response, event }) => {
        await stream(response, [event(1), 'id: 2\ndata: {"content":" up\n\n'])
      },
      toTheEnd,
    ])
    expect(text).toBe(TEXT)
    expect(positions(server)).toEqual([undefined, '1'])
  })
})

describe('the length that `close` tells', () => {
  const wrongWord = (word: string) => async (run: Parameters<Connection>[0]) => {
    const pieces = [1, 2, 3, 4, 5, 6, 7].map(run.event)
    await stream(run.response, pieces.with(0, `id: 1\ndata: {"content":"${word}"}\n\n`))
    run.response.end()
  }

  test('differs: the whole answer is asked for once more', async () => {
    const { server, text, answer } = await ask([wrongWord('Onc'), toTheEnd])
    expect(text).toBe(TEXT)
    expect(answer.outcome).toBe('complete')
    expect(positions(server)).toEqual([undefined, undefined])
  })

  test('differs twice: the answer is truncated, and its text stays', async () => {
    const { server, text, answer } = await ask([wrongWord('Onc')])
    expect(text).toBe(`Onc${TEXT.slice(4)}`)
    expect(answer.outcome).toBe('truncated')
    expect(positions(server)).toHaveLength(2)
  })
})

describe('a server that refuses the rest', () => {
  test.each([204, 400, 404, 410])(
    '%i: the text stays, and nobody asks it again',
    async (status) => {
      const { server, chat, text, answer } = await ask([cutAfter(2), refuse(status)])
      expect(text).toBe('Once upon')
      expect(answer.outcome).toBe('truncated')
      expect(answer.error).toMatchObject({ kind: 'http', status })
      expect(positions(server)).toHaveLength(2)
      await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
    },
  )

  test('for now: 503 is asked again', async () => {
    const { server, text } = await ask([cutAfter(2), refuse(503), toTheEnd])
    expect(text).toBe(TEXT)
    expect(positions(server)).toEqual([undefined, '2', '2'])
  })
})

describe('the wait before another connection', () => {
  async function waitOf(connection: Connection): Promise<number | undefined> {
    const server = await startRun(WORDS, [connection, toTheEnd])
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

  test('is at least what `retry:` asks for', async () => {
    const asksForTime: Connection = async ({ response, event }) => {
      await stream(response, ['retry: 54321\n\n', event(1)])
      drop(response)
    }
    expect(await waitOf(asksForTime)).toBe(54_321)
  })

  test('is what `Retry-After` asks for', async () => {
    const server = await startRun(WORDS, [cutAfter(2), refuse(503, { 'retry-after': '54' })])
    const waits = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => waits.mockRestore())
    const chat = chatWith(server)
    void chat.send('Tell me')
    await vi.waitFor(() => expect(waits).toHaveBeenCalledWith(expect.anything(), 54_000))
  })
})

describe('the page’s life', () => {
  /** Sends two words, and keeps silent. */
  const silentAfter2: Connection = ({ send }) => send(2)

  async function untilTwoWords(chat: ChatStream): Promise<void> {
    await vi.waitFor(() =>
      expect(textOf(chat.getState().messages[1] as ChatMessage)).toBe('Once upon'),
    )
  }

  test('`hold` gives the connection back, and `wake` goes on', async () => {
    const server = await startRun(WORDS, [silentAfter2, toTheEnd])
    const chat = chatWith(server)
    const answer = chat.send('Tell me')
    await untilTwoWords(chat)
    chat.hold()
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    expect(positions(server)).toHaveLength(1)
    chat.wake()
    expect(textOf(await answer)).toBe(TEXT)
    expect(positions(server)).toEqual([undefined, '2'])
  })

  test('`hold` leaves a connection open that could not be had again', async () => {
    const server = await startServer((_, response) =>
      stream(response, ['data: {"content":"Hi"}\n\n']),
    )
    const chat = chatWith(server, { transport: 'get' })
    void chat.send('Hi')
    await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
    chat.hold()
    chat.wake()
    expect(chat.getState().status).toBe('streaming')
  })

  test('`wake` replaces a connection that brought nothing since the network went away', async () => {
    const server = await startRun(WORDS, [silentAfter2, toTheEnd])
    const chat = chatWith(server)
    const answer = chat.send('Tell me')
    await untilTwoWords(chat)
    chat.wake(Date.now() - 60_000)
    expect(chat.getState().status).toBe('streaming')
    chat.wake(Date.now())
    expect(textOf(await answer)).toBe(TEXT)
  })

  test('offline, it waits for the network for as long as it takes', async () => {
    const server = await startRun(WORDS, [cutAfter(2), cutAfter(2), cutAfter(2), toTheEnd])
    const network = { onLine: false }
    vi.stubGlobal('navigator', network)
    const chat = chatWith(server, { retry: { baseDelay: 0, maxDelay: 60_000, maxAttempts: 1 } })
    const answer = chat.send('Tell me')
    for (const connections of [1, 2, 3]) {
      await vi.waitFor(() => expect(positions(server)).toHaveLength(connections))
      await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
      network.onLine = connections === 3
      chat.wake()
    }
    expect(textOf(await answer)).toBe(TEXT)
  })
})

describe('`resume`', () => {
  /** As a store brings a conversation back after a reload. */
  function reloaded(messages: readonly ChatMessage[], server: ScriptedServer): ChatStream {
    let list = JSON.parse(JSON.stringify(messages)) as readonly ChatMessage[]
    const chat = createChatStream(
      { url: server.url, transport: 'session', retry: AT_ONCE },
      { messages: { get: () => list, set: (changed) => (list = changed) } },
    )
    onTestFinished(chat.dispose)
    return chat
  }

  test('after a reload finds the run again: the text is there once, whole', async () => {
    const server = await startRun(WORDS, [({ send }) => send(3), toTheEnd])
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
    // What was there stays until there is more.
    expect([...texts][0]).toBe('Once upon a')
    expect([...texts].every((text) => text.startsWith('Once upon a'))).toBe(true)
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(chat.getState().messages).toHaveLength(2)
  })

  test('goes on with an answer that was given up', async () => {
    const { chat } = await ask([cutAfter(2), cutAfter(2), toTheEnd], {
      retry: { ...AT_ONCE, maxAttempts: 1 },
    })
    expect(chat.getState().status).toBe('error')
    const answer = await chat.resume()
    expect(textOf(answer)).toBe(TEXT)
    expect(chat.getState().status).toBe('ready')
  })

  test('keeps what was there where the server has less', async () => {
    const { chat } = await ask([cutAfter(3), refuse(503), cutAfter(1), refuse(404)], {
      retry: { ...AT_ONCE, maxAttempts: 1 },
    })
    const answer = await chat.resume()
    expect(textOf(answer)).toBe('Once upon a')
    expect(answer.outcome).toBe('truncated')
  })

  test('is what asking again is, where nothing of the answer was seen', async () => {
    const { server, chat } = await ask([cutAfter(0), toTheEnd], { retry: false })
    expect(textOf(await chat.regenerate())).toBe(TEXT)
    expect(chat.getState().messages).toHaveLength(2)
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
  })

  test('during an answer cuts the wait short, and resolves with it', async () => {
    const server = await startRun(WORDS, [cutAfter(2), toTheEnd])
    const chat = chatWith(server, { retry: { baseDelay: 1e9, maxDelay: 1e9 } })
    vi.spyOn(Math, 'random').mockReturnValue(0.9)
    onTestFinished(() => void vi.restoreAllMocks())
    const sent = chat.send('Tell me')
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    expect(await chat.resume()).toBe(await sent)
    expect(textOf(await sent)).toBe(TEXT)
  })

  test('has nothing to go on with after an answer that is whole, or before any', async () => {
    const { chat } = await ask([toTheEnd])
    await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
    chat.clear()
    await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
  })
})

describe('a question of which nothing came', () => {
  test.each<[string, Script]>([
    ['the connection broke', (_, response) => drop(response)],
    ['a gateway gave up', (_, response) => response.writeHead(504).end()],
    [
      'the headers were cut',
      (_, response) => response.writeHead(200, { 'content-type': 'text/ev' }).end(),
    ],
  ])('regenerate() sends the same key again where %s', async (_, script) => {
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

  test('is asked again after the response’s head where the server honours keys', async () => {
    const server = await startServer(async (_, response) => {
      await stream(response, [])
      drop(response)
    })
    const once = await chatWith(server, { transport: 'get' }).send('Tell me')
    expect(once.metrics?.attempts).toBe(1)
    const chat = chatWith(server, {
      transport: 'get',
      idempotencyKey: true,
      retry: { ...AT_ONCE, maxAttempts: 3 },
    })
    const answer = await chat.send('Tell me')
    expect(answer.metrics?.attempts).toBe(3)
    expect(new Set(server.requests.slice(1).map(({ query }) => query.get('key'))).size).toBe(1)
  })

  test('is not asked again after an event without text, even where the server honors keys', async () => {
    const server = await startServer(async (_, response) => {
      await stream(response, ['data: {"reasoning":"Let me see."}\n\n'])
      drop(response)
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
  ])('of whose session the name broke off (%o)', async ({ posts, outcome, ...options }) => {
    const run = await startRun(WORDS, [toTheEnd])
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
      drop(response)
    })
    const answer = await chatWith(server, options).send('Tell me')
    expect(answer.outcome).toBe(outcome)
    expect(count).toBe(posts)
  })

  test('of whose session nothing came but a head is asked again by its key', async () => {
    let count = 0
    const server = await startServer((_, response) => {
      count += 1
      response.writeHead(201).end()
    })
    const options = { idempotencyKey: true, retry: { ...AT_ONCE, maxAttempts: 2 } }
    const answer = await chatWith(server, options).send('Tell me')
    expect(answer.error?.kind).toBe('network')
    expect(count).toBe(2)
  })

  test('another answer to a question whose answer came has a key of its own', async () => {
    const { server, chat } = await ask([toTheEnd], { idempotencyKey: true })
    await chat.regenerate()
    const keys = server.requests
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(2)
  })
})

test('`abandon` lets go without an end: nobody stops the run, and its message waits for somebody else', async () => {
  const server = await startRun(WORDS, [({ send }) => send(2), toTheEnd])
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
