import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { aiSdk } from './aiSdk.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'

const text = (delta: string) => ({ type: 'text-delta', id: '1', delta })

const decode = (...payloads: readonly unknown[]) => decodeAll(aiSdk, sse(...payloads))

test('aiSdk separates reasoning and text', async () => {
  const { message, outcome } = await decode(
    { type: 'start', messageId: 'm1' },
    { type: 'start-step' },
    { type: 'reasoning-delta', id: 'r', delta: 'Hm.' },
    { type: 'text-start', id: '1' },
    text('Good '),
    text('morning'),
    { type: 'text-end', id: '1' },
    { type: 'finish', finishReason: 'length' },
    '[DONE]',
  )
  expect(reasoningOf(message)).toBe('Hm.')
  expect(textOf(message)).toBe('Good morning')
  expect(message.finishReason).toBe('length')
  expect(outcome).toBe('complete')
})

describe('aiSdk does not accept [DONE] as a proof', () => {
  test('if `finish` is missing', async () => {
    expect((await decode(text('Hi'), '[DONE]')).outcome).toBe('truncated')
  })

  test('after an error', async () => {
    const error = { type: 'error', errorText: 'Overloaded' }
    const { message, outcome, error: reported } = await decode(text('Hi'), error, '[DONE]')
    expect(outcome).toBe('failed')
    expect(reported?.message).toBe('Overloaded')
    expect(textOf(message)).toBe('Hi')
  })

  test('after the server aborted the answer', async () => {
    expect((await decode(text('Hi'), { type: 'abort' }, '[DONE]')).outcome).toBe('stopped')
  })
})

test.each([
  ['stop', 'complete'],
  ['content-filter', 'refused'],
  ['error', 'failed'],
])('aiSdk reports the finish reason `%s` as %s', async (finishReason, outcome) => {
  expect((await decode(text('Hi'), { type: 'finish', finishReason })).outcome).toBe(outcome)
})

test('aiSdk reads the pieces of a call, its whole input, and its output or error', async () => {
  const { message } = await decode(
    { type: 'tool-input-start', toolCallId: 'c1', toolName: 'weather' },
    { type: 'tool-input-delta', toolCallId: 'c1', inputTextDelta: '{"city": "Ro' },
    {
      type: 'tool-input-available',
      toolCallId: 'c1',
      toolName: 'weather',
      input: { city: 'Rome' },
    },
    { type: 'tool-output-available', toolCallId: 'c1', output: { celsius: 21 } },
    { type: 'tool-input-available', toolCallId: 'c2', toolName: 'time', input: {} },
    { type: 'tool-output-error', toolCallId: 'c2', errorText: 'No clock' },
    { type: 'tool-input-error', toolCallId: 'c3', toolName: 'sum', input: 'x', errorText: 'NaN' },
    { type: 'tool-input-start', toolCallId: 'c4', toolName: 'pay' },
    { type: 'tool-output-denied', toolCallId: 'c4' },
  )
  const weather = { type: 'tool', id: 'c1', name: 'weather', args: '{"city":"Rome"}' }
  expect(message.parts).toEqual([
    { ...weather, output: { celsius: 21 }, state: 'output-available' },
    { type: 'tool', id: 'c2', name: 'time', args: '{}', state: 'output-error', error: 'No clock' },
    { type: 'tool', id: 'c3', name: 'sum', args: 'x', state: 'output-error', error: 'NaN' },
    {
      type: 'tool',
      id: 'c4',
      name: 'pay',
      args: '',
      state: 'output-error',
      error: 'The user denied this tool call.',
    },
  ])
})

test('aiSdk reads a request to approve a tool call, and the result that follows', async () => {
  const request = [
    { type: 'tool-input-available', toolCallId: 'c1', toolName: 'pay', input: { euros: 9 } },
    { type: 'tool-approval-request', toolCallId: 'c1', approvalId: 'p1' },
  ]
  const { message } = await decode(...request)
  expect(message.parts).toMatchObject([
    { id: 'c1', args: '{"euros":9}', state: 'approval-requested', approvalId: 'p1' },
  ])
  const result = { type: 'tool-output-available', toolCallId: 'c1', output: null }
  const { message: answered } = await decode(...request, result)
  expect(answered.parts).toMatchObject([{ id: 'c1', state: 'output-available' }])
})

test('aiSdk replaces data with the same id, and does not keep transient data', async () => {
  const { message, events } = await decode(
    { type: 'data-weather', id: 'w', data: 'loading' },
    { type: 'data-progress', data: 50, transient: true },
    text('Hi'),
    { type: 'data-weather', id: 'w', data: 'sunny' },
  )
  expect(message.parts).toEqual([
    { type: 'data', name: 'weather', id: 'w', data: 'sunny' },
    { type: 'text', text: 'Hi' },
  ])
  expect(events[1]).toEqual({ type: 'data', name: 'progress', data: 50, transient: true })
})

test('aiSdk reads the server’s message id, and merges its message metadata', async () => {
  const { message } = await decode(
    { type: 'start', messageId: 'msg_7', messageMetadata: { model: 'm', tokens: 0 } },
    text('Hi'),
    { type: 'message-metadata', messageMetadata: { tokens: 5 } },
    { type: 'finish', messageMetadata: { done: true } },
  )
  expect(message.serverId).toBe('msg_7')
  expect(message.metadata).toEqual({ model: 'm', tokens: 5, done: true })
})

test('aiSdk reads sources, files and data as parts', async () => {
  const { message } = await decode(
    { type: 'source-url', sourceId: 's', url: 'https://example.com', title: 'A' },
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
    { type: 'data-weather', data: { celsius: 21 } },
  )
  expect(message.parts).toEqual([
    { type: 'source', url: 'https://example.com', title: 'A' },
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
    { type: 'data', name: 'weather', data: { celsius: 21 } },
  ])
})
