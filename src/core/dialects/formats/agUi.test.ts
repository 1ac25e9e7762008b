import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { decodeAtEveryCut, expectNoEndBefore } from '../everyCut.test-helper.ts'
import { agUi } from './agUi.ts'

const started = { type: 'RUN_STARTED', threadId: 't', runId: 'r' }
const finished = { type: 'RUN_FINISHED', threadId: 't', runId: 'r' }
const text = (delta: string, messageId = 'm') => ({
  type: 'TEXT_MESSAGE_CONTENT',
  messageId,
  delta,
})

const decode = (...payloads: readonly unknown[]) => decodeAll(agUi, sse(started, ...payloads))

const WHOLE = sse(
  started,
  { type: 'STATE_SNAPSHOT', snapshot: { step: 1 } },
  { type: 'REASONING_MESSAGE_START', messageId: 'q', role: 'reasoning' },
  { type: 'REASONING_MESSAGE_CONTENT', messageId: 'q', delta: 'Hm 🤔.' },
  { type: 'REASONING_MESSAGE_END', messageId: 'q' },
  { type: 'TOOL_CALL_START', toolCallId: 'c1', toolCallName: 'weather', parentMessageId: 'm' },
  { type: 'TOOL_CALL_ARGS', toolCallId: 'c1', delta: '{"city":' },
  { type: 'TOOL_CALL_ARGS', toolCallId: 'c1', delta: '"Rome"}' },
  { type: 'TOOL_CALL_END', toolCallId: 'c1' },
  { type: 'TOOL_CALL_RESULT', messageId: 'x', toolCallId: 'c1', content: '21 °C', role: 'tool' },
  { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
  text('Good '),
  text('morning, Rome.'),
  { type: 'TEXT_MESSAGE_END', messageId: 'm' },
  { ...finished, usage: [{ model: 'a', inputTokens: 3, outputTokens: 2, totalTokens: 5 }] },
)

test('agUi reads reasoning, tools with results, text and usage, cut anywhere', async () => {
  const { message, outcome } = await decodeAtEveryCut(agUi, WHOLE)
  expect(message.parts).toEqual([
    { type: 'reasoning', text: 'Hm 🤔.' },
    expect.objectContaining({
      type: 'tool',
      id: 'c1',
      name: 'weather',
      args: '{"city":"Rome"}',
      output: '21 °C',
    }),
    { type: 'text', text: 'Good morning, Rome.' },
  ])
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 5 })
  expect(outcome).toBe('complete')
})

test('agUi does not accept the end of the body as a proof', async () => {
  await expectNoEndBefore('RUN_FINISHED', agUi, WHOLE)
})

test.each([
  ['THINKING_TEXT_MESSAGE_CONTENT', 'reasoning'],
  ['REASONING_MESSAGE_CHUNK', 'reasoning'],
  ['TEXT_MESSAGE_CHUNK', 'text'],
])('agUi reads %s as %s', async (type, kind) => {
  const { message } = await decode({ type, messageId: 'm', delta: 'a' }, { type, delta: 'b' })
  expect(kind === 'text' ? textOf(message) : reasoningOf(message)).toBe('ab')
})

test('agUi appends chunks of a tool call without an id to the last call', async () => {
  const { message } = await decode(
    { type: 'TOOL_CALL_CHUNK', toolCallId: 'c1', toolCallName: 'time', delta: '{' },
    { type: 'TOOL_CALL_CHUNK', delta: '}' },
  )
  expect(message.parts).toMatchObject([{ type: 'tool', id: 'c1', name: 'time', args: '{}' }])
})

test('agUi does not take a repeated question for the answer', async () => {
  const { message } = await decode(
    { type: 'TEXT_MESSAGE_START', messageId: 'u', role: 'user' },
    text('What?', 'u'),
    { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
    text('That.'),
    finished,
  )
  expect(textOf(message)).toBe('That.')
})

describe('agUi and the end of a run', () => {
  test.each([
    [{ type: 'success' }, 'complete'],
    [{ type: 'cancelled' }, 'stopped'],
  ])('reports the outcome %o as %s', async (outcome, expected) => {
    expect((await decode(text('Hi'), { ...finished, outcome })).outcome).toBe(expected)
  })

  test('fails on RUN_ERROR with its message and code, and keeps the text', async () => {
    const { message, outcome, events } = await decode(text('Hi'), {
      type: 'RUN_ERROR',
      message: 'No credit',
      code: 'quota',
    })
    expect(outcome).toBe('failed')
    expect(events.at(-1)).toEqual({ type: 'error', message: 'No credit', code: 'quota' })
    expect(textOf(message)).toBe('Hi')
  })

  test('reads the finish reason of TanStack AI', async () => {
    const metadata = { tanstack: { finishReason: 'length' } }
    const { message } = await decode(text('Hi'), { ...finished, metadata })
    expect(message.finishReason).toBe('length')
  })

  test('is no proof if the next run of a tool loop follows and is cut', async () => {
    const calls = { ...finished, finishReason: 'tool_calls' }
    expect((await decode(calls)).outcome).toBe('complete')
    expect((await decode(calls, started, text('Hi'))).outcome).toBe('truncated')
    expect((await decode(calls, started, text('Hi'), finished)).outcome).toBe('complete')
  })

  test('adds up the usage of several models', async () => {
    const usage = [
      { model: 'a', inputTokens: 3, outputTokens: 2 },
      { model: 'b', inputTokens: 30, outputTokens: 20 },
    ]
    const { message } = await decode(text('Hi'), { ...finished, usage })
    expect(message.usage).toMatchObject({ inputTokens: 33, outputTokens: 22 })
  })
})

describe('a snapshot of all messages', () => {
  const snapshot = (...messages: readonly object[]) => ({ type: 'MESSAGES_SNAPSHOT', messages })
  const earlier = { id: 'm0', role: 'assistant', content: 'An earlier answer.' }
  const question = { id: 'u', role: 'user', content: 'What?' }
  const answer = { id: 'm', role: 'assistant', content: 'That, 1.' }

  test('restores text that was lost, and repeats none', async () => {
    const { message } = await decode(
      text('That, '),
      snapshot(earlier, question, answer),
      snapshot(earlier, question, { ...answer, id: 'another id' }),
      finished,
    )
    expect(textOf(message)).toBe('That, 1.')
  })

  test('is read if the server sends no pieces, with its tool calls', async () => {
    const call = { id: 'c', type: 'function', function: { name: 'time', arguments: '{}' } }
    const { message } = await decode(
      snapshot(question, { id: 'a', role: 'assistant', toolCalls: [call] }),
      snapshot(
        question,
        { id: 'a', role: 'assistant', toolCalls: [call] },
        { id: 'b', role: 'tool', toolCallId: 'c', content: '9:41' },
        answer,
      ),
      finished,
    )
    expect(message.parts).toMatchObject([
      { type: 'tool', id: 'c', name: 'time', args: '{}', output: '9:41' },
      { type: 'text', text: 'That, 1.' },
    ])
  })
})

test('agUi keeps custom events as data', async () => {
  const { message } = await decode({ type: 'CUSTOM', name: 'weather', value: { celsius: 21 } })
  expect(message.parts).toMatchObject([{ type: 'data', name: 'weather', data: { celsius: 21 } }])
})

test('agUi ignores values of wrong types', async () => {
  const wrong = [7, null, [], {}, '__proto__']
  const { message, outcome } = await decode(
    ...wrong.flatMap((value) => [
      { type: 'TEXT_MESSAGE_CONTENT', messageId: value, delta: { value } },
      { type: 'TOOL_CALL_START', toolCallId: { value }, toolCallName: value },
      { type: 'MESSAGES_SNAPSHOT', messages: value },
      { type: value, delta: value },
      { ...finished, type: 'STEP_FINISHED', outcome: value, usage: value },
    ]),
    text('Hi', '__proto__'),
    finished,
  )
  expect(textOf(message)).toBe('Hi')
  expect(outcome).toBe('complete')
})
