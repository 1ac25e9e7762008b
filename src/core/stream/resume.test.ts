import { EventSource as NpmEventSource } from 'eventsource'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  breakAfter,
  respondWith,
  SESSION,
  startRunServer,
  sendRest,
  type Connection,
} from './resumableServer.test-helper.ts'
import { breakConnection, startServer, sendPieces } from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { ask, chatWith, lastEventIds, NO_DELAY, TEXT, WORDS } from './resumedChat.test-helper.ts'

afterEach(() => void vi.unstubAllGlobals())

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
