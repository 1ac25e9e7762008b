import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvent } from '../../core/stream/answer.ts'
import type { ChatMessage, StreamEvent } from '../../core/index.ts'
import { messageDeltaOf, applyMessageDelta, wholeMessageDelta } from './messageDelta.ts'

const EMPTY: ChatMessage = { id: 'a', role: 'assistant', parts: [], createdAt: 1 }

const events = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('text-delta' as const), text: fc.string({ minLength: 1 }) }),
    fc.record({ type: fc.constant('reasoning-delta' as const), text: fc.string({ minLength: 1 }) }),
    fc.record({
      type: fc.constant('tool-delta' as const),
      id: fc.constantFrom('t1', 't2'),
      args: fc.string(),
    }),
    fc.record({ type: fc.constant('source' as const), url: fc.webUrl() }),
    fc.record({
      type: fc.constant('correction' as const),
      of: fc.constantFrom('text' as const, 'reasoning' as const),
      replaced: fc.nat(5),
      text: fc.string({ minLength: 1 }),
    }),
  ),
)

/** The states of an answer, one after the other. */
function statesOf(stream: readonly StreamEvent[]): readonly ChatMessage[] {
  const states = [EMPTY]
  for (const event of stream) states.push(applyEvent(states.at(-1) ?? EMPTY, event))
  return states
}

/** As it goes through a channel, which clones it. */
const sent = <T>(value: T): T => structuredClone(value)

describe('a message that grows in one tab', () => {
  test('is the same in another, whichever states were told', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat()), (stream, picks) => {
        const states = statesOf(stream)
        const told = [...new Set(picks.map((pick) => pick % states.length))].sort((a, b) => a - b)
        let before = EMPTY
        let there: ChatMessage | undefined = EMPTY
        for (const state of [
          ...told.map((index) => states[index] ?? EMPTY),
          states.at(-1) ?? EMPTY,
        ]) {
          there = applyMessageDelta(there, sent(messageDeltaOf(before, state)))
          before = state
        }
        expect(there).toEqual(before)
      }),
    )
  })

  test('is told by what is new alone', () => {
    const long = 'x'.repeat(100_000)
    const before = applyEvent(EMPTY, { type: 'text-delta', text: long })
    const growth = messageDeltaOf(before, applyEvent(before, { type: 'text-delta', text: 'y' }))
    expect(growth).toMatchObject({ kept: 0, offset: 100_000 })
    expect(JSON.stringify(growth).length).toBeLessThan(200)
  })

  test('is not made up where a piece is missing', () => {
    const [one, two, three] = ['One', ' two', ' three'].reduce<ChatMessage[]>(
      (states, text) => [
        ...states,
        applyEvent(states.at(-1) ?? EMPTY, { type: 'text-delta', text }),
      ],
      [],
    )
    expect(applyMessageDelta(one, messageDeltaOf(two ?? EMPTY, three ?? EMPTY))).toBeUndefined()
    expect(
      applyMessageDelta(undefined, messageDeltaOf(two ?? EMPTY, three ?? EMPTY)),
    ).toBeUndefined()
    expect(applyMessageDelta(undefined, wholeMessageDelta(three ?? EMPTY))).toEqual(three)
  })

  test('brings its ending', () => {
    const before = applyEvent(EMPTY, { type: 'text-delta', text: 'Hi' })
    const ended = { ...before, outcome: 'complete' as const }
    expect(applyMessageDelta(before, messageDeltaOf(before, ended))).toEqual(ended)
  })

  test('brings its error to another tab', () => {
    const before = applyEvent(EMPTY, { type: 'text-delta', text: 'Hi' })
    const error = { kind: 'http' as const, message: 'The server answered 503.', status: 503 }
    const failed = { ...before, outcome: 'failed' as const, error }
    // A BroadcastChannel clones what it carries.
    expect(
      applyMessageDelta(before, structuredClone(messageDeltaOf(before, failed))),
    ).toStrictEqual(failed)
  })
})
