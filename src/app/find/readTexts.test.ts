import { expect, test } from 'vitest'
import type { ChatMessage } from '../../core/index.ts'
import { readTexts } from './readTexts.ts'

const wordsOf = (rest: Partial<ChatMessage>) =>
  readTexts({
    id: 'a',
    role: 'assistant',
    parts: [{ type: 'text', text: 'One **tw' }],
    createdAt: 0,
    ...rest,
  }).words.map(({ text }) => text)

test('of an answer that is whole, what is found is what was written', () => {
  expect(wordsOf({ outcome: 'complete', finishReason: 'stop' })).toEqual(['One **tw'])
})

test('of one that broke off, or reached its limit, marks without an end are none', () => {
  expect(wordsOf({ outcome: 'truncated' })).toEqual(['One tw'])
  expect(wordsOf({ outcome: 'complete', finishReason: 'length' })).toEqual(['One tw'])
})
