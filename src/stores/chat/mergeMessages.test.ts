import { expect, test } from 'vitest'
import type { ChatMessage } from '../../core/index.ts'
import { mergeMessages } from './mergeMessages.ts'

const answer = (id: string, text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  role: 'assistant',
  parts: [{ type: 'text', text }],
  createdAt: 1,
  outcome: 'complete',
  ...more,
})

test('mergeMessages() keeps unchanged messages as the same objects, and an unchanged list as the same list', () => {
  const current = [answer('a', 'One'), answer('b', 'Two')]
  expect(mergeMessages(current, structuredClone(current))).toBe(current)
  const [first] = current
  const merged = mergeMessages(current, [answer('a', 'One'), answer('c', 'Three')])
  expect(merged[0]).toBe(first)
  expect(merged.map(({ id }) => id)).toEqual(['a', 'c'])
})

test('mergeMessages() takes the longer state of an unfinished answer', () => {
  const growing = (text: string) => answer('a', text, { outcome: undefined })
  const current = [growing('One, two')]
  expect(mergeMessages(current, [growing('One')])).toBe(current)
  expect(mergeMessages(current, [growing('One, two, three')])).toEqual([growing('One, two, three')])
})

test('mergeMessages() takes the stored outcome of an answer, even if this tab received more text', () => {
  const stored = answer('a', 'One', { outcome: 'stopped' })
  expect(mergeMessages([answer('a', 'One, two', { outcome: undefined })], [stored])).toEqual([
    stored,
  ])
})
