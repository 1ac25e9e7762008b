import { describe, expect, test } from 'vitest'
import { createTape } from './createTape.ts'
import { parseTape } from './parseTape.ts'

const tape = createTape(['data: {"content":"Hi"}\n\n', Uint8Array.of(0xff)], { interval: 10 })
const [exchange] = tape.exchanges

/** Returns the tape with some fields of its exchange replaced. */
const withFields = (fields: Record<string, unknown>) => ({
  ...tape,
  exchanges: [{ ...exchange, ...fields }],
})

describe('parseTape()', () => {
  test('reads a tape from its text, or from parsed JSON', () => {
    expect(parseTape(JSON.stringify(tape))).toEqual(tape)
    expect(parseTape(tape)).toEqual(tape)
  })

  test('drops unknown fields', () => {
    expect(parseTape({ ...tape, note: 'mine' })).toEqual(tape)
  })

  test.each<[string, unknown, string]>([
    ['invalid JSON', '{', 'The tape is not valid JSON: SyntaxError'],
    ['a list', [], '`tape` must be an object, but is []'],
    [
      'another format',
      { ...tape, format: 'har' },
      '`format` must be "vue-chat-stream-tape", but is "har".',
    ],
    [
      'a later version',
      { ...tape, version: 2 },
      '`version` must be 1 (the version that this package reads), but is 2.',
    ],
    [
      'a tape without exchanges',
      { ...tape, exchanges: undefined },
      '`exchanges` must be a list, but is missing.',
    ],
    [
      'an invalid exchange',
      { ...tape, exchanges: [1] },
      '`exchanges[0]` must be an object, but is 1',
    ],
    [
      'an invalid method',
      withFields({ method: 1 }),
      '`exchanges[0].method` must be text, but is 1',
    ],
    [
      'an invalid path',
      withFields({ path: null }),
      '`exchanges[0].path` must be text, but is null',
    ],
    [
      'an impossible status',
      withFields({ status: 101 }),
      '`exchanges[0].status` must be a number from 200 to 599, but is 101',
    ],
    [
      'a header whose value is not text',
      withFields({ headers: { a: 1 } }),
      'headers` must be an object of valid header names and values, but is {"a":1}',
    ],
    ['an invalid header name', withFields({ headers: { 'a b': '' } }), 'but is {"a b"'],
    [
      'an invalid time',
      withFields({ headAt: -1 }),
      'headAt` must be a number of milliseconds, at least 0, but is -1',
    ],
    [
      'pieces that are not a list',
      withFields({ pieces: {} }),
      '`exchanges[0].pieces` must be a list, but is {}',
    ],
    [
      'a piece without bytes',
      withFields({ pieces: [{ at: 0 }] }),
      'pieces[0].text` must be text, if there is no base64, but is missing',
    ],
    [
      'half a surrogate pair',
      withFields({ pieces: [{ at: 0, text: '\uD83D' }] }),
      'pieces[0].text` must be text',
    ],
    [
      'invalid base64',
      withFields({ pieces: [{ at: 0, base64: '*' }] }),
      '`exchanges[0].pieces[0].base64` must be base64, but is "*".',
    ],
    [
      'pieces that go back in time',
      withFields({ pieces: [...(exchange?.pieces ?? []), { at: 5, text: '' }] }),
      '`exchanges[0].pieces[2].at` must be a number of milliseconds, at least 20, but is 5.',
    ],
    ['an end before its pieces', withFields({ endAt: 5 }), 'at least 20, but is 5'],
    [
      'an unknown end',
      withFields({ end: 'well' }),
      'end` must be one of clean, broken, closed, but is "well".',
    ],
  ])('refuses %s', (_, source, message) => {
    expect(() => parseTape(source)).toThrow(message)
    expect(() => parseTape(source)).toThrow(expect.objectContaining({ kind: 'argument' }))
  })
})
