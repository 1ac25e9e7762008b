import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvent } from './answer.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { ChatMessage, StreamEvent } from '../types.ts'

const empty: ChatMessage = { id: 'a', role: 'assistant', parts: [], createdAt: 0 }
const applyEvents = (events: readonly StreamEvent[], message = empty) =>
  events.reduce(applyEvent, message)

const delta = fc.oneof(
  fc.record({ type: fc.constant('text-delta' as const), text: fc.string() }),
  fc.record({ type: fc.constant('reasoning-delta' as const), text: fc.string() }),
)

test('applyEvent() joins text and reasoning deltas in any order', () => {
  fc.assert(
    fc.property(fc.array(delta), (events) => {
      const message = applyEvents(events)
      const joined = (type: string) =>
        events.map((event) => (event.type === type ? event.text : '')).join('')
      expect(textOf(message)).toBe(joined('text-delta'))
      expect(reasoningOf(message)).toBe(joined('reasoning-delta'))
    }),
  )
})

test('applyEvent() merges neighboring deltas of one type into one part', () => {
  const message = applyEvents([
    { type: 'reasoning-delta', text: 'Hm' },
    { type: 'reasoning-delta', text: 'm.' },
    { type: 'text-delta', text: 'Yes' },
    { type: 'text-delta', text: '' },
    { type: 'text-delta', text: '!' },
  ])
  expect(message.parts).toEqual([
    { type: 'reasoning', text: 'Hmm.' },
    { type: 'text', text: 'Yes!' },
  ])
})

test('applyEvent() never changes a message in place, and keeps the objects of other parts', () => {
  const before = applyEvents([
    { type: 'reasoning-delta', text: 'Hm' },
    { type: 'text-delta', text: 'Ye' },
  ])
  const copy = structuredClone(before)
  const after = applyEvents([{ type: 'text-delta', text: 's' }], before)
  expect(before).toEqual(copy)
  expect(after).not.toBe(before)
  expect(after.parts[0]).toBe(before.parts[0])
})

test('applyEvent() returns the same message for an event that adds nothing', () => {
  for (const event of [
    { type: 'text-delta', text: '' },
    { type: 'stream-end' },
    { type: 'finish', outcome: 'complete' },
  ] as const) {
    expect(applyEvent(empty, event)).toBe(empty)
  }
})

test('applyEvent() adds the arguments of parallel tool calls to their own calls', () => {
  const message = applyEvents([
    { type: 'tool-delta', id: '1', name: 'weather', args: '{"city"' },
    { type: 'tool-delta', id: '2', name: 'time' },
    { type: 'tool-delta', id: '1', args: ':"Rome"}' },
    { type: 'tool-delta', id: '2', args: '{}' },
    { type: 'tool-delta', id: '1', output: { celsius: 21 } },
  ])
  expect(message.parts).toEqual([
    {
      type: 'tool',
      id: '1',
      name: 'weather',
      args: '{"city":"Rome"}',
      output: { celsius: 21 },
      state: 'output-available',
    },
    { type: 'tool', id: '2', name: 'time', args: '{}', state: 'input-streaming' },
  ])
})

test('applyEvent() adds sources, files and data as parts, merges the usage, and keeps the finish reason', () => {
  const message = applyEvents([
    { type: 'source', url: 'https://example.com', title: 'Example' },
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,' },
    { type: 'data', name: 'progress', data: 3 },
    { type: 'usage', usage: { inputTokens: 4 } },
    { type: 'usage', usage: { outputTokens: 2 } },
    { type: 'finish', outcome: 'complete', reason: 'length' },
  ])
  expect(message.parts.map(({ type }) => type)).toEqual(['source', 'file', 'data'])
  expect(message.usage).toEqual({ inputTokens: 4, outputTokens: 2 })
  expect(message.finishReason).toBe('length')
})

describe('a correction', () => {
  const correction = (replaced: number, text: string, of: 'text' | 'reasoning' = 'text') =>
    ({ type: 'correction', of, replaced, text }) as const

  test('replaces the end of the text', () => {
    const message = applyEvents([
      { type: 'text-delta', text: 'Godmorning' },
      correction(8, 'od morning'),
    ])
    expect(message.parts).toEqual([{ type: 'text', text: 'Good morning' }])
  })

  test('reaches across other parts, which it keeps', () => {
    const source = { type: 'source', url: 'https://example.com' } as const
    const message = applyEvents([
      { type: 'reasoning-delta', text: 'Hm' },
      { type: 'text-delta', text: 'One ' },
      source,
      { type: 'text-delta', text: 'tow' },
      correction(5, 'ce'),
      correction(1, 'h', 'reasoning'),
    ])
    expect(textOf(message)).toBe('Once')
    expect(reasoningOf(message)).toBe('Hh')
    expect(message.parts).toContainEqual(source)
  })

  test('gives the right text, wherever the wrong text was cut', () => {
    fc.assert(
      fc.property(fc.array(delta), fc.string(), fc.nat(), (events, text, cut) => {
        const before = applyEvents(events)
        const length = textOf(before).length
        const replaced = cut % (length + 1)
        const after = applyEvents([correction(replaced, text)], before)
        expect(textOf(after)).toBe(textOf(before).slice(0, length - replaced) + text)
        expect(reasoningOf(after)).toBe(reasoningOf(before))
      }),
    )
  })

  test('may also replace the text of a refusal', () => {
    const message = applyEvents([
      { type: 'refusal-delta', text: 'Nn' },
      { type: 'correction', of: 'refusal', replaced: 1, text: 'o.' },
    ])
    expect(message.refusal).toBe('No.')
  })
})

test('applyEvent() replaces the received pieces by complete arguments', () => {
  const message = applyEvents([
    { type: 'tool-delta', id: '1', name: 'weather', args: '{"ci' },
    { type: 'tool-delta', id: '1', allArgs: '{"city":"Rome"}' },
  ])
  expect(message.parts).toEqual([
    {
      type: 'tool',
      id: '1',
      name: 'weather',
      args: '{"city":"Rome"}',
      state: 'input-available',
    },
  ])
})

test('applyEvent() keeps the finish reason, with or without a proof of the end', () => {
  expect(applyEvents([{ type: 'finish-reason', reason: 'end_turn' }]).finishReason).toBe('end_turn')
})
