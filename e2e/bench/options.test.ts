import { describe, expect, test } from 'vitest'
import { readOptions, UsageError } from './options.ts'

describe('readOptions()', () => {
  test('measures everything by default', () => {
    expect(readOptions([])).toEqual({
      parts: ['render', 'client', 'core', 'open', 'long'],
      only: [],
      sizes: [5, 20, 100, 400],
      runs: 3,
      json: false,
    })
  })

  test('reads parts, contestants, sizes and runs', () => {
    const args = ['--part', 'render', '--only', 'ours, floor', '--sizes', '5,100', '--runs', '1']
    expect(readOptions(args)).toMatchObject({
      parts: ['render'],
      only: ['ours', 'floor'],
      sizes: [5, 100],
      runs: 1,
    })
  })

  test.each([
    [['--json'], true],
    [['--json', '--runs', '1'], true],
    [['--json', 'figures.json'], 'figures.json'],
  ])('%j writes JSON', (args, json) => {
    expect(readOptions(args)).toMatchObject({ json })
  })

  test('returns help for --help', () => {
    expect(readOptions(['--help'])).toBe('help')
  })

  test.each([
    [['--part', 'rendre'], '--part must be one of render, client, core, open, long, not rendre.'],
    [['--runs', '0'], '--runs must be whole numbers from 1 to 99, not 0.'],
    [['--sizes', '5,x'], '--sizes must be whole numbers from 1 to 2000, not x.'],
    [['--size', '5'], "Unknown option '--size'"],
    [['5'], "Unexpected argument '5'"],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError)
    expect(() => readOptions(args)).toThrow(message)
  })
})
