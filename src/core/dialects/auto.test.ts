import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../text.ts'
import { decodeAll, sse } from './decodeAll.test-helper.ts'
import { auto } from './auto.ts'
import { dialects, type DialectName } from './index.ts'

const openai = (content: string) => ({ choices: [{ index: 0, delta: { content } }] })

describe('auto recognizes the format by the first payload that identifies it', () => {
  test.each([
    ['content', sse({ content: 'Hi' }), 'complete'],
    ['openai, which needs a proof', sse(openai('Hi')), 'truncated'],
    ['openai', sse(openai('Hi'), '[DONE]'), 'complete'],
    ['text', 'data: H\n\ndata: i\n\n', 'complete'],
    [
      'content after pings and payloads that identify nothing',
      `event: ping\ndata: 1\n\n${sse({}, { id: 7 }, { content: 'Hi' })}`,
      'complete',
    ],
    ['text followed by JSON', 'data: Hi\n\nevent: end\ndata: {"content":"x"}\n\n', 'complete'],
  ])('recognizes %s', async (_, body, outcome) => {
    for (const size of [Infinity, 1]) {
      const decoded = await decodeAll(auto, body, { size })
      expect(textOf(decoded.message)).toBe('Hi')
      expect(decoded.outcome).toBe(outcome)
    }
  })
})

test('auto recognizes the format of each answer separately', async () => {
  expect((await decodeAll(auto, sse(openai('a'), '[DONE]'))).outcome).toBe('complete')
  expect(textOf((await decodeAll(auto, sse({ content: 'b' }))).message)).toBe('b')
})

test('auto fails an answer whose only payload is an error', async () => {
  const { outcome, error } = await decodeAll(auto, sse({ error: { message: 'No credit' } }))
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('No credit')
})

test('auto fails an answer whose first event is an error', async () => {
  const { outcome, error } = await decodeAll(auto, 'event: error\ndata: Internal server error\n\n')
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('Internal server error')
})

test('auto shows reasoning or a tool call immediately, even as the first payload', async () => {
  const event = (data: object) => ({ event: 'message', data: JSON.stringify(data), id: '' })
  expect(auto.decode(event({ reasoning: 'Hm' }), {})).toEqual([
    { type: 'reasoning-delta', text: 'Hm' },
  ])
  const [tool, state] = [event({ tool: { name: 'time' } }), {}]
  await auto.prepare?.(tool, state)
  expect(auto.decode(tool, state)).toMatchObject([{ type: 'tool-delta', name: 'time' }])
})

test.each([{ done: true }, { usage: { total_tokens: 3 } }])(
  'auto fails an answer that consists of %o, which any format may have',
  async (payload) => {
    for (const body of [sse(payload), sse(payload, '[DONE]')]) {
      const { message, outcome, error } = await decodeAll(auto, body)
      expect(message.parts).toEqual([])
      expect([outcome, error?.kind]).toEqual(['failed', 'format'])
    }
  },
)

test.each(['data:\n\n', 'event: ping\ndata: 2024\n\n'])(
  'auto ignores a heartbeat (%j) anywhere in an answer',
  async (ping) => {
    for (const [payload, end] of [
      [{ content: 'Hi' }, { done: true }],
      [openai('Hi'), '[DONE]'],
    ]) {
      const body = ping + sse(payload) + ping + sse(end)
      const { message, outcome } = await decodeAll(auto, body)
      expect(textOf(message)).toBe('Hi')
      expect(outcome).toBe('complete')
    }
  },
)

test.each(['"Service unavailable"', '["a"]'])(
  'auto fails an answer whose body is JSON other than an object (%s)',
  async (body) => {
    for (const contentType of ['application/json', 'Application/Problem+JSON']) {
      expect((await decodeAll(auto, body, { contentType })).outcome).toBe('failed')
    }
  },
)

test('auto fails an answer whose body is an error report without the field error', async () => {
  const { outcome, error } = await decodeAll(auto, '{"code": 401, "msg": "sign in"}', {
    contentType: 'application/json',
  })
  expect(outcome).toBe('failed')
  expect(error).toMatchObject({ kind: 'server', message: expect.stringContaining('sign in') })
})

test('auto never reports an empty stream as complete', async () => {
  expect((await decodeAll(auto, '\n\n: ping\n\n')).outcome).toBe('failed')
})

/** The formats whose records are more than a JSON object. Their own tests recognize them. */
type OtherRecords = 'text' | 'langgraph' | 'coze' | 'ai-sdk-data'

/** The beginning of an answer in each other format, without its end. */
const BEGINNINGS: Record<Exclude<DialectName, OtherRecords>, readonly object[]> = {
  openai: [openai('Hi')],
  'openai-responses': [
    { type: 'response.created', response: { id: 'r1' } },
    { type: 'response.output_text.delta', output_index: 0, delta: 'Hi' },
  ],
  anthropic: [
    { type: 'ping' },
    { type: 'message_start', message: { id: 'm1' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
  ],
  gemini: [{ candidates: [{ content: { parts: [{ text: 'Hi' }] } }] }],
  ollama: [{ message: { role: 'assistant', content: 'Hi' }, done: false }],
  'ag-ui': [
    { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
    { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'Hi' },
  ],
  dashscope: [{ output: { choices: [{ message: { content: 'Hi' }, finish_reason: 'null' }] } }],
  mastra: [{ type: 'text-delta', runId: 'r', from: 'AGENT', payload: { id: '1', text: 'Hi' } }],
  'ai-sdk': [{ type: 'start' }, { type: 'text-delta', id: '1', delta: 'Hi' }],
  dify: [{ event: 'message', answer: 'Hi' }],
  content: [{ content: 'Hi' }],
}

describe.each(Object.entries(BEGINNINGS))('an answer in the format `%s`', (name, payloads) => {
  test.each([
    ['text/event-stream', sse(...payloads)],
    ['application/x-ndjson', payloads.map((each) => `${JSON.stringify(each)}\n`).join('')],
  ])('is recognized in %s, and is not complete without its proof', async (contentType, body) => {
    for (const size of [Infinity, 1, 13]) {
      const { message, outcome } = await decodeAll(auto, body, { contentType, size })
      expect(textOf(message)).toBe('Hi')
      expect(outcome).toBe(name === 'content' ? 'complete' : 'truncated')
    }
  })

  test('is not misread by any other pinned dialect', async () => {
    for (const [other, dialect] of Object.entries(dialects)) {
      if (other === name || other === 'text') continue
      const { message, outcome } = await decodeAll(dialect, sse(...payloads))
      // Another format may have a field of the same name, but must not report an end without a proof.
      expect(textOf(message)).not.toContain('{')
      const unproven = message.parts.length > 0 ? 'truncated' : 'failed'
      expect(outcome).toBe(other === 'content' && textOf(message) ? 'complete' : unproven)
    }
  })
})

describe('the header of the AI SDK', () => {
  const headers = new Headers({ 'x-vercel-ai-ui-message-stream': 'v1' })

  test('makes auto ignore parts of unknown types', () => {
    const record = { event: 'message', data: '{"type":"note"}', id: '' }
    const state = { headers }
    expect(auto.decode(record, state)).toEqual([])
    expect(auto.end?.(state)).toEqual([])
  })

  test('does not make auto misread another format', () => {
    const record = { event: 'message', data: '{"content":"Hello"}', id: '' }
    const [delta] = auto.decode(record, { headers })
    expect(delta).toMatchObject({ type: 'text-delta', text: 'Hello' })
  })
})

test.each([
  { type: 'error', errorText: 'No credit' },
  { type: 'error', error: { type: 'billing', message: 'No credit' } },
  { type: 'error', code: 'billing', message: 'No credit' },
  { event: 'error', code: 'billing', message: 'No credit' },
  { error: 'No credit' },
])('auto fails an answer that begins with an error, in any format: %o', async (payload) => {
  const { outcome, error } = await decodeAll(auto, sse(payload))
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('No credit')
})

test('auto reads Cohere’s chat with the openai dialect', async () => {
  const piece = (content: object) => ({
    type: 'content-delta',
    index: 0,
    delta: { message: { content } },
  })
  const call = (rest: object) => ({ index: 1, delta: { message: { tool_calls: rest } } })
  const { message, outcome } = await decodeAll(
    auto,
    sse(
      { type: 'message-start', delta: { message: { content: [], tool_calls: [] } } },
      piece({ thinking: 'Hm' }),
      piece({ text: 'Hi' }),
      {
        type: 'tool-call-start',
        ...call({ id: 'c1', function: { name: 'time', arguments: '{' } }),
      },
      { type: 'tool-call-delta', ...call({ function: { arguments: '}' } }) },
      {
        type: 'message-end',
        delta: {
          finish_reason: 'COMPLETE',
          usage: { tokens: { input_tokens: 3, output_tokens: 2 } },
        },
      },
    ),
  )
  expect(reasoningOf(message)).toBe('Hm')
  expect(textOf(message)).toBe('Hi')
  expect(message.parts.at(-1)).toMatchObject({ type: 'tool', id: 'c1', name: 'time', args: '{}' })
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
  expect(outcome).toBe('complete')
})

test('auto lists the event names of every format for a native EventSource', () => {
  expect(auto.events).toEqual(
    expect.arrayContaining([
      'close',
      'token',
      'content_block_delta',
      'response.output_text.delta',
      'response.completed',
    ]),
  )
})
