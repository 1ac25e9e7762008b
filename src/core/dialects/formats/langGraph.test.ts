import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { auto } from '../auto.ts'
import { decodeAll } from '../decodeAll.test-helper.ts'
import { decodeAtEveryCut, expectNoEndBefore, named } from '../everyCut.test-helper.ts'
import { langGraph } from './langGraph.ts'

const metadata = named('metadata', { run_id: 'r', attempt: 1 })
const chunk = (content: unknown, fields: object = {}) =>
  named('messages', [
    { content, type: 'AIMessageChunk', id: 'run-1', ...fields },
    { langgraph_node: 'agent', langgraph_step: 1 },
  ])
const calling = (...tool_call_chunks: readonly object[]) => chunk('', { tool_call_chunks })
const decode = (...events: readonly string[]) => decodeAll(langGraph, metadata + events.join(''))

const ANSWER = [
  metadata,
  chunk('', { additional_kwargs: { reasoning_content: 'Hm 🤔.' } }),
  calling({ id: 'c1', index: 0, name: 'weather', args: '' }),
  calling({ id: null, index: 0, name: null, args: '{"city":' }),
  calling({ id: null, index: 0, name: null, args: '"Rome"}' }),
  named('messages', [
    { content: '21 °C', type: 'tool', name: 'weather', tool_call_id: 'c1', id: 't' },
    { langgraph_node: 'tools' },
  ]),
  chunk('Good ', { id: 'run-2' }),
  chunk('morning.', { id: 'run-2', response_metadata: { finish_reason: 'stop' } }),
  chunk('', {
    id: 'run-2',
    usage_metadata: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
  }),
].join('')

test('langGraph reads reasoning, tools with results, text and usage, cut anywhere', async () => {
  const { message, outcome } = await decodeAtEveryCut(langGraph, ANSWER)
  expect(message.parts).toEqual([
    { type: 'reasoning', text: 'Hm 🤔.' },
    expect.objectContaining({
      type: 'tool',
      id: 'c1',
      name: 'weather',
      args: '{"city":"Rome"}',
      output: '21 °C',
    }),
    { type: 'text', text: 'Good morning.' },
  ])
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 5 })
  expect(message.finishReason).toBe('stop')
  expect(outcome).toBe('complete')
})

test('langGraph is not complete before any message, and `end` ends its answer', async () => {
  await expectNoEndBefore('event: messages', langGraph, metadata + chunk('Hi'))
  const { events } = await decode(chunk('Hi'), named('end', 'null'), chunk('more'))
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

test.each([
  ['success', 'complete'],
  ['interrupted', 'complete'],
  ['error', 'failed'],
  ['timeout', 'failed'],
])('langGraph reports the status %s of `end` as %s', async (status, expected) => {
  const { outcome, message } = await decode(chunk('Hi'), named('end', { run_id: 'r', status }))
  expect(outcome).toBe(expected)
  expect(textOf(message)).toBe('Hi')
})

test('langGraph fails on the event `error` with its message', async () => {
  const { outcome, error, message } = await decode(
    chunk('Hi'),
    named('error', { error: 'ValueError', message: 'No credit' }),
  )
  expect([outcome, error?.message, textOf(message)]).toEqual(['failed', 'No credit', 'Hi'])
})

describe('the stream mode `messages`', () => {
  const partial = (content: string, id = 'run-1', event = 'messages/partial') =>
    named(event, [{ content, type: 'ai', id }])

  test('repeats the text so far, which langGraph shows once', async () => {
    const { message, outcome } = await decode(
      named('messages/metadata', { 'run-1': { metadata: {} } }),
      partial('Good'),
      partial('Good morning'),
      partial('Good morning.', 'run-1', 'messages/complete'),
      partial(' Bye', 'run-2'),
      partial(' Bye.', 'run-2'),
    )
    expect(textOf(message)).toBe('Good morning. Bye.')
    expect(outcome).toBe('complete')
  })

  test('repeats the arguments of tool calls', async () => {
    const call = (args: object) =>
      named('messages/partial', [
        { content: '', type: 'ai', id: 'r', tool_calls: [{ id: 'c', name: 'weather', args }] },
      ])
    const { message } = await decode(call({}), call({ city: 'Rome' }))
    expect(message.parts).toMatchObject([{ type: 'tool', id: 'c', args: '{"city":"Rome"}' }])
  })
})

describe('the stream mode `values`', () => {
  const values = (...messages: readonly object[]) => named('values', { messages })
  const earlier = { type: 'ai', id: 'a0', content: 'An earlier answer.' }
  const question = { type: 'human', id: 'h', content: 'What?' }

  test('has the whole chat, of which langGraph reads the answer', async () => {
    const { message, outcome } = await decode(
      values(earlier, question),
      values(earlier, question, { type: 'ai', id: 'a1', content: 'That, 1.' }),
    )
    expect(textOf(message)).toBe('That, 1.')
    expect(outcome).toBe('complete')
  })

  test('restores text that was lost, and repeats none', async () => {
    const { message } = await decode(
      chunk('That, '),
      values(earlier, question, { type: 'ai', id: 'run-1', content: 'That, 1.' }),
    )
    expect(textOf(message)).toBe('That, 1.')
  })
})

test('langGraph does not take messages of people and prompts for the answer', async () => {
  const [human, system] = ['human', 'system'].map((type) => chunk('No', { type, id: type }))
  const { message } = await decode(human ?? '', system ?? '', chunk('Yes'))
  expect(textOf(message)).toBe('Yes')
})

test('langGraph reads typed pieces of content, and chunks of graphs inside of the graph', async () => {
  const pieces = chunk([
    { type: 'thinking', thinking: 'Hm.' },
    { type: 'text', text: 'Good ' },
    'morning',
    { type: 'tool_use', id: 'c' },
  ])
  const { message } = await decode(pieces.replace('event: messages', 'event: messages|agent:1'))
  expect(reasoningOf(message)).toBe('Hm.')
  expect(textOf(message)).toBe('Good morning')
})

test('auto does not take LangServe for LangGraph', async () => {
  const body = metadata + named('data', { content: 'Hi' }) + named('end', 'null')
  const { message, outcome } = await decodeAll(auto, body)
  expect([textOf(message), outcome]).toEqual(['Hi', 'complete'])
})

test('langGraph adds up the usage that chunks report in parts', async () => {
  const usage = (input_tokens: number, output_tokens: number) =>
    chunk('a', { usage_metadata: { input_tokens, output_tokens } })
  const { message } = await decode(usage(10, 1), usage(0, 20))
  expect(message.usage).toMatchObject({ inputTokens: 10, outputTokens: 21 })
})

test('langGraph ignores other modes and values of wrong types', async () => {
  const { message, outcome } = await decode(
    named('updates', { agent: { messages: [{ type: 'ai', content: 'twice' }] } }),
    named('custom', '"any"'),
    named('messages', [7, null, { type: 'ai', content: { a: 1 } }, { type: 'ai', content: [[]] }]),
    named('messages', '[broken'),
    named('values', { messages: 'none' }),
    chunk('Hi', { tool_call_chunks: 1, usage_metadata: 'x', id: { a: 1 } }),
  )
  expect(textOf(message)).toBe('Hi')
  expect(outcome).toBe('complete')
})
