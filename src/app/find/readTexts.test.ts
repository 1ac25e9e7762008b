import { expect, test } from 'vitest'
import type { ChatMessage } from '../../core/index.ts'
import { readTexts } from './readTexts.ts'

const blocksOf = (rest: Partial<ChatMessage>) =>
  readTexts({
    id: 'a',
    role: 'assistant',
    parts: [{ type: 'text', text: 'One **tw' }],
    createdAt: 0,
    ...rest,
  }).blocks.map(({ text }) => text)

test('readTexts() keeps unclosed marks of a complete answer', () => {
  expect(blocksOf({ outcome: 'complete', finishReason: 'stop' })).toEqual(['One **tw'])
})

test('readTexts() hides unclosed marks of an answer that was truncated or hit its length limit', () => {
  expect(blocksOf({ outcome: 'truncated' })).toEqual(['One tw'])
  expect(blocksOf({ outcome: 'complete', finishReason: 'length' })).toEqual(['One tw'])
})
