import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChatStreamError } from './errors.ts'
import { isRetryable, parseRetryAfter, retryDelay } from './retry.ts'

const DEFAULTS = { baseDelay: 500, maxDelay: 30_000 }
const http = (status: number, retryAfter?: number) =>
  new ChatStreamError('http', '', {
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })

test.each([408, 425, 429, 502, 503, 504])('a %i may pass: ask again', (status) => {
  expect(isRetryable(http(status))).toBe(true)
})

test.each([400, 401, 403, 404, 410, 413, 415, 422, 500, 501])('a %i will not pass', (status) => {
  expect(isRetryable(http(status))).toBe(false)
})

test('a network failure may pass; a timeout may have begun a run, so it is not asked again', () => {
  expect(isRetryable(new ChatStreamError('network', ''))).toBe(true)
  expect(isRetryable(new ChatStreamError('timeout', ''))).toBe(false)
  expect(isRetryable(new ChatStreamError('content-type', ''))).toBe(false)
})

test('a server that asks for an hour is not waited for', () => {
  expect(isRetryable(http(429, 30_000))).toBe(true)
  expect(isRetryable(http(429, 3_600_000))).toBe(false)
})

test('the delay is anything up to a bound that doubles, and never more than the maximum', () => {
  const bounds = [1, 2, 3, 7, 30].map((attempt) =>
    retryDelay(attempt, DEFAULTS, undefined, () => 1),
  )
  expect(bounds).toEqual([500, 1000, 2000, 30_000, 30_000])
  expect(retryDelay(3, DEFAULTS, undefined, () => 0)).toBe(0)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), (attempt) => {
      const delay = retryDelay(attempt, DEFAULTS)
      return delay >= 0 && delay <= DEFAULTS.maxDelay
    }),
  )
})

test('what the server asks for wins over the bounds', () => {
  expect(retryDelay(1, DEFAULTS, 45_000)).toBe(45_000)
})

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(parseRetryAfter('30', now)).toBe(30_000)
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000)
  expect(parseRetryAfter('Thu, 01 Jan 2015 00:01:00 GMT', now)).toBe(0)
  expect(parseRetryAfter('1.5', now)).toBe(1500)
  expect(parseRetryAfter('-1', now)).toBe(0)
  expect(parseRetryAfter('soon', now)).toBeUndefined()
  expect(parseRetryAfter('', now)).toBeUndefined()
  expect(parseRetryAfter(null, now)).toBeUndefined()
})
