import { describe, expect, test } from 'vitest'
import { createFates, type Harm } from './fates.ts'

function fatesOf(harm: Harm, count = 500) {
  const next = createFates(harm)
  return Array.from({ length: count }, next)
}

describe('the fates of connections', () => {
  const range = { min: 3, max: 9 }

  test('are the same for the same seed, and others for another', () => {
    expect(fatesOf({ seed: 7, downward: range })).toEqual(fatesOf({ seed: 7, downward: range }))
    expect(fatesOf({ seed: 7, downward: range })).not.toEqual(fatesOf({ seed: 8, downward: range }))
  })

  test('take every number of bytes of their range, and none beside', () => {
    const drawn = new Set(fatesOf({ upward: range }).map(({ upward }) => upward))
    expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7, 8, 9])
  })

  test('know no kill in a direction without a range', () => {
    expect(fatesOf({ upward: range }).every(({ downward }) => downward === Infinity)).toBe(true)
    expect(fatesOf({}).every(({ upward }) => upward === Infinity)).toBe(true)
  })

  test('spare about the share that is to be left unharmed, and leave the others as they were', () => {
    const all = fatesOf({ downward: range })
    const some = fatesOf({ downward: range, unharmed: 0.3 })
    const spared = some.filter(({ downward }) => downward === Infinity)
    expect(spared.length / some.length).toBeCloseTo(0.3, 1)
    some.forEach((fate, index) => {
      if (fate.downward !== Infinity) expect(fate).toEqual(all[index])
    })
  })

  test('are resets and orderly ends, by the share that is asked for', () => {
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
  ])('say that %s is wrong', (name, harm) => {
    expect(() => createFates(harm)).toThrow(name)
  })
})
