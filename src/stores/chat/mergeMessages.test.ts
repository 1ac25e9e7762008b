import { expect, it } from 'vitest'
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

it('keeps the objects that are here, and the list itself where nothing differs', () => {
  const here = [answer('a', 'One'), answer('b', 'Two')]
  expect(mergeMessages(here, structuredClone(here))).toBe(here)
  const [first] = here
  const merged = mergeMessages(here, [answer('a', 'One'), answer('c', 'Three')])
  expect(merged[0]).toBe(first)
  expect(merged.map(({ id }) => id)).toEqual(['a', 'c'])
})

it('takes the longer state of an answer that is not over', () => {
  const growing = (text: string) => answer('a', text, { outcome: undefined })
  const here = [growing('One, two')]
  expect(mergeMessages(here, [growing('One')])).toBe(here)
  expect(mergeMessages(here, [growing('One, two, three')])).toEqual([growing('One, two, three')])
})

it('takes how an answer ended, whatever was seen of it', () => {
  const stored = answer('a', 'One', { outcome: 'stopped' })
  expect(mergeMessages([answer('a', 'One, two', { outcome: undefined })], [stored])).toEqual([
    stored,
  ])
})
