import { describe, expect, test } from 'vitest'
import { countMatchesBefore, countMatches, matchAt, matchNumber } from './matchList.ts'

const found = [
  { messageId: 'b', starts: [0, 7, 9], countInNames: 0 },
  { messageId: 'd', starts: [4], countInNames: 0 },
]
const ids = ['a', 'b', 'c', 'd', 'e']

describe('matchList', () => {
  test('countMatches() and matchNumber() count over all messages', () => {
    expect(countMatches(found)).toBe(4)
    expect(matchNumber(found, { messageId: 'b', start: 9 })).toBe(3)
    expect(matchNumber(found, { messageId: 'd', start: 4 })).toBe(4)
  })

  test('matchNumber() returns 0 for a match that is gone', () => {
    expect(matchNumber(found, { messageId: 'b', start: 1 })).toBe(0)
    expect(matchNumber(found, { messageId: 'e', start: 4 })).toBe(0)
    expect(matchNumber(found, undefined)).toBe(0)
  })

  test.each([
    [1, 'b', 0],
    [4, 'd', 4],
    [5, 'b', 0],
    [0, 'd', 4],
    [-1, 'b', 9],
  ])('matchAt() wraps around: number %i', (number, messageId, start) => {
    expect(matchAt(found, number)).toEqual({ messageId, start })
  })

  test('matchAt() returns undefined if there are no matches', () => {
    expect(matchAt([], 1)).toBeUndefined()
  })

  test.each([
    ['a', 5, 0],
    ['b', 0, 0],
    ['b', 2, 2],
    ['b', 9, 3],
    ['c', 0, 3],
    ['d', 1, 4],
    ['e', 0, 4],
  ])(
    'countMatchesBefore() counts up to a place in %s, after %i of its matches',
    (messageId, passed, count) => {
      expect(countMatchesBefore(found, { messageId, passed }, ids)).toBe(count)
    },
  )
})
