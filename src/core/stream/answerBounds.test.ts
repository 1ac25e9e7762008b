import { describe, expect, test } from 'vitest'
import { applyEvent } from './answer.ts'
import { MAX_PARTS } from './events/textEvents.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { ChatMessage, MessagePart, StreamEvent } from '../types.ts'

const empty: ChatMessage = { id: 'a', role: 'assistant', parts: [], createdAt: 0 }
const text = (words: string): StreamEvent => ({ type: 'text-delta', text: words })
const reasoning = (words: string): StreamEvent => ({ type: 'reasoning-delta', text: words })
const call = (id: number): StreamEvent => ({ type: 'tool-delta', id: `c${id}`, name: 'search' })
const source = (id: number): StreamEvent => ({ type: 'source', url: `https://example.com/${id}` })

const apply = (events: readonly StreamEvent[], message = empty) =>
  events.reduce(applyEvent, message)
const repeat = (count: number, eventsOf: (index: number) => readonly StreamEvent[]) =>
  Array.from({ length: count }, (_, index) => eventsOf(index)).flat()
const countOf = ({ parts }: ChatMessage, type: MessagePart['type']) =>
  parts.filter((part) => part.type === type).length

describe('applyEvent() with more parts than a message keeps', () => {
  test('keeps the first 1,000 tool calls and counts the others, each of them once', () => {
    const message = apply(
      repeat(1500, (index) => [
        call(index),
        { type: 'tool-delta', id: `c${index}`, name: 'search', args: '{}' },
        { type: 'tool-delta', id: `c${index}`, output: index },
      ]),
    )
    expect(message.parts).toHaveLength(1000)
    expect(message.parts.at(-1)).toMatchObject({ id: 'c999', output: 999 })
    expect(message.omitted).toEqual({ tool: 500 })
  })

  test('still applies the result of a kept call that arrives after the bound', () => {
    const message = apply([
      ...repeat(1200, (index) => [call(index)]),
      { type: 'tool-delta', id: 'c3', output: 'late' },
      { type: 'tool-delta', id: 'c1100', output: 'of a call that was not kept' },
    ])
    expect(message.parts[3]).toMatchObject({ output: 'late' })
    expect(message.omitted).toEqual({ tool: 200 })
  })

  test('keeps the first 1,000 sources and counts the others', () => {
    const message = apply([
      text('Hi'),
      ...repeat(1100, (index) => [source(index)]),
      { type: 'omitted', part: 'source', count: 50 },
    ])
    expect(countOf(message, 'source')).toBe(1000)
    expect(message.omitted).toEqual({ source: 150 })
  })

  test('keeps every character of text and reasoning that alternate without end', () => {
    const count = 20_000
    const message = apply(repeat(count, (index) => [text(`t${index} `), reasoning(`r${index} `)]))
    const numbers = Array.from({ length: count }, (_, index) => index)
    expect(message.parts).toHaveLength(MAX_PARTS)
    expect(textOf(message)).toBe(numbers.map((index) => `t${index} `).join(''))
    expect(reasoningOf(message)).toBe(numbers.map((index) => `r${index} `).join(''))
    expect(message.omitted).toBeUndefined()
  })

  test('keeps text that begins only after the bound', () => {
    const events = [...repeat(1000, (index) => [call(index), source(index)]), text('Now')]
    const full = apply(events)
    const message = apply([reasoning('Hm'), source(1), text(' I answer.'), reasoning('m')], full)
    expect(textOf(message)).toBe('Now I answer.')
    expect(reasoningOf(message)).toBe('Hmm')
    expect(message.parts).toHaveLength(MAX_PARTS + 2)
  })

  test('counts files and data', () => {
    const message = apply([
      ...repeat(MAX_PARTS, (index) => [{ type: 'data', name: 'n', data: index }]),
      { type: 'data', name: 'n', data: 'more' },
      { type: 'file', mediaType: 'image/png', url: 'data:,' },
    ])
    expect(message.omitted).toEqual({ data: 1, file: 1 })
  })

  test('corrects text across the parts that it was joined to', () => {
    const joined = apply(repeat(1500, (index) => [text(`${index},`), reasoning('r')]))
    const before = textOf(joined)
    const message = apply([{ type: 'correction', of: 'text', replaced: 20, text: 'end' }], joined)
    expect(textOf(message)).toBe(`${before.slice(0, -20)}end`)
  })
})

test('applyEvent() gives the same result after another event was applied to the same message', () => {
  const before = apply([call(1), text('a'), call(2)])
  const fork = apply([{ type: 'tool-delta', id: 'c1', output: 'x' }, call(3)], before)
  const message = apply([call(4), { type: 'tool-delta', id: 'c2', args: '{}' }], before)
  expect(fork.parts).toMatchObject([{ id: 'c1', output: 'x' }, {}, { id: 'c2' }, { id: 'c3' }])
  expect(message.parts).toMatchObject([{ id: 'c1' }, {}, { id: 'c2', args: '{}' }, { id: 'c4' }])
  expect(before.parts).toHaveLength(3)
})

test('applyEvent() keeps the objects of parts that an event does not change', () => {
  const before = apply([call(1), source(1), text('a')])
  const after = apply([{ type: 'tool-delta', id: 'c1', args: '{' }], before)
  expect(after.parts[0]).not.toBe(before.parts[0])
  expect(after.parts.slice(1)).toEqual(before.parts.slice(1))
  for (const index of [1, 2]) expect(after.parts[index]).toBe(before.parts[index])
})
