import { expect, test } from 'vitest'
import { textOf } from '../../text.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { decodeAtEveryCut, expectNoEndBefore } from '../everyCut.test-helper.ts'
import { mastra } from './mastra.ts'

const chunk = (type: string, payload: unknown = {}) => ({
  type,
  runId: 'r',
  from: 'AGENT',
  payload,
})
const text = (words: string) => chunk('text-delta', { id: 't1', text: words })
const finish = chunk('finish', {
  stepResult: { reason: 'stop' },
  output: { usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 } },
})
const decode = (...payloads: readonly unknown[]) =>
  decodeAll(mastra, sse(chunk('start', { id: 'a' }), ...payloads))

const ANSWER = sse(
  chunk('start', { id: 'a' }),
  chunk('step-start', { messageId: 'm', request: {} }),
  chunk('reasoning-start', { id: 'q' }),
  chunk('reasoning-delta', { id: 'q', text: 'Hm 🤔.' }),
  chunk('reasoning-end', { id: 'q' }),
  chunk('tool-call-input-streaming-start', { toolCallId: 'c1', toolName: 'weather' }),
  chunk('tool-call-delta', { toolCallId: 'c1', argsTextDelta: '{"city": "Ro' }),
  chunk('tool-call-delta', { toolCallId: 'c1', argsTextDelta: 'me"}' }),
  chunk('tool-call', { toolCallId: 'c1', toolName: 'weather', args: { city: 'Rome' } }),
  chunk('tool-result', { toolCallId: 'c1', toolName: 'weather', result: { celsius: 21 } }),
  chunk('text-start', { id: 't1' }),
  text('Good '),
  text('morning.'),
  chunk('text-end', { id: 't1' }),
  chunk('step-finish', { stepResult: { reason: 'stop' } }),
  finish,
  '[DONE]',
)

test('mastra reads reasoning, tools with results, text and usage, cut anywhere', async () => {
  const { message, outcome } = await decodeAtEveryCut(mastra, ANSWER)
  expect(message.parts).toEqual([
    { type: 'reasoning', text: 'Hm 🤔.' },
    expect.objectContaining({
      type: 'tool',
      id: 'c1',
      name: 'weather',
      args: '{"city":"Rome"}',
      output: { celsius: 21 },
    }),
    { type: 'text', text: 'Good morning.' },
  ])
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 5 })
  expect(message.finishReason).toBe('stop')
  expect(outcome).toBe('complete')
})

test('mastra accepts neither the end of the body nor [DONE] as a proof', async () => {
  await expectNoEndBefore('"type":"finish"', mastra, ANSWER)
  expect((await decode(text('Hi'), '[DONE]')).outcome).toBe('truncated')
})

test.each([
  ['text', 'No credit'],
  ['an object', { message: 'No credit', name: 'APICallError' }],
])('mastra fails on an error as %s, and keeps the text', async (_, error) => {
  const answer = await decode(text('Hi'), chunk('error', { error }), '[DONE]')
  expect([answer.outcome, answer.error?.message]).toEqual(['failed', 'No credit'])
  expect(textOf(answer.message)).toBe('Hi')
})

test('mastra does not take the result of a tool for an error of the answer', async () => {
  const result = { type: 'error', payload: {} }
  const { outcome } = await decode(chunk('tool-result', { toolCallId: 'c', result }), finish)
  expect(outcome).toBe('complete')
})

test('mastra reads the error of a tool as its output', async () => {
  const { message } = await decode(
    chunk('tool-call', { toolCallId: 'c', toolName: 'time', args: {} }),
    chunk('tool-error', { toolCallId: 'c', toolName: 'time', error: { message: 'No clock' } }),
  )
  expect(message.parts).toMatchObject([{ type: 'tool', id: 'c', args: '{}', output: 'No clock' }])
})

test.each([
  [{ type: 'finish', payload: { stepResult: { reason: 'content-filter' } } }, 'refused'],
  [{ type: 'finish', payload: { stepResult: { reason: 'error' } } }, 'failed'],
  [{ type: 'tripwire', payload: { reason: 'Not allowed' } }, 'refused'],
  [{ type: 'abort', payload: {} }, 'stopped'],
])('mastra reports %j as %s', async ({ type, payload }, outcome) => {
  expect((await decode(text('Hi'), chunk(type, payload))).outcome).toBe(outcome)
})

test('mastra reads the reason of a tripwire as the refusal', async () => {
  const { message } = await decode(chunk('tripwire', { reason: 'Not allowed' }), finish)
  expect(message.refusal).toBe('Not allowed')
})

test('mastra reads sources, files and data as parts', async () => {
  const { message } = await decode(
    chunk('source', { id: 's', sourceType: 'url', url: 'https://example.com', title: 'A' }),
    chunk('file', { mimeType: 'image/png', data: 'AAAA' }),
    { type: 'data-weather', runId: 'r', from: 'USER', data: { celsius: 21 } },
  )
  expect(message.parts).toMatchObject([
    { type: 'source', url: 'https://example.com', title: 'A' },
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
    { type: 'data', name: 'weather', data: { celsius: 21 } },
  ])
})

test('mastra ignores values of wrong types', async () => {
  const wrong = [7, null, [], {}, '__proto__']
  const { message, outcome } = await decode(
    ...wrong.flatMap((value) => [
      chunk('text-delta', value),
      chunk('text-delta', { text: { value } }),
      chunk('tool-call', { toolCallId: value, toolName: value, args: value }),
      { type: value, payload: value },
    ]),
    text('Hi'),
    finish,
  )
  expect([textOf(message), outcome]).toEqual(['Hi', 'complete'])
})
