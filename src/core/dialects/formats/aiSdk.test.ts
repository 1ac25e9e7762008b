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
  )
  expect(message.parts).toEqual([
    { type: 'tool', id: 'c1', name: 'weather', args: '{"city":"Rome"}', output: { celsius: 21 } },
    { type: 'tool', id: 'c2', name: 'time', args: '{}', output: 'No clock' },
  ])
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
