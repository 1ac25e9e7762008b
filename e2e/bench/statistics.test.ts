import { describe, expect, test } from 'vitest'
import { median, rotated, spread } from './statistics.ts'

describe('median()', () => {
  test.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 100], 3],
    [[], NaN],
  ])('returns the median of %j: %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })

  test('keeps the order of the values', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })
})

test('spread() is relative to the median', () => {
  expect(spread([90, 100, 120])).toBeCloseTo(0.3)
  expect(spread([5])).toBe(0)
})

test('rotated() starts each run with another item', () => {
  expect([0, 1, 2, 3].map((run) => rotated(['a', 'b', 'c'], run).join(''))).toEqual([
    'abc',
    'bca',
    'cab',
    'abc',
  ])
  expect(rotated([], 2)).toEqual([])
})
