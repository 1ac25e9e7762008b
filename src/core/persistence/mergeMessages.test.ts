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
  removed: readonly string[] = [],
) => mergeMessages(mine, { messages: stored, removed }, baseOf(base))
const ids = (...args: Parameters<typeof merge>) => idsOf(merge(...args).messages)

describe('mergeMessages()', () => {
  test('returns the same list if no other tab stored anything', () => {
    const mine = [...first, ...second]
    expect(merge(mine, first, first).messages).toBe(mine)
  })

  test('keeps the turns of both tabs, this one last', () => {
    const mine = [...first, ...second]
    expect(ids(mine, [...first, ...third], first)).toBe('Q1 A1 Q3 A3 Q2 A2')
    expect(ids(second, third, [])).toBe('Q3 A3 Q2 A2')
  })

  test('does not bring back what this tab removed', () => {
    const both = [...first, ...second]
    expect(ids(first, both, both)).toBe('Q1 A1')
    expect(merge(first, both, both, ['old']).removed).toEqual(['old', 'Q2', 'A2'])
    expect(
      merge(
        first,
        both,
        both,
        Array.from({ length: 1000 }, (_, id) => String(id)),
      ).removed,
    ).toHaveLength(1000)
  })

  test('removes what another tab removed, unless this tab changed it', () => {
    const mine = [...first, ...second]
    expect(ids(mine, first, mine, ['Q2', 'A2'])).toBe('Q1 A1')
    const changed = mine.map((message) => (message.id === 'A2' ? { ...message } : message))
    expect(ids(changed, first, mine, ['Q2', 'A2'])).toBe('Q1 A1 A2')
  })

  test('shows an answer that another tab regenerated in place of the former', () => {
    const stored = [...first.slice(0, 1), answer('new', 'new', 'complete')]
    expect(ids(first, stored, first, ['A1'])).toBe('Q1 new')
  })

  test('keeps a message that is back, such as an answer that could not be regenerated', () => {
    const [asked, former] = first as [ChatMessage, ChatMessage]
    const back = merge(first, [asked], [asked], ['A1'])
    expect([idsOf(back.messages), back.removed]).toEqual(['Q1 A1', []])
    expect(ids(first, first, [asked, former], back.removed)).toBe('Q1 A1')
  })

  test('keeps messages that are not stored any more although no tab removed them', () => {
    const mine = [...first, ...second]
    expect(ids(mine, second, mine)).toBe('Q1 A1 Q2 A2')
    expect(ids(mine, first, mine)).toBe('Q1 A1 Q2 A2')
    expect(ids(mine, third, mine)).toBe('Q3 A3 Q1 A1 Q2 A2')
  })

  describe('of the same answer', () => {
    const partial = answer('A', 'Once upon')
    const longer = answer('A', 'Once upon a')
    const done = answer('A', 'Once', 'complete')
    const winner = (mine: ChatMessage, stored: ChatMessage, base: readonly ChatMessage[] = []) =>
      merge([question('Q'), mine], [stored], base).messages.at(-1)

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
    const merged = merge([edited, reply as ChatMessage], first, [])
    expect(merged.messages[0]).toBe(edited)
  })
})
