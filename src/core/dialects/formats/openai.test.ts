import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import type { ChatMessage } from '../../types.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { openai } from './openai.ts'

const chunk = (delta: object, finish_reason: string | null = null, index = 0) => ({
  object: 'chat.completion.chunk',
  choices: [{ index, delta, finish_reason }],
})

test('openai joins the text, reads the usage after the end, and closes at [DONE]', async () => {
  const { message, outcome, events } = await decodeAll(
    openai,
    sse(
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'Hi' }),
      chunk({ content: ' there' }),
      chunk({}, 'stop'),
      { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
      '[DONE]',
    ),
  )
  expect(textOf(message)).toBe('Hi there')
  expect(message.finishReason).toBe('stop')
  expect(message.usage).toMatchObject({ inputTokens: 1, outputTokens: 2, totalTokens: 3 })
  expect(outcome).toBe('complete')
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

describe('openai proof of the end', () => {
  test('is a finish reason, or [DONE]', async () => {
    expect((await decodeAll(openai, sse(chunk({}, 'length')))).outcome).toBe('complete')
    expect((await decodeAll(openai, sse(chunk({ content: 'x' }), '[DONE]'))).outcome).toBe(
      'complete',
    )
  })

  test('is not the end of the body', async () => {
    const { outcome, message } = await decodeAll(openai, sse(chunk({ content: 'half' })))
    expect(outcome).toBe('truncated')
    expect(textOf(message)).toBe('half')
  })
})

test.each([
  sse(chunk({ content: 'a' }), { error: { message: 'Overloaded', code: 'busy' } }),
  `${sse(chunk({ content: 'a' }))}event: error\ndata: {"error":{"message":"Overloaded"}}\n\n`,
])('openai fails the answer on an error inside the stream, and keeps its text', async (body) => {
  const { message, outcome, error } = await decodeAll(openai, body)
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('Overloaded')
  expect(textOf(message)).toBe('a')
})

test('openai shows a refusal, and reports it as refused', async () => {
  const refusal = await decodeAll(
    openai,
    sse(chunk({ refusal: 'I can’t.' }), chunk({}, 'stop'), '[DONE]'),
  )
  expect(refusal.outcome).toBe('refused')
  expect(refusal.message.refusal).toBe('I can’t.')
  expect(textOf(refusal.message)).toBe('')
  const filtered = await decodeAll(
    openai,
    sse(chunk({ content: 'Well' }), chunk({}, 'content_filter')),
  )
  expect(filtered.outcome).toBe('refused')
})

test.each([
  ['DeepSeek', { reasoning_content: 'Hm' }, { content: 'Yes' }],
  ['Groq, OpenRouter', { reasoning: 'Hm' }, { content: 'Yes' }],
  [
    'Mistral',
    { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] }] },
    { content: [{ type: 'text', text: 'Yes' }] },
  ],
  ['both at once', {}, { reasoning: 'Hm', content: 'Yes' }],
])('openai separates reasoning and text: %s', async (_, first, second) => {
  const { message } = await decodeAll(openai, sse(chunk(first), chunk(second), '[DONE]'))
  expect(reasoningOf(message)).toBe('Hm')
  expect(textOf(message)).toBe('Yes')
})

test('openai reads the first of several choices', async () => {
  const body = sse(
    chunk({ content: 'no' }, null, 1),
    chunk({ content: 'yes' }),
    chunk({ content: 'no' }, null, 2),
    '[DONE]',
  )
  expect(textOf((await decodeAll(openai, body)).message)).toBe('yes')
})

test('openai joins tool arguments by their index', async () => {
  const call = (index: number, rest: object) => chunk({ tool_calls: [{ index, ...rest }] })
  const { message } = await decodeAll(
    openai,
    sse(
      call(0, { id: 'c1', function: { name: 'weather', arguments: '' } }),
      call(1, { id: 'c2', function: { name: 'time', arguments: '{}' } }),
      call(0, { function: { arguments: '{"city":' } }),
      call(0, { id: '', function: { name: '', arguments: '"Rome"}' } }),
      chunk({}, 'tool_calls'),
    ),
  )
  expect(message.parts).toMatchObject([
    { type: 'tool', id: 'c1', name: 'weather', args: '{"city":"Rome"}' },
    { type: 'tool', id: 'c2', name: 'time', args: '{}' },
  ])
})

test('openai reads the response of a server that does not stream', async () => {
  const answer = {
    object: 'chat.completion',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'All at once' }, finish_reason: 'stop' },
    ],
  }
  const { message, outcome } = await decodeAll(openai, JSON.stringify(answer, null, 2), {
    contentType: 'application/json',
  })
  expect(textOf(message)).toBe('All at once')
  expect(outcome).toBe('complete')
})

test('openai encodes the chat without empty answers', () => {
  const message = (role: ChatMessage['role'], ...texts: string[]): ChatMessage => ({
    id: role,
    role,
    parts: texts.map((text) => ({ type: 'text', text })),
    createdAt: 0,
  })
  const messages = [
    message('system', 'Be brief.'),
    message('user', 'Hi'),
    message('assistant'),
    message('user', 'Still ', 'there?'),
  ]
  expect(openai.encode?.({ id: 'r', message: 'Still there?', messages })).toEqual({
    stream: true,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'user', content: 'Still there?' },
    ],
  })
})
