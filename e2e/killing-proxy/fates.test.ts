import { describe, expect, test } from 'vitest'
import { createFates, type Harm } from './fates.ts'

function fatesOf(harm: Harm, count = 500) {
  const next = createFates(harm)
  return Array.from({ length: count }, next)
}

describe('createFates()', () => {
  const range = { min: 3, max: 9 }

  test('returns the same fates for the same seed, and others for another seed', () => {
    expect(fatesOf({ seed: 7, downward: range })).toEqual(fatesOf({ seed: 7, downward: range }))
    expect(fatesOf({ seed: 7, downward: range })).not.toEqual(fatesOf({ seed: 8, downward: range }))
  })

  test('draws every number of bytes in the range, and no other', () => {
    const drawn = new Set(fatesOf({ upward: range }).map(({ upward }) => upward))
    expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7, 8, 9])
  })

  test('never kills in a direction without a range', () => {
    expect(fatesOf({ upward: range }).every(({ downward }) => downward === Infinity)).toBe(true)
    expect(fatesOf({}).every(({ upward }) => upward === Infinity)).toBe(true)
  })

  test('lets about the share `unharmed` through, and does not change the other fates', () => {
    const all = fatesOf({ downward: range })
    const some = fatesOf({ downward: range, unharmed: 0.3 })
    const spared = some.filter(({ downward }) => downward === Infinity)
    expect(spared.length / some.length).toBeCloseTo(0.3, 1)
    some.forEach((fate, index) => {
      if (fate.downward !== Infinity) expect(fate).toEqual(all[index])
    })
  })

  test('resets the share `resets` of the connections', () => {
    const shareOf = (harm: Harm) => fatesOf(harm).filter(({ isReset }) => isReset).length / 500
    expect(shareOf({})).toBeCloseTo(0.5, 1)
    expect(shareOf({ resets: 0 })).toBe(0)
    expect(shareOf({ resets: 1 })).toBe(1)
  })

  test.each([
    ['upward', { upward: { min: 0, max: 5 } }],
    ['upward', { upward: { min: 6, max: 5 } }],
    ['downward', { downward: { min: 1, max: 2.5 } }],
    ['unharmed', { unharmed: 1.1 }],
    ['resets', { resets: Number.NaN }],
  ])('reports a wrong %s', (name, harm) => {
    expect(() => createFates(harm)).toThrow(name)
  })
})
