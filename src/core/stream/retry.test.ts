import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ChatStreamError,
  type ChatStreamErrorDetails,
  type ChatStreamErrorKind,
} from '../errors.ts'
import { nextAttempt, retryDelay, type FailedAttempt, type NextAttempt } from './retry.ts'
import { parseRetryAfter } from '../transports/retryAfter.ts'

const DEFAULTS = { baseDelay: 500, maxDelay: 30_000 }
const http = (status: number, retryAfter?: number) =>
  new ChatStreamError('http', '', {
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })

const ATTEMPT = {
  error: undefined,
  isFinished: false,
  hasHeaders: false,
  hasEvents: false,
  isResumable: false,
  isKeyHonored: false,
}
const failure = (kind: ChatStreamErrorKind, details?: ChatStreamErrorDetails) =>
  new ChatStreamError(kind, kind, details)

type Row = readonly [
  endedWith: string,
  attempt: Partial<FailedAttempt>,
  resumable: NextAttempt,
  keyHonored: NextAttempt,
  otherwise: NextAttempt,
]
const AFTER_HEADERS = { hasHeaders: true }
const AFTER_EVENT = { hasHeaders: true, hasEvents: true }
const TABLE: readonly Row[] = [
  ...[408, 425, 429, 503, 529].map(
    (status) => [`${status}`, { error: http(status) }, 'resume', 'resend', 'resend'] as const,
  ),
  ...[200, 400, 401, 409, 500, 504].map(
    (status) =>
      [
        `${status} with x-should-retry`,
        { error: failure('http', { status, shouldRetry: true }) },
        'resume',
        'resend',
        'resend',
      ] as const,
  ),
  ...[500, 502, 504].map(
    (status) => [`${status}`, { error: http(status) }, 'resume', 'resend', 'end'] as const,
  ),
  ...[204, 307, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 501, 505].map(
    (status) => [`${status}`, { error: http(status) }, 'end', 'end', 'end'] as const,
  ),
  ['a network error', { error: failure('network') }, 'resume', 'resend', 'end'],
  ['no headers in time', { error: failure('timeout') }, 'resume', 'end', 'end'],
  [
    'headers and a broken connection',
    { ...AFTER_HEADERS, error: failure('network') },
    'resume',
    'resend',
    'end',
  ],
  [
    'headers and silence',
    { ...AFTER_HEADERS, error: failure('timeout') },
    'resume',
    'resend',
    'end',
  ],
  ['headers and a clean end', AFTER_HEADERS, 'resume', 'resend', 'end'],
  [
    'headers that were cut',
    { ...AFTER_HEADERS, error: failure('content-type', { status: 200, body: '' }) },
    'resume',
    'resend',
    'end',
  ],
  [
    'an HTML page',
    { ...AFTER_HEADERS, error: failure('content-type', { status: 200, body: '<html>' }) },
    'end',
    'end',
    'end',
  ],
  [
    'an event and a broken connection',
    { ...AFTER_EVENT, error: failure('network') },
    'resume',
    'end',
    'end',
  ],
  ['an event and silence', { ...AFTER_EVENT, error: failure('timeout') }, 'resume', 'end', 'end'],
  ['an event and a clean end', AFTER_EVENT, 'resume', 'end', 'end'],
  ['an event and a gap', { ...AFTER_EVENT, error: failure('incomplete') }, 'resume', 'end', 'end'],
  ['the proof', { ...AFTER_EVENT, isFinished: true }, 'end', 'end', 'end'],
  [
    'the proof and a broken connection',
    { ...AFTER_EVENT, isFinished: true, error: failure('network') },
    'end',
    'end',
    'end',
  ],
  ...(['argument', 'busy', 'too-long', 'parse', 'limit', 'server'] as const).map(
    (kind) => [kind, { error: failure(kind) }, 'end', 'end', 'end'] as const,
  ),
  ['429 for half a minute', { error: http(429, 30_000) }, 'resume', 'resend', 'resend'],
  ['429 for an hour', { error: http(429, 3_600_000) }, 'end', 'end', 'end'],
]

test.each(TABLE)('nextAttempt() after %s', (_, attempt, resumable, keyHonored, otherwise) => {
  const failed = { ...ATTEMPT, ...attempt }
  expect({
    resumable: nextAttempt({ ...failed, isResumable: true, hasHeaders: true }),
    both: nextAttempt({ ...failed, isResumable: true, hasHeaders: true, isKeyHonored: true }),
    keyHonored: nextAttempt({ ...failed, isKeyHonored: true }),
    otherwise: nextAttempt(failed),
  }).toEqual({ resumable, both: resumable, keyHonored, otherwise })
})

test('retryDelay() is random up to a bound that doubles, and never exceeds the maximum', () => {
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

test('retryDelay() prefers the delay that the server asks for', () => {
  expect(retryDelay(1, DEFAULTS, 45_000)).toBe(45_000)
})

test('parseRetryAfter() reads seconds or a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(parseRetryAfter('30', now)).toBe(30_000)
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000)
  expect(parseRetryAfter('Thu, 01 Jan 2015 00:01:00 GMT', now)).toBe(0)
  expect(parseRetryAfter('1.5', now)).toBe(1500)
  expect(parseRetryAfter('-1', now)).toBe(0)
  expect(parseRetryAfter('Infinity', now)).toBeUndefined()
  expect(parseRetryAfter('soon', now)).toBeUndefined()
  expect(parseRetryAfter('', now)).toBeUndefined()
  expect(parseRetryAfter(null, now)).toBeUndefined()
})

test('parseRetryAfter() reads a duration or a time since 1970', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(parseRetryAfter('1h2m3.5s', now)).toBe(3_723_500)
  expect(parseRetryAfter('250ms', now)).toBe(250)
  expect(parseRetryAfter('2026-01-01T00:00:07Z', now)).toBe(7000)
  expect(parseRetryAfter(String(now / 1000 + 8), now)).toBe(8000)
  expect(parseRetryAfter(String(now + 9000), now)).toBe(9000)
  expect(parseRetryAfter('5 s', now)).toBeUndefined()
})
