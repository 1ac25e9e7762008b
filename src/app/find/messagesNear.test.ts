import { expect, test } from 'vitest'
import { firstIndex } from './messagesNear.ts'

test.each([
  [[], 0],
  [[1, 2, 3], 3],
  [[5, 6], 0],
  [[1, 2, 5, 6, 7], 2],
  [[1, 5], 1],
])('firstIndex() finds the first of %j above 4 at index %i', (items, index) => {
  expect(firstIndex(items, (item) => item > 4)).toBe(index)
})
