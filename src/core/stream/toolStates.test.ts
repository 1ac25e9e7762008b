import { describe, expect, test } from 'vitest'
import { applyEvent } from './answer.ts'
import type { ChatMessage, StreamEvent, ToolPart } from '../types.ts'

const empty: ChatMessage = { id: 'a', role: 'assistant', parts: [], createdAt: 0 }
const apply = (events: readonly StreamEvent[], message = empty) =>
  events.reduce(applyEvent, message)
const delta = (rest: Partial<StreamEvent & { type: 'tool-delta' }>): StreamEvent => ({
  type: 'tool-delta',
  id: 'c',
  ...rest,
})
const begun = delta({ name: 'search', args: '{"q"' })

/** Returns the only tool call after these events. */
function callAfter(...events: readonly StreamEvent[]): ToolPart | undefined {
  return apply(events).parts.find((part) => part.type === 'tool')
}

describe('the state of a tool call', () => {
  test.each([
    ['input-streaming', []],
    ['input-streaming', [delta({ args: ':1}' })]],
    ['input-available', [delta({ allArgs: '{"q":1}' })]],
    ['input-available', [delta({ state: 'input-available' })]],
    ['input-available', [{ type: 'finish', outcome: 'complete' }]],
    ['input-streaming', [{ type: 'finish', outcome: 'stopped' }]],
    ['approval-requested', [delta({ state: 'approval-requested', approvalId: 'p' })]],
    ['output-available', [delta({ output: 0 })]],
    ['output-available', [delta({ output: 0 }), delta({ allArgs: '{}' })]],
    ['output-available', [delta({ error: 'Busy' }), delta({ output: 0 })]],
    ['output-error', [delta({ error: 'No network' })]],
    ['output-error', [delta({ error: 'No network' }), { type: 'finish', outcome: 'complete' }]],
  ] as const)('is %s after %j', (state, events) => {
    expect(callAfter(begun, ...events)?.state).toBe(state)
  })

  test('changes when the user sends the result of a call that an earlier version stored', () => {
    const stored: ToolPart = { type: 'tool', id: 'c', name: 'search', args: '{}' }
    const message = apply([delta({ output: 1 })], { ...empty, parts: [stored] })
    expect(message.parts).toEqual([{ ...stored, output: 1, state: 'output-available' }])
  })
})

test('applyEvent() keeps why a tool failed, until a result replaces it', () => {
  expect(callAfter(begun, delta({ error: 'Busy' }))?.error).toBe('Busy')
  expect(callAfter(begun, delta({ error: 'Busy' }), delta({ output: 1 }))?.error).toBeUndefined()
})

test('applyEvent() keeps the id of a requested approval', () => {
  const call = callAfter(begun, delta({ state: 'approval-requested', approvalId: 'p' }), begun)
  expect(call).toMatchObject({ state: 'approval-requested', approvalId: 'p' })
})

describe('data of a server', () => {
  const data = (name: string, value: unknown, id?: string): StreamEvent => ({
    type: 'data',
    name,
    data: value,
    id,
  })

  test('replaces the former data with the same name and id, in its place', () => {
    const message = apply([
      data('weather', 'loading', 'w'),
      data('weather', 'other', 'v'),
      data('news', 'other', 'w'),
      data('weather', 'sunny', 'w'),
      data('weather', 'without an id'),
      data('weather', 'without an id'),
    ])
    expect(message.parts.map((part) => part.type === 'data' && part.data)).toEqual([
      'sunny',
      'other',
      'other',
      'without an id',
      'without an id',
    ])
  })

  test('is not kept if it is transient', () => {
    expect(apply([{ type: 'data', name: 'n', data: 1, transient: true }])).toBe(empty)
  })

  test('about the whole message is merged, and the server’s id stays beside the own one', () => {
    const hostile: Record<string, unknown> = JSON.parse('{"__proto__":{"polluted":1},"b":2}')
    const message = apply([
      { type: 'metadata', serverId: 'msg_1', metadata: { a: 1, b: 1 } },
      { type: 'metadata', metadata: hostile },
    ])
    expect(message).toMatchObject({ id: 'a', serverId: 'msg_1', metadata: { a: 1, b: 2 } })
    expect(message.metadata?.['polluted']).toBeUndefined()
  })
})
