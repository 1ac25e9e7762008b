import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { content } from './content.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'

const once = sse({ content: 'Once' }, { content: ' upon' }, { content: ' upon' })

describe('content accepts as proof of the end', () => {
  test.each(['close', 'done', 'end', 'complete'])('an event named %s', async (name) => {
    const { message, outcome, events } = await decodeAll(
      content,
      `${once}event: ${name}\ndata:\n\n`,
    )
    expect(textOf(message)).toBe('Once upon upon')
    expect(outcome).toBe('complete')
    expect(events.at(-1)).toEqual({ type: 'stream-end' })
  })

  test('{"done":true}, with or without text in the same payload', async () => {
    const { message, outcome } = await decodeAll(content, once + sse({ content: '!', done: true }))
    expect(textOf(message)).toBe('Once upon upon!')
    expect(outcome).toBe('complete')
  })

  test('[DONE]', async () => {
    expect((await decodeAll(content, `${once}data: [DONE]\n\n`)).outcome).toBe('complete')
  })

  test('the clean end of the body if the server sends no mark', async () => {
    expect((await decodeAll(content, once)).outcome).toBe('complete')
  })
})

test('content reports each cited source once, next to the text', async () => {
  const source = { url: 'https://example.com/a', title: 'A page' }
  const { message } = await decodeAll(content, sse({ content: 'Once' }, { source }, { source }))
  expect(message.parts).toEqual([
    { type: 'text', text: 'Once' },
    { type: 'source', ...source },
  ])
})

test('content reads files and named data of the exactly-once protocol', async () => {
  const file = { mediaType: 'image/png', url: 'data:image/png;base64,AA==', name: 'a.png' }
  const data = { name: 'mood', value: { happy: true } }
  const { message, outcome } = await decodeAll(
    content,
    sse({ content: 'Once' }, { file }, { data }),
  )
  expect(message.parts).toEqual([
    { type: 'text', text: 'Once' },
    { type: 'file', ...file },
    { type: 'data', name: 'mood', data: { happy: true } },
  ])
  expect(outcome).toBe('complete')
})

describe('the close event of the exactly-once protocol', () => {
  const close = (data: unknown) => `${once}id: 9\nevent: close\ndata: ${JSON.stringify(data)}\n\n`

  test('reports the length of the text', async () => {
    const right = await decodeAll(content, close({ reason: 'done', length: 14 }))
    expect(right.outcome).toBe('complete')
    const wrong = await decodeAll(content, close({ reason: 'done', length: 20 }))
    expect(wrong.outcome).toBe('truncated')
    expect(wrong.error?.message).toBe('The answer ended after 14 of 20 characters.')
  })

  test('reports that the run was stopped', async () => {
    expect((await decodeAll(content, close({ reason: 'stopped', length: 14 }))).outcome).toBe(
      'stopped',
    )
  })

  test('reports that the run failed, with the message', async () => {
    const { events, outcome, message } = await decodeAll(
      content,
      close({ reason: 'error', code: 'overloaded', message: 'The model is busy.' }),
    )
    expect(events.at(-1)).toEqual({
      type: 'error',
      message: 'The model is busy.',
      code: 'overloaded',
    })
    expect(outcome).toBe('failed')
    expect(textOf(message)).toBe('Once upon upon')
  })

  test('reports that the model refused, with the text of the refusal', async () => {
    const { outcome, message } = await decodeAll(
      content,
      close({ reason: 'error', code: 'refused', message: 'I cannot.', length: 14 }),
    )
    expect(outcome).toBe('refused')
    expect(message.refusal).toBe('I cannot.')
    expect(textOf(message)).toBe('Once upon upon')
  })
})

describe('an error inside the stream', () => {
  test.each([
    ['event: error\nid: 4\ndata: Internal server error\n\n', 'Internal server error'],
    ['event: error\ndata: {"message":"Out of memory"}\n\n', 'Out of memory'],
    ['data: {"error":"Out of memory"}\n\n', 'Out of memory'],
    ['data: {"error":{"message":"Out of memory","code":"oom"}}\n\n', 'Out of memory'],
  ])("ends the answer with the server's own message: %j", async (end, words) => {
    const { message, outcome, error } = await decodeAll(content, once + end)
    expect(outcome).toBe('failed')
    expect(error?.message).toBe(words)
    expect(textOf(message)).toBe('Once upon upon')
  })

  test('is also data that breaks the format; the message quotes it', async () => {
    const { outcome, error } = await decodeAll(content, `${once}data: {"content":"cut\n\n`)
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ kind: 'parse', message: expect.stringContaining('"{\\"content') })
  })
})

test('content reads events of other names if they hold content, and ignores them otherwise', async () => {
  const body = 'event: ping\ndata: now\n\nevent: token\ndata: {"content":"Hi"}\n\n'
  expect(textOf((await decodeAll(content, body)).message)).toBe('Hi')
})

test('content reads reasoning, tools and usage from the same payloads as text', async () => {
  const { message } = await decodeAll(
    content,
    sse(
      { reasoning: 'Hm.' },
      { tool: { id: 't1', name: 'weather', args: { city: 'Rome' } } },
      { tool: { id: 't1', output: 21 } },
      { content: 'Warm.', usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } },
    ),
  )
  expect(reasoningOf(message)).toBe('Hm.')
  expect(textOf(message)).toBe('Warm.')
  expect(message.parts[1]).toMatchObject({
    type: 'tool',
    id: 't1',
    name: 'weather',
    args: '{"city":"Rome"}',
    output: 21,
  })
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 5 })
})
