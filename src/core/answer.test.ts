import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEvent } from './answer.ts'
import { reasoningOf, textOf } from './text.ts'
import type { ChatMessage, StreamEvent } from './types.ts'

const empty: ChatMessage = { id: 'a', role: 'assistant', parts: [], createdAt: 0 }
const grow = (events: readonly StreamEvent[], message = empty) => events.reduce(applyEvent, message)

const delta = fc.oneof(
  fc.record({ type: fc.constant('text-delta' as const), text: fc.string() }),
  fc.record({ type: fc.constant('reasoning-delta' as const), text: fc.string() }),
)

test('text and reasoning are what their deltas say, in whatever order these come', () => {
  fc.assert(
    fc.property(fc.array(delta), (events) => {
      const message = grow(events)
      const joined = (type: string) =>
        events.map((event) => (event.type === type ? event.text : '')).join('')
      expect(textOf(message)).toBe(joined('text-delta'))
      expect(reasoningOf(message)).toBe(joined('reasoning-delta'))
    }),
  )
})

test('neighbours of one type are one part', () => {
  const message = grow([
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

test('a message is never changed in place, and parts that do not grow stay the same objects', () => {
  const before = grow([
    { type: 'reasoning-delta', text: 'Hm' },
    { type: 'text-delta', text: 'Ye' },
  ])
  const copy = structuredClone(before)
  const after = grow([{ type: 'text-delta', text: 's' }], before)
  expect(before).toEqual(copy)
  expect(after).not.toBe(before)
  expect(after.parts[0]).toBe(before.parts[0])
})

test('an event that adds nothing leaves the message as it is', () => {
  for (const event of [
    { type: 'text-delta', text: '' },
    { type: 'stream-end' },
    { type: 'finish', outcome: 'complete' },
  ] as const) {
    expect(applyEvent(empty, event)).toBe(empty)
  }
})

test('the arguments of parallel tool calls go to their own calls', () => {
  const message = grow([
    { type: 'tool-delta', id: '1', name: 'weather', args: '{"city"' },
    { type: 'tool-delta', id: '2', name: 'time' },
    { type: 'tool-delta', id: '1', args: ':"Rome"}' },
    { type: 'tool-delta', id: '2', args: '{}' },
    { type: 'tool-delta', id: '1', output: { celsius: 21 } },
  ])
  expect(message.parts).toEqual([
    { type: 'tool', id: '1', name: 'weather', args: '{"city":"Rome"}', output: { celsius: 21 } },
    { type: 'tool', id: '2', name: 'time', args: '{}' },
  ])
})

test('sources, files and data become parts; usage is gathered; the finish reason is kept', () => {
  const message = grow([
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
