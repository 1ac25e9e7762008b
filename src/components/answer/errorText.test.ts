import { describe, expect, test } from 'vitest'
import { en } from '../../app/i18n/en.ts'
import { ChatStreamError, type ChatStreamErrorKind } from '../../core/errors.ts'
import { errorTextKey } from './errorText.ts'

const kinds: Record<Exclude<ChatStreamErrorKind, 'http'>, true> = {
  argument: true,
  busy: true,
  'too-long': true,
  network: true,
  timeout: true,
  redirect: true,
  'content-type': true,
  format: true,
  parse: true,
  limit: true,
  server: true,
  incomplete: true,
  storage: true,
  validation: true,
}

describe('errorTextKey()', () => {
  test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
    'returns an existing text for %s',
    (kind) => {
      expect(errorTextKey(new ChatStreamError(kind, ''))).toBe(`error.${kind}`)
      expect(en.error[kind]).not.toBe('')
    },
  )

  test.each([
    [400, 'other'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [413, 'tooLarge'],
    [429, 'tooMany'],
    [500, 'failing'],
    [503, 'failing'],
  ] as const)('maps status %i to %s', (status, reason) => {
    const error = new ChatStreamError('http', '', { status })
    expect(errorTextKey(error)).toBe(`error.http.${reason}`)
    expect(en.error.http[reason]).not.toBe('')
  })
})
