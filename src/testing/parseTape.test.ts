import { describe, expect, test } from 'vitest'
import { createTape } from './createTape.ts'
import { parseTape } from './parseTape.ts'

const tape = createTape(['data: {"content":"Hi"}\n\n', Uint8Array.of(0xff)], { interval: 10 })
const [exchange] = tape.exchanges

/** The tape with other fields in its exchange. */
const withFields = (fields: Record<string, unknown>) => ({
  ...tape,
  exchanges: [{ ...exchange, ...fields }],
})

describe('a tape from a file', () => {
  test('is read from its text, or from what is parsed already', () => {
    expect(parseTape(JSON.stringify(tape))).toEqual(tape)
    expect(parseTape(tape)).toEqual(tape)
  })

  test('may have fields of its owner’s, which are left out', () => {
    expect(parseTape({ ...tape, note: 'mine' })).toEqual(tape)
  })

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'The tape is no JSON: SyntaxError'],
    ['a list', [], '`tape` is []'],
    ['of another format', { ...tape, format: 'har' }, '`format` is "har", and has to be "vue-chat'],
    ['of a later version', { ...tape, version: 2 }, '`version` is 2, and has to be 1, which'],
    ['without exchanges', { ...tape, exchanges: undefined }, '`exchanges` is missing'],
    ['of an exchange that is none', { ...tape, exchanges: [1] }, '`exchanges[0]` is 1'],
    ['of a method that is none', withFields({ method: 1 }), '`exchanges[0].method` is 1'],
    ['of a path that is none', withFields({ path: null }), '`exchanges[0].path` is null'],
    ['of an impossible status', withFields({ status: 101 }), '`exchanges[0].status` is 101'],
    ['of a header that is no text', withFields({ headers: { a: 1 } }), 'headers` is {"a":1}'],
    ['of a header that none can be', withFields({ headers: { 'a b': '' } }), 'headers` is {"a b"'],
    [
      'of a time that is none',
      withFields({ headAt: -1 }),
      'headAt` is -1, and has to be milliseconds',
    ],
    ['without pieces', withFields({ pieces: {} }), '`exchanges[0].pieces` is {}'],
    ['of a piece without bytes', withFields({ pieces: [{ at: 0 }] }), 'pieces[0].text` is missing'],
    ['of half a character', withFields({ pieces: [{ at: 0, text: '\uD83D' }] }), 'pieces[0].text`'],
    [
      'of base64 that is none',
      withFields({ pieces: [{ at: 0, base64: '*' }] }),
      '`exchanges[0].pieces[0].base64` is "*", and has to be base64.',
    ],
    [
      'of pieces that go back in time',
      withFields({ pieces: [...(exchange?.pieces ?? []), { at: 5, text: '' }] }),
      '`exchanges[0].pieces[2].at` is 5, and has to be milliseconds from 20.',
    ],
    ['of an end before its pieces', withFields({ endAt: 5 }), '`exchanges[0].endAt` is 5'],
    [
      'of an unknown end',
      withFields({ end: 'well' }),
      'end` is "well", and has to be clean, broken',
    ],
  ])('is refused where it is %s', (_, source, words) => {
    expect(() => parseTape(source)).toThrow(words)
    expect(() => parseTape(source)).toThrow(expect.objectContaining({ kind: 'argument' }))
  })
})
