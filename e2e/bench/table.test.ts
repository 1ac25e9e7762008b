import { describe, expect, test } from 'vitest'
import { milliseconds, percent, seconds, times, toTable } from './table.ts'

describe('toTable()', () => {
  test('returns Markdown with aligned columns', () => {
    expect(
      toTable(
        ['renderer', 'ratio'],
        [
          ['ours', '1.02×'],
          ['full re-parse', '16.00×'],
        ],
      ),
    ).toBe(
      [
        '| renderer      |  ratio |',
        '| ------------- | -----: |',
        '| ours          |  1.02× |',
        '| full re-parse | 16.00× |',
      ].join('\n'),
    )
  })

  test('shows a dash for missing values', () => {
    expect(
      toTable(['a', 'b'], [[undefined, NaN]])
        .split('\n')
        .at(-1),
    ).toBe('| –   |   – |')
  })

  test("escapes bars, so that they don't start a column", () => {
    expect(toTable(['a'], [['x|y']])).toContain('x\\|y')
  })
})

test('figures are formatted with their unit, and missing ones are undefined', () => {
  expect([times(1.234), seconds(3650), milliseconds(51.6), percent(0.474)]).toEqual([
    '1.23×',
    '3.65 s',
    '52 ms',
    '47 %',
  ])
  expect([times(undefined), seconds(NaN), milliseconds(Infinity), percent(undefined)]).toEqual(
    Array(4).fill(undefined),
  )
})
