import { describe, expect, test } from 'vitest'
import type { ChatMessage } from '../messageTypes.ts'
import { mergeMessages } from './mergeMessages.ts'
import { answer, idsOf, question, turn } from './messages.test-helper.ts'

const first = turn('1')
const second = turn('2')
const third = turn('3')
const baseOf = (messages: readonly ChatMessage[]) =>
  new Map(messages.map((message) => [message.id, message]))
const merge = (
  mine: readonly ChatMessage[],
  stored: readonly ChatMessage[],
  base: readonly ChatMessage[],
) => idsOf(mergeMessages(mine, stored, baseOf(base)))

describe('mergeMessages()', () => {
  test('returns the same list if no other tab stored anything', () => {
    const mine = [...first, ...second]
    expect(mergeMessages(mine, first, baseOf(first))).toBe(mine)
  })

  test('keeps the turns of both tabs, this one last', () => {
    const mine = [...first, ...second]
    expect(merge(mine, [...first, ...third], first)).toBe('Q1 A1 Q3 A3 Q2 A2')
    expect(merge(second, third, [])).toBe('Q3 A3 Q2 A2')
  })

  test('does not bring back what this tab removed', () => {
    expect(merge(first, [...first, ...second], [...first, ...second])).toBe('Q1 A1')
  })

  test('removes what another tab removed, unless this tab changed it', () => {
    const mine = [...first, ...second]
    expect(merge(mine, first, mine)).toBe('Q1 A1')
    const changed = mine.map((message) => (message.id === 'A2' ? { ...message } : message))
    expect(merge(changed, first, mine)).toBe('Q1 A1 A2')
  })

  test('shows an answer that another tab regenerated in place of the former', () => {
    const stored = [...first.slice(0, 1), answer('new', 'new', 'complete')]
    expect(merge(first, stored, first)).toBe('Q1 new')
  })

  test('keeps old messages that did not fit into the storage', () => {
    const mine = [...first, ...second]
    expect(merge(mine, second, mine)).toBe('Q1 A1 Q2 A2')
  })

  describe('of the same answer', () => {
    const partial = answer('A', 'Once upon')
    const longer = answer('A', 'Once upon a')
    const done = answer('A', 'Once', 'complete')
    const winner = (mine: ChatMessage, stored: ChatMessage, base: readonly ChatMessage[] = []) =>
      mergeMessages([question('Q'), mine], [stored], baseOf(base)).at(-1)

    test('keeps the one whose end is proven', () => {
      expect(winner(longer, done)).toBe(done)
      expect(winner(done, longer)).toBe(done)
    })

    test('keeps the longer one if none has a proven end', () => {
      expect(winner(partial, longer)).toBe(longer)
      expect(winner(longer, partial)).toBe(longer)
    })

    test('keeps the change of this tab if no other tab changed it', () => {
      expect(winner(partial, longer, [longer])).toBe(partial)
    })
  })

  test('keeps a question that this tab shortened', () => {
    const edited = question('Q1', '')
    const [, reply] = first
    const merged = mergeMessages([edited, reply as ChatMessage], first, new Map())
    expect(merged[0]).toBe(edited)
  })
})
