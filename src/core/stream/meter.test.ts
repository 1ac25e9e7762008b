import { expect, test } from 'vitest'
import { createMeter } from './meter.ts'

function measure() {
  let time = 1000
  const meter = createMeter(() => time)
  return {
    meter,
    token: (after: number, text = 'abcd') => {
      time += after
      meter.countBytes(10)
      meter.countEvent({ type: 'text-delta', text })
    },
  }
}

test('a meter counts times and rates from the question and the first token', () => {
  const { meter, token } = measure()
  meter.countAttempt()
  meter.countAttempt()
  token(400)
  token(100)
  token(1900)
  expect(meter.getMetrics({ outputTokens: 3 })).toEqual({
    timeToFirstByte: 400,
    timeToFirstToken: 400,
    duration: 2400,
    charactersPerSecond: 6,
    tokensPerSecond: 1.5,
    stalls: 1,
    bytes: 30,
    attempts: 2,
    buffered: false,
  })
})

test('a meter reports nothing before anything arrived', () => {
  expect(createMeter(() => 0).getMetrics()).toEqual({
    stalls: 0,
    bytes: 0,
    attempts: 0,
    buffered: false,
  })
})

test('a meter reports buffering if many pieces arrive in one burst after a wait', () => {
  const { meter, token } = measure()
  token(3000)
  for (let count = 0; count < 50; count += 1) token(1)
  expect(meter.getMetrics().buffered).toBe(true)
})

test('a meter reports no buffering for a steady answer, nor for a short one', () => {
  const streamed = measure()
  streamed.token(300)
  for (let count = 0; count < 20; count += 1) streamed.token(30)
  expect(streamed.meter.getMetrics().buffered).toBe(false)

  const short = measure()
  for (let count = 0; count < 5; count += 1) short.token(0)
  expect(short.meter.getMetrics().buffered).toBe(false)
})
