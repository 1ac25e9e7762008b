import { expect, test } from 'vitest'
import { isParameter, PARAMETER_BOUNDS, parameters } from './chatSettings.ts'

test('parameters lists every parameter that has bounds', () => {
  expect([...parameters].sort()).toEqual(Object.keys(PARAMETER_BOUNDS).sort())
})

test.each(parameters)('isParameter() accepts the bounds of %s, and nothing beyond them', (name) => {
  const { min, max } = PARAMETER_BOUNDS[name]
  expect(isParameter(name, min)).toBe(true)
  expect(isParameter(name, max)).toBe(true)
  expect(isParameter(name, min - 1)).toBe(false)
  expect(isParameter(name, max * 2)).toBe(false)
})

test('isParameter() rejects everything that is not a number', () => {
  for (const value of ['1', null, undefined, NaN, Infinity, {}]) {
    expect(isParameter('temperature', value)).toBe(false)
  }
})

test('isParameter() accepts only integers for maxTokens', () => {
  expect(isParameter('maxTokens', 1.5)).toBe(false)
  expect(isParameter('topP', 0.5)).toBe(true)
})
