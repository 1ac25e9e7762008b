import { describe, expect, it } from 'vitest'
import { countBefore, countOf, matchAt, numberOf } from './matchList.ts'

const found = [
  { messageId: 'b', starts: [0, 7, 9], inNames: 0 },
  { messageId: 'd', starts: [4], inNames: 0 },
]
const ids = ['a', 'b', 'c', 'd', 'e']

describe('matches', () => {
  it('are numbered over all messages', () => {
    expect(countOf(found)).toBe(4)
    expect(numberOf(found, { messageId: 'b', start: 9 })).toBe(3)
    expect(numberOf(found, { messageId: 'd', start: 4 })).toBe(4)
  })

  it('have no number when they are gone', () => {
    expect(numberOf(found, { messageId: 'b', start: 1 })).toBe(0)
    expect(numberOf(found, { messageId: 'e', start: 4 })).toBe(0)
    expect(numberOf(found, undefined)).toBe(0)
  })

  it.each([
    [1, 'b', 0],
    [4, 'd', 4],
    [5, 'b', 0],
    [0, 'd', 4],
    [-1, 'b', 9],
  ])('go round: number %i', (number, messageId, start) => {
    expect(matchAt(found, number)).toEqual({ messageId, start })
  })

  it('are none where there are none', () => {
    expect(matchAt([], 1)).toBeUndefined()
  })

  it.each([
    ['a', 5, 0],
    ['b', 0, 0],
    ['b', 2, 2],
    ['b', 9, 3],
    ['c', 0, 3],
    ['d', 1, 4],
    ['e', 0, 4],
  ])('are before a place: in %s, behind %i of its own', (messageId, passed, count) => {
    expect(countBefore(found, { messageId, passed }, ids)).toBe(count)
  })
})
