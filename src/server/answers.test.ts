import { expect, test, vi } from 'vitest'
import { AnswerError } from './answerError.ts'
import { chatForTest, readText, request, startSession } from './chatServer.test-helper.ts'
import { eventsOf } from './eventsOf.test-helper.ts'
import type { AnswerPart } from './types.ts'

const lastData = async (response: Response) => (await eventsOf(response)).at(-1)?.data

test('an answer may yield every kind of part; each becomes the data of one event', async () => {
  const parts: AnswerPart[] = [
    { reasoning: 'Hm.' },
    { content: 'Hi 😀' },
    { tool: { id: '1', name: 'time', args: '{}', output: 12 } },
    { source: { url: 'https://example.com', title: 'Example' } },
    { file: { mediaType: 'image/png', url: 'data:image/png;base64,AA==' } },
    { data: { name: 'mood', value: null } },
    { usage: { inputTokens: 1, outputTokens: 2 } },
  ]
  const chat = chatForTest({
    async *answer() {
      yield* parts
    },
  })
  const events = await eventsOf(await chat.ask('Hello'))
  expect(events.slice(1, -1).map(({ data }) => JSON.parse(data) as unknown)).toEqual(parts)
  expect(events.at(-1)?.data).toBe('{"reason":"done","length":5}')
})

test.each([
  [
    'a ReadableStream',
    () =>
      new ReadableStream<string>({
        start(controller) {
          controller.enqueue('a')
          controller.enqueue('b')
          controller.close()
        },
      }),
  ],
  [
    'a promise of an iterable',
    async () =>
      (async function* () {
        yield* ['a', '', 'b']
      })(),
  ],
])('an answer may be %s', async (_, answer) => {
  const events = await eventsOf(await chatForTest({ answer }).ask('Hello'))
  const texts = events.slice(1, -1).map(({ data }) => JSON.parse(data) as unknown)
  expect(texts).toEqual([{ content: 'a' }, { content: 'b' }])
})

test.each([
  [
    'throws before its first part',
    () => {
      throw new Error('key sk-123')
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('key sk-123')
    },
  ],
  [
    'fails in the middle',
    async function* () {
      yield ''
      throw new Error('key sk-123')
    },
  ],
  [
    'yields a number',
    async function* () {
      yield 1 as never
    },
  ],
  [
    'yields an object of no known form',
    async function* () {
      yield { text: 'Hi' } as never
    },
  ],
  ['returns a text', () => 'Hi' as never],
])('an answer that %s ends as internal_error; only onError learns the cause', async (_, answer) => {
  const onError = vi.fn<(error: unknown) => void>()
  const chat = chatForTest({ answer, onError })
  const end = '{"reason":"error","length":0,"code":"internal_error","message":"The model failed."}'
  expect(await lastData(await chat.ask('Hello'))).toBe(end)
  expect(onError).toHaveBeenCalledTimes(1)
  expect(onError.mock.calls[0]?.[0]).toBeInstanceOf(Error)
})

test('describeError() decides what the client learns about an error', async () => {
  const chat = chatForTest({
    answer() {
      throw new Error('Quota')
    },
    describeError: (error) => ({
      code: 'quota',
      message: `${(error as Error).message} is used up.`,
    }),
  })
  const end = '{"reason":"error","length":0,"code":"quota","message":"Quota is used up."}'
  expect(await lastData(await chat.ask('Hello'))).toBe(end)
})

test('the client learns the code and message of an AnswerError', async () => {
  const chat = chatForTest({
    answer() {
      throw new AnswerError('quota', 'Come back tomorrow.')
    },
  })
  const end = '{"reason":"error","length":0,"code":"quota","message":"Come back tomorrow."}'
  expect(await lastData(await chat.ask('Hello'))).toBe(end)
})

test('a source that is stopped is closed, and what it still yields is dropped', async () => {
  let closed = 0
  const chat = chatForTest({
    async *answer(_, { signal }) {
      try {
        yield 'a'
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        yield 'late'
      } finally {
        closed += 1
      }
    },
  })
  const sessionId = await startSession(chat)
  await chat.stop(sessionId)
  expect(await readText(await chat.stream(sessionId))).not.toContain('late')
  await vi.waitFor(() => expect(closed).toBe(1))
})

test('onRunStart and onRunEnd are called once per run; the whole answer is then readable', async () => {
  const events: unknown[] = []
  const chat = chatForTest({
    onRunStart: ({ body }) => events.push(['start', body]),
    async onRunEnd({ sessionId }, end) {
      events.push(['end', end, await chat.runs.result(sessionId)])
    },
  })
  await readText(await chat.ask('Hello'))
  await vi.waitFor(() =>
    expect(events).toEqual([
      ['start', { message: 'Hello' }],
      ['end', { reason: 'done', length: 15 }, [{ content: 'You said: Hello' }]],
    ]),
  )
})

test('hooks that fail break no run, and onError learns it', async () => {
  const onError = vi.fn<(error: unknown) => void>()
  const chat = chatForTest({
    onRunStart() {
      throw new Error('start')
    },
    onRunEnd: () => Promise.reject(new Error('end')),
    onError,
  })
  expect(await readText(await chat.ask('Hello'))).toBe('You said: Hello')
  await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(2))
})

test('waitUntil receives a promise for each run that a request starts, and what fetch was passed', async () => {
  const work: Promise<unknown>[] = []
  const natives: unknown[] = []
  const chat = chatForTest({
    waitUntil(promise, native) {
      work.push(promise)
      natives.push(native)
    },
  })
  const context = { name: 'context' }
  await chat.fetch(new Request('http://localhost/?message=Hi'), context)
  await Promise.all(work)
  expect(natives).toEqual([context])
  await request(chat, 'GET', `/${'x'.repeat(32)}`)
  expect(work.length).toBe(1)
})

test('a key finds its run although the schema makes something new of each body', async () => {
  let ids = 0
  const schema = {
    '~standard': {
      version: 1 as const,
      vendor: 'test',
      validate: () => ({ value: { message: 'Hi', id: ++ids } }),
    },
  }
  const chat = chatForTest<undefined, { message: string; id: number }>({ body: schema })
  const first = await chat.init({ message: 'Hi' }, { key: 'k' })
  expect(await chat.init({ message: 'Hi' }, { key: 'k' })).toEqual(first)
  await expect(chat.init({ message: 'Ho' }, { key: 'k' })).rejects.toMatchObject({ status: 422 })
})

test('a body that a schema transforms reaches the answer; an invalid one gets 400 with its words', async () => {
  const schema = {
    '~standard': {
      version: 1 as const,
      vendor: 'test',
      validate: (value: unknown) => {
        const { text } = value as { text?: unknown }
        return typeof text === 'string'
          ? { value: { message: text.toUpperCase() } }
          : { issues: [{ message: 'must be a string', path: ['text', { key: 0 }] }] }
      },
    },
  }
  const chat = chatForTest<undefined, { message: string }>({ body: schema })
  const good = await request(chat, 'POST', '', { body: { text: 'hi' } })
  expect(await readText(good)).toBe('You said: HI')
  const bad = await request(chat, 'POST', '/init', { body: { text: 1 } })
  expect(await bad.json()).toMatchObject({
    status: 400,
    detail: 'The body is invalid. text.0: must be a string',
  })
})
