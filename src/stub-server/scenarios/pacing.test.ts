import { expect, test } from 'vitest'
import { createPauses, parsePace } from './pacing.ts'

test.each([
  ['15-40', { min: 15, max: 40 }],
  ['0', { min: 0, max: 0 }],
  ['40-15', undefined],
  ['60001', undefined],
  ['1.5', undefined],
  ['', undefined],
])('parsePace("%s")', (text, pace) => expect(parsePace(text)).toEqual(pace))

test('createPauses() returns varying pauses within the pace, the same for the same seed', () => {
  const make = (seed: number) => {
    const pauses = createPauses({ min: 15, max: 40 }, seed)
    return Array.from({ length: 200 }, () => pauses())
  }
  const pauses = make(7)
  expect(pauses.every((pause) => pause >= 15 && pause <= 40)).toBe(true)
  expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(20)
  expect(make(7)).toEqual(pauses)
  expect(make(8)).not.toEqual(pauses)
})
