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

/** Returns the states of an answer, one after the other. */
function statesOf(stream: readonly StreamEvent[]): readonly ChatMessage[] {
  const states = [EMPTY]
  for (const event of stream) states.push(applyEvent(states.at(-1) ?? EMPTY, event))
  return states
}

/** Clones a value, as a BroadcastChannel does. */
const throughChannel = <T>(value: T): T => structuredClone(value)

describe('the deltas of a message', () => {
  test('give another tab the same message, whichever states were posted', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat()), (stream, picks) => {
        const states = statesOf(stream)
        const posted = [...new Set(picks.map((pick) => pick % states.length))].sort((a, b) => a - b)
        let before = EMPTY
        let received: ChatMessage | undefined = EMPTY
        for (const state of [
          ...posted.map((index) => states[index] ?? EMPTY),
          states.at(-1) ?? EMPTY,
        ]) {
          received = applyMessageDelta(received, throughChannel(messageDeltaOf(before, state)))
          before = state
        }
        expect(received).toEqual(before)
      }),
    )
  })

  test('contain only the new text', () => {
    const long = 'x'.repeat(100_000)
    const before = applyEvent(EMPTY, { type: 'text-delta', text: long })
    const delta = messageDeltaOf(before, applyEvent(before, { type: 'text-delta', text: 'y' }))
    expect(delta).toMatchObject({ kept: 0, offset: 100_000 })
    expect(JSON.stringify(delta).length).toBeLessThan(200)
  })

  test('don’t apply if a delta before them is missing', () => {
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

  test('contain the outcome', () => {
    const before = applyEvent(EMPTY, { type: 'text-delta', text: 'Hi' })
    const ended = { ...before, outcome: 'complete' as const }
    expect(applyMessageDelta(before, messageDeltaOf(before, ended))).toEqual(ended)
  })

  test('contain the error, also through a channel', () => {
    const before = applyEvent(EMPTY, { type: 'text-delta', text: 'Hi' })
    const error = { kind: 'http' as const, message: 'The server answered 503.', status: 503 }
    const failed = { ...before, outcome: 'failed' as const, error }
    expect(applyMessageDelta(before, throughChannel(messageDeltaOf(before, failed)))).toStrictEqual(
      failed,
    )
  })
})
