import { expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { anthropic } from './anthropic.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'

const start = { type: 'message_start', message: { id: 'm1', usage: { input_tokens: 9 } } }
const block = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
})
const delta = (index: number, part: object) => ({ type: 'content_block_delta', index, delta: part })
const text = (index: number, words: string) => delta(index, { type: 'text_delta', text: words })
const last = (stop_reason: string) => ({
  type: 'message_delta',
  delta: { stop_reason },
  usage: { output_tokens: 5 },
})
const stop = { type: 'message_stop' }

const decode = (...payloads: readonly unknown[]) =>
  decodeAll(anthropic, `event: ping\ndata: {"type":"ping"}\n\n${sse(...payloads)}`)

test('anthropic separates thinking and text, and merges the usage of both ends', async () => {
  const { message, outcome, events } = await decode(
    start,
    delta(0, { type: 'thinking_delta', thinking: 'Hm.' }),
    delta(0, { type: 'signature_delta', signature: 'x' }),
    text(1, 'Good '),
    text(1, 'morning'),
    last('end_turn'),
    stop,
  )
  expect(reasoningOf(message)).toBe('Hm.')
  expect(textOf(message)).toBe('Good morning')
  expect(message.usage).toMatchObject({ inputTokens: 9, outputTokens: 5 })
  expect(message.finishReason).toBe('end_turn')
  expect(outcome).toBe('complete')
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

test('anthropic only accepts message_stop as proof of the end', async () => {
  const { message, outcome } = await decode(start, text(0, 'Hi'), last('end_turn'))
  expect(outcome).toBe('truncated')
  expect(message.finishReason).toBe('end_turn')
})

test('anthropic reports a refusal as refused', async () => {
  expect((await decode(start, text(0, 'Well'), last('refusal'), stop)).outcome).toBe('refused')
})

test('anthropic joins calls by their block, and reads the results of the server’s own tools as outputs', async () => {
  const results = [{ type: 'web_search_result', url: 'https://example.com' }]
  const { message } = await decode(
    start,
    block(0, { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} }),
    delta(0, { type: 'input_json_delta', partial_json: '{"query":' }),
    delta(0, { type: 'input_json_delta', partial_json: '"tea"}' }),
    block(1, { type: 'web_search_tool_result', tool_use_id: 's1', content: results }),
    block(2, { type: 'tool_use', id: 't1', name: 'brew', input: {} }),
    delta(2, { type: 'input_json_delta', partial_json: '' }),
    delta(2, { type: 'input_json_delta', partial_json: '{}' }),
    stop,
  )
  const search = { type: 'tool', id: 's1', name: 'web_search', args: '{"query":"tea"}' }
  expect(message.parts).toEqual([
    { ...search, output: results, state: 'output-available' },
    { type: 'tool', id: 't1', name: 'brew', args: '{}', state: 'input-available' },
  ])
})

test('anthropic reports each cited source once', async () => {
  const citation = (url: string) =>
    delta(0, { type: 'citations_delta', citation: { url, title: 'Tea', cited_text: '…' } })
  const { message } = await decode(
    start,
    citation('https://example.com/a'),
    text(0, 'Tea is hot.'),
    citation('https://example.com/a'),
    citation('https://example.com/b'),
  )
  expect(message.parts.map((part) => (part.type === 'source' ? part.url : part.type))).toEqual([
    'https://example.com/a',
    'text',
    'https://example.com/b',
  ])
})

test('anthropic fails on a second message in the stream, and shows nothing of it', async () => {
  const { message, outcome, error } = await decode(start, text(0, 'Hi'), start, text(0, 'Ho'), stop)
  expect(outcome).toBe('failed')
  expect(error?.kind).toBe('parse')
  expect(textOf(message)).toBe('Hi')
})

test('anthropic reports an error inside the stream with the server’s message, and its type as the code', async () => {
  const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
  const body = `${sse(start, text(0, 'Hi'))}event: error\ndata: ${JSON.stringify(error)}\n\n`
  const { message, outcome, events } = await decodeAll(anthropic, body)
  expect(outcome).toBe('failed')
  expect(events.at(-1)).toEqual({
    type: 'error',
    message: 'Overloaded',
    code: 'overloaded_error',
  })
  expect(textOf(message)).toBe('Hi')
})
