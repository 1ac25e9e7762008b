import { expect, it } from 'vitest'
import { firstIndex } from './messagesNear.ts'

it.each([
  [[], 0],
  [[1, 2, 3], 3],
  [[5, 6], 0],
  [[1, 2, 5, 6, 7], 2],
  [[1, 5], 1],
])('the first of %j that is more than 4 has the index %i', (items, index) => {
  expect(firstIndex(items, (item) => item > 4)).toBe(index)
})
