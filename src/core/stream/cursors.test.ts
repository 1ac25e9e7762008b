import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openStream } from '../transports/openStream.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, Dialect, Resumption, StreamRecord, Transport } from '../types.ts'
import type { ChatStream } from './chatStream.ts'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import { startRunServer, type Connection } from './resumableServer.test-helper.ts'
import { breakConnection, sendPieces, startServer } from './scriptedServer.test-helper.ts'
import { chatWith, NO_DELAY, TEXT, WORDS } from './resumedChat.test-helper.ts'

const record = (data: string, cursor?: string | number): StreamRecord => ({
  event: 'message',
  data,
  id: '',
  ...(cursor === undefined ? {} : { cursor }),
})

/** Shows all data as text. An event named `bye` is the end. */
const raw: Dialect = {
  name: 'raw',
  decode: ({ event, data }) =>
    event === 'bye'
      ? [{ type: 'finish', outcome: 'complete' }, { type: 'stream-end' }]
      : [{ type: 'text-delta', text: data }],
}
const BYE: StreamRecord = { ...record(''), event: 'bye' }
const CUT = new TypeError('The connection broke.')

/** Creates a chat over a transport that delivers the next list of each attempt; an error ends an attempt. */
function chatOver(
  attempts: readonly (readonly (StreamRecord | Error)[])[],
  messages: readonly ChatMessage[] = [],
  options: Partial<ChatStreamOptions> = {},
) {
  const resumptions: (Resumption | undefined)[] = []
  const transport: Transport = async function* (_, context) {
    const records = attempts[resumptions.length] ?? [CUT]
    resumptions.push(context.resumption)
    context.onResumable('run-1', 'cursors')
    for (const each of records) {
      if (each instanceof Error) throw each
      yield each
    }
  }
  let list = messages
  const chat = createChatStream(
    {
      url: 'http://localhost/',
      transport,
      dialect: raw,
      retry: NO_DELAY,
      ...options,
    } as ChatStreamOptions,
    { messages: { get: () => list, set: (changed) => (list = changed) } },
  )
  onTestFinished(chat.dispose)
  return { chat, resumptions }
}

const lastIn = (chat: ChatStream) => chat.getState().messages.at(-1) as ChatMessage
const stored = (chat: ChatStream) =>
  JSON.parse(JSON.stringify(chat.getState().messages)) as readonly ChatMessage[]

describe('a cursor', () => {
  test('comes back in the resumption, and needs no JSON', async () => {
    const { chat, resumptions } = chatOver([
      [record('[DONE]', 'a'), record('[1]', 'b'), CUT],
      [record('text', 'c'), BYE],
    ])
    const answer = await chat.send('Hi')
    expect([textOf(answer), answer.outcome]).toEqual(['[DONE][1]text', 'complete'])
    expect(resumptions).toEqual([undefined, { sessionId: 'run-1', last: 2, cursor: 'b' }])
  })

  test('is stored in `message.run`, so that an answer continues after a reload', async () => {
    const first = chatOver([[record('Once', 1), record(' upon', 2), CUT]], [], { retry: false })
    await first.chat.send('Hi')
    expect(lastIn(first.chat).run).toMatchObject({ sessionId: 'run-1', cursor: 2 })
    const { chat, resumptions } = chatOver([[record(' a time', 3), BYE]], stored(first.chat))
    const answer = await chat.resume()
    expect([textOf(answer), answer.outcome]).toEqual(['Once upon a time', 'complete'])
    expect(resumptions).toEqual([{ sessionId: 'run-1', last: 0, cursor: 2 }])
    expect(answer.run).toBeUndefined()
  })

  test('is stored together with the text of its record', async () => {
    const { chat } = chatOver([[record('Once', 1), record(' upon', 2), BYE]])
    const states: unknown[] = []
    chat.subscribe(() => states.push([textOf(lastIn(chat)), lastIn(chat).run?.cursor]))
    await chat.send('Hi')
    expect(states).toEqual(
      expect.arrayContaining([
        ['Once', 1],
        ['Once upon', 2],
      ]),
    )
    expect(states).not.toContainEqual(['Once', 2])
  })

  test('of an earlier run that was stored without one is not needed', async () => {
    const first = chatOver([[record('Once', 1), CUT]], [], { retry: false })
    await first.chat.send('Hi')
    const messages = stored(first.chat).map((message) =>
      message.run ? { ...message, run: { key: 'k', sessionId: 'run-1' } } : message,
    )
    const { chat, resumptions } = chatOver([[record('Once', 1), record(' upon', 2), BYE]], messages)
    expect(textOf(await chat.resume())).toBe('Once upon')
    expect(resumptions).toEqual([{ sessionId: 'run-1', last: 0, cursor: undefined }])
  })

  test('with a clean end lets the dialect prove the end', async () => {
    const plain: Dialect = { ...raw, end: () => [{ type: 'finish', outcome: 'complete' }] }
    const { chat } = chatOver([[record('Once', 1)]], [], { dialect: plain })
    expect((await chat.send('Hi')).outcome).toBe('complete')
  })

  test('does not belong to a record that the end of the body cut', async () => {
    const server = await startServer(async ({ query }, response) => {
      // The first line alone looks whole.
      const rest = query.get('after') ? '\ndata: time\n\nevent: bye\ndata: \n\n' : ''
      await sendPieces(response, [`data: "Once"\n\ndata: "a"${rest}`])
      response.end()
    })
    const transport: Transport = async function* (_, context) {
      const { resumption } = context
      const url = `${server.url}?after=${resumption?.cursor ?? ''}`
      let number = 0
      context.onResumable('run-1', 'cursors')
      for await (const each of await openStream(url, context)) {
        number += 1
        if (number > Number(resumption?.cursor ?? 0)) yield Object.assign(each, { cursor: number })
      }
    }
    const { chat } = chatOver([], [], { url: server.url, transport })
    expect(textOf(await chat.send('Hi'))).toBe('"Once""a"\ntime')
  })
})

describe('a `restart`', () => {
  const RESTART: StreamRecord = { ...record(''), events: [{ type: 'restart' }] }

  test('replaces the answer by its repetition, however that is cut into records', async () => {
    const { chat } = chatOver([
      [record('Once'), record(' upon'), CUT],
      [RESTART, record('On'), record('ce upo'), CUT],
      [RESTART, record('O'), record('nce upon a'), record(' time'), BYE],
    ])
    const texts: string[] = []
    chat.subscribe(() => texts.push(textOf(lastIn(chat))))
    const answer = await chat.send('Hi')
    expect([textOf(answer), answer.outcome]).toEqual(['Once upon a time', 'complete'])
    expect(new Set(texts)).toEqual(
      new Set(['', 'Once', 'Once upon', 'Once upon a', 'Once upon a time']),
    )
  })

  test('keeps a refusal until it arrives again', async () => {
    const refusal: StreamRecord = {
      ...record(''),
      events: [{ type: 'refusal-delta', text: 'No.' }],
    }
    const { chat } = chatOver([
      [refusal, CUT],
      [RESTART, CUT],
    ])
    expect(await chat.send('Hi')).toMatchObject({ refusal: 'No.', outcome: 'truncated' })
  })

  test('keeps a tool result until it arrives again', async () => {
    const tool = { type: 'tool-delta', id: 't', name: 'clock', allArgs: '{}', output: 9 } as const
    const events = (...list: StreamRecord['events'] & object) => ({ ...record(''), events: list })
    const { chat } = chatOver([
      [events(tool), CUT],
      [RESTART, events({ ...tool, output: undefined }), CUT],
    ])
    const answer = await chat.send('Hi')
    expect(answer).toMatchObject({ parts: [{ output: 9 }], outcome: 'truncated' })
  })

  test('is reported to `onEvent`', async () => {
    const onEvent = vi.fn()
    const { chat } = chatOver(
      [
        [record('Once'), CUT],
        [RESTART, record('Once'), BYE],
      ],
      [],
      { onEvent },
    )
    await chat.send('Hi')
    expect(onEvent.mock.calls.map(([{ type }]) => type)).toContain('restart')
  })
})

test('onResumable("") takes a session back: the refused question is sent again', async () => {
  const server = await startServer(({ headers }, response) => {
    if (!headers['x-second']) return response.writeHead(503).end()
    return sendPieces(response, ['event: bye\ndata: \n\n']).then(() => response.end())
  })
  let count = 0
  const transport: Transport = async function* (_, context) {
    expect(context.resumption).toBeUndefined()
    context.onResumable('run-1', 'cursors')
    const headers: Record<string, string> = count++ > 0 ? { 'x-second': '1' } : {}
    try {
      yield* await openStream(context.url, context, { method: 'POST', headers })
    } catch (error) {
      context.onResumable('')
      throw error
    }
  }
  const { chat } = chatOver([], [], { url: server.url, transport })
  expect((await chat.send('Hi')).outcome).toBe('complete')
  expect(server.requests).toHaveLength(2)
})

test('a repeated event of the exactly-once protocol is ignored if it is named, too', async () => {
  const named: Dialect = {
    name: 'named',
    decode: ({ event, data }) =>
      event === 'close'
        ? [{ type: 'finish', outcome: 'complete' }, { type: 'stream-end' }]
        : [{ type: 'text-delta', text: (JSON.parse(data) as { content: string }).content }],
  }
  const send =
    (from: number, upTo: number): Connection =>
    async ({ response, event }) => {
      const pieces = []
      for (let seq = from; seq <= upTo; seq += 1) pieces.push(`event: word\n${event(seq)}`)
      await sendPieces(
        response,
        pieces.map((piece) => piece.replace('word\nid: 7\nevent: ', '')),
      )
      breakConnection(response)
    }
  const server = await startRunServer(WORDS, [send(1, 3), send(2, 5), send(5, 7)])
  const answer = await chatWith(server, { dialect: named }).send('Hi')
  expect(textOf(answer)).toBe(TEXT)
})
