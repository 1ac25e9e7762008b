import { describe, expect, test, vi } from 'vitest'
import { textOf } from '../../text.ts'
import type { ChatMessage } from '../../types.ts'
import { openStream, requestStop } from '../openStream.ts'
import {
  breakConnection,
  sendPieces,
  startServer,
} from '../../stream/scriptedServer.test-helper.ts'
import { chatWith, reloaded, startLogServer, TEXT, WORDS } from './logServer.test-helper.ts'

const UP_TO_3 = { upTo: 3 } as const
const last = (messages: readonly ChatMessage[]) => messages.at(-1) as ChatMessage

describe('a transport that resumes by cursors', () => {
  test('requests the records after the last cursor, whatever their data', async () => {
    const server = await startLogServer([UP_TO_3, { upTo: 5 }, 'rest'])
    const answer = await chatWith(server).send('Hi')
    expect([textOf(answer), answer.outcome]).toEqual([TEXT, 'complete'])
    expect(server.asked()).toEqual(['ask', 'c3', 'c5'])
  })

  test('skips records that a server repeats, named ones, too', async () => {
    const server = await startLogServer([{ upTo: 4 }, UP_TO_3, 'rest'], 3)
    const answer = await chatWith(server).send('Hi')
    expect([textOf(answer), answer.outcome]).toEqual([TEXT, 'complete'])
  })

  test('keeps an event without its own id, which repeats the last one', async () => {
    const server = await startServer(async ({ method }, response) => {
      await sendPieces(response, ['id: c1\ndata: Once\n\n', 'data:  upon\n\n'])
      if (method === 'POST') return breakConnection(response)
      await sendPieces(response, ['id: c2\nevent: bye\ndata: \n\n'])
      response.end()
    })
    const chat = chatWith(server, {}, { retry: false })
    expect(textOf(await chat.send('Hi'))).toBe('Once upon')
  })

  test('joins a run that it chose, if the connection breaks before the first byte', async () => {
    const server = await startServer(async ({ method }, response) => {
      if (method === 'POST') return breakConnection(response)
      await sendPieces(response, ['id: c1\ndata: Once\n\n', 'id: c2\nevent: bye\ndata: \n\n'])
      response.end()
    })
    const chat = chatWith(server)
    const sent = chat.send('Hi')
    await vi.waitFor(() => expect(last(chat.getState().messages).run?.sessionId).toBeTruthy())
    expect(textOf(await sent)).toBe('Once')
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  test('fails, and sends the question once, if the run is not known when the connection breaks', async () => {
    const server = await startLogServer([{ upTo: 0 }])
    const answer = await chatWith(server, { chooseRun: undefined }).send('Hi')
    expect(answer).toMatchObject({ outcome: 'failed', parts: [] })
    expect(answer.run?.sessionId).toBeUndefined()
    expect(server.asked()).toEqual(['ask'])
  })

  test('sends a question again that the server refused, and no other', async () => {
    const server = await startLogServer([{ status: 429 }, { status: 503 }, 'rest'])
    expect(textOf(await chatWith(server).send('Hi'))).toBe(TEXT)
    expect(server.asked()).toEqual(['ask', 'ask', 'ask'])
    const wrong = await startLogServer([{ status: 401 }])
    const answer = await chatWith(wrong).send('Hi')
    expect(answer).toMatchObject({ outcome: 'failed', error: { status: 401 } })
    expect(answer.run?.sessionId).toBeUndefined()
    expect(wrong.asked()).toEqual(['ask'])
  })

  test('joins the run after 502, as the model may be at work', async () => {
    const server = await startLogServer([{ status: 502 }, 'rest'])
    expect(textOf(await chatWith(server).send('Hi'))).toBe(TEXT)
    expect(server.asked()).toEqual(['ask', ''])
  })

  test('reads the answer from its start after a reload, and shows the stored text in the meantime', async () => {
    const server = await startLogServer([UP_TO_3, { status: 503 }, { upTo: 1 }, 'rest'])
    const before = chatWith(server, {}, { retry: false })
    await before.send('Hi')
    const after = chatWith(server, {}, {}, reloaded(before))
    const texts = new Set<string>()
    after.subscribe(() => texts.add(textOf(last(after.getState().messages))))
    const answer = await after.resume()
    expect([textOf(answer), answer.outcome]).toEqual([TEXT, 'complete'])
    expect(answer.run).toBeUndefined()
    expect([...texts].every((text) => text.startsWith(WORDS.slice(0, 3).join('')))).toBe(true)
    // The join that was refused with 503 must not count as the new page's own reading.
    expect(server.asked()).toEqual(['ask', '', '', 'c1'])
  })
})

test.each([
  ['cursor', { cursorOf: () => 'c'.repeat(4097) }],
  ['id of a run', { chooseRun: undefined, runOf: () => 'r'.repeat(4097) }],
])('a %s that is too long ends the answer', async (_, parts) => {
  const server = await startLogServer(['rest'])
  const answer = await chatWith(server, parts).send('Hi')
  expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'limit' } })
  expect(server.asked()).toEqual(['ask'])
})

describe('a transport whose runs are read again from their start', () => {
  const fromStart = { resumesFrom: 'start' } as const

  test('drops what it has, and never shows less', async () => {
    const server = await startLogServer([{ upTo: 4 }, { upTo: 2 }, UP_TO_3, 'rest'])
    const chat = chatWith(server, { ...fromStart, cursorOf: () => undefined })
    const lengths: number[] = []
    chat.subscribe(() => lengths.push(textOf(last(chat.getState().messages)).length))
    const answer = await chat.send('Hi')
    expect([textOf(answer), answer.outcome]).toEqual([TEXT, 'complete'])
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other))
    expect(server.asked()).toEqual(['ask', '', '', ''])
  })

  test('keeps the text if every repetition is shorter', async () => {
    const server = await startLogServer([{ upTo: 5 }, { upTo: 2 }, { upTo: 1 }, { status: 404 }])
    const answer = await chatWith(server, { ...fromStart, cursorOf: () => undefined }).send('Hi')
    expect(textOf(answer)).toBe(WORDS.slice(0, 5).join(''))
    expect(answer.outcome).toBe('truncated')
  })

  test('is given up if the repetitions bring nothing new', async () => {
    const server = await startLogServer([UP_TO_3, { upTo: 2 }, UP_TO_3, { upTo: 2 }, UP_TO_3])
    const retry = { maxAttempts: 3, baseDelay: 0, maxDelay: 0 }
    const answer = await chatWith(
      server,
      { ...fromStart, cursorOf: () => undefined },
      { retry },
    ).send('Hi')
    expect([textOf(answer), answer.outcome]).toEqual([WORDS.slice(0, 3).join(''), 'truncated'])
    expect(server.asked()).toHaveLength(4)
  })
})

describe('a run that the server does not know', () => {
  test('ends as `complete` with the answer that `recover` fetched', async () => {
    const server = await startLogServer([UP_TO_3, { status: 410 }])
    const recover = vi.fn(async () => ({ text: TEXT, finishReason: 'stop' }))
    const answer = await chatWith(server, { recover }).send('Hi')
    expect(answer).toMatchObject({ outcome: 'complete', finishReason: 'stop', error: undefined })
    expect(textOf(answer)).toBe(TEXT)
    expect(recover).toHaveBeenCalledOnce()
  })

  test('is requested again if it may begin later, and forgotten in the end', async () => {
    const server = await startLogServer([UP_TO_3, { status: 404 }, { status: 404 }, 'rest'])
    const answer = await chatWith(server, { mayBeginLater: true }).send('Hi')
    expect(textOf(answer)).toBe(TEXT)
    const silent = await startLogServer([UP_TO_3, { status: 404 }])
    const retry = { maxAttempts: 2, baseDelay: 0, maxDelay: 0 }
    const cut = await chatWith(silent, { mayBeginLater: true }, { retry }).send('Hi')
    expect(cut).toMatchObject({ outcome: 'truncated', error: { status: 404 }, run: undefined })
    expect(silent.asked()).toEqual(['ask', 'c3', 'c3'])
  })
})

describe('stop()', () => {
  const stop = (id: string, _: unknown, context: Parameters<typeof requestStop>[1]) =>
    requestStop(`${context.url}/${id}`, context, { method: 'DELETE' })
  const deleted = ({ requests }: Awaited<ReturnType<typeof startServer>>) =>
    requests.filter(({ method }) => method === 'DELETE')

  test('ends the run with the headers of the chat', async () => {
    const server = await startServer(async ({ method }, response) => {
      if (method === 'DELETE') return response.writeHead(204).end()
      await sendPieces(response, ['id: c1\ndata: Once\n\n'])
    })
    const chat = chatWith(server, { stop }, { headers: { authorization: 'Bearer t' } })
    const sent = chat.send('Hi')
    await vi.waitFor(() => expect(textOf(last(chat.getState().messages))).toBe('Once'))
    const { run } = last(chat.getState().messages)
    chat.stop()
    expect((await sent).outcome).toBe('stopped')
    await vi.waitFor(() => expect(deleted(server)).toHaveLength(1))
    expect(deleted(server)[0]).toMatchObject({
      path: `/ai/chat/stream/${run?.sessionId}`,
      headers: { authorization: 'Bearer t' },
    })
  })

  test('waits for the id of a run that is not known yet', async () => {
    let name: () => void = () => undefined
    const server = await startServer(async ({ method }, response) => {
      if (method === 'DELETE') return response.writeHead(204).end()
      await sendPieces(response, [])
      name = () => response.write('id: run-1\ndata: Once\n\n')
    })
    const chat = chatWith(server, {
      chooseRun: undefined,
      runOf: ({ id }) => id,
      stop,
      ask: (_, context) => openStream(context.url, context, { method: 'POST' }),
    })
    const sent = chat.send('Hi')
    await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
    chat.stop()
    expect(await sent).toMatchObject({ outcome: 'stopped', parts: [] })
    name()
    await vi.waitFor(() => expect(deleted(server)).toHaveLength(1))
    expect(deleted(server)[0]?.path).toBe('/ai/chat/stream/run-1')
    expect(chat.getState().messages.at(-1)).toMatchObject({ outcome: 'stopped', parts: [] })
  })
})
