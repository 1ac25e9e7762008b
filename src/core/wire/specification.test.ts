import { describe, expect, test } from 'vitest'
import type { StreamRecord } from '../types.ts'
import { message, readBody, readBothWays } from './readBody.test-helper.ts'

const named = (event: string, data: string, id = ''): StreamRecord => ({ event, data, id })

type Case = readonly [name: string, body: string, records: readonly StreamRecord[]]

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
const cases: Readonly<Record<string, readonly Case[]>> = {
  'byte order marks': [
    ['one at the start is removed', '\uFEFFdata: 1\n\n', [message('1')]],
    [
      'a second one is part of a field’s name',
      '\uFEFF\uFEFFdata: 1\n\ndata: 2\n\n',
      [message('2')],
    ],
    [
      'one at a later line is part of a field’s name',
      'data: 1\n\n\uFEFFdata: 2\n\n',
      [message('1')],
    ],
    ['one in a value is kept', 'data: 1\uFEFF2\n\n', [message('1\uFEFF2')]],
  ],
  'line ends': [
    ['line feeds', 'data: 1\n\ndata: 2\n\n', [message('1'), message('2')]],
    ['carriage returns', 'data: 1\r\rdata: 2\r\r', [message('1'), message('2')]],
    ['both', 'data: 1\r\n\r\ndata: 2\r\n\r\n', [message('1'), message('2')]],
    ['mixed', 'data: 1\ndata: 2\r\ndata: 3\rdata: 4\r\n\r', [message('1\n2\n3\n4')]],
    [
      'a line feed before a carriage return counts twice',
      'data: 1\n\rdata: 2\n\n',
      [message('1'), message('2')],
    ],
    ['only blank lines', '\n\r\r\n\r\n\n', []],
    [
      'no other characters',
      'data: a\u0085b\u2028c\u2029d\ve\ff\n\n',
      [message('a\u0085b\u2028c\u2029d\ve\ff')],
    ],
  ],
  fields: [
    ['without a colon', 'data\n\n', [message('')]],
    ['without a colon, twice', 'data\ndata\n\n', [message('\n')]],
    ['without a space', 'data:x\n\n', [message('x')]],
    ['with two spaces', 'data:  x \n\n', [message(' x ')]],
    ['with a tab', 'data:\tx\n\n', [message('\tx')]],
    ['with colons in their value', 'data: a:b: c\n\n', [message('a:b: c')]],
    ['with spaces around their name', ' data: 1\ndata : 2\ndata: 3\n\n', [message('3')]],
    ['in another case', 'Data: 1\nDATA: 2\ndata: 3\n\n', [message('3')]],
    ['of other names', 'foo: 1\nbar\n__proto__: 2\ntoString\ndata: 3\n\n', [message('3')]],
  ],
  comments: [
    ['alone', ': hi\n\n:\n\n', []],
    ['that look like data', ':data: 1\n\n', []],
    ['between lines of data', 'data: 1\n: hi\ndata: 2\n\n', [message('1\n2')]],
    ['of any length, with NUL', `:${'x'.repeat(5000)}\0\ndata: 1\n\n`, [message('1')]],
  ],
  data: [
    ['over several lines', 'data: a\ndata:\ndata:  b\n\n', [message('a\n\n b')]],
    ['that ends with an empty line', 'data: a\ndata\n\n', [message('a\n')]],
    ['that is empty', 'data:\n\n', [message('')]],
    ['that is one space', 'data:  \n\n', [message(' ')]],
    [
      'between other fields',
      'data: a\nevent: e\ndata: b\nid: 1\ndata: c\n\n',
      [named('e', 'a\nb\nc', '1')],
    ],
    ['that is missing', 'event: e\nid: 1\n\ndata: a\n\n', [message('a', '1')]],
  ],
  'event names': [
    ['one per event', 'event: a\ndata: 1\n\ndata: 2\n\n', [named('a', '1'), message('2')]],
    ['without data', 'event: a\n\ndata: 1\n\n', [message('1')]],
    ['that are empty', 'event: a\nevent:\ndata: 1\n\n', [message('1')]],
    ['the last one wins', 'event: a\nevent: b\ndata: 1\n\n', [named('b', '1')]],
    ['with spaces', 'event:  my event \ndata: 1\n\n', [named(' my event ', '1')]],
  ],
  ids: [
    [
      'stay until the next one',
      'id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\n',
      [message('a', '1'), message('b', '1'), message('c', '2')],
    ],
    [
      'are reset by an empty one',
      'id: 1\ndata: a\n\nid\ndata: b\n\n',
      [message('a', '1'), message('b')],
    ],
    ['count without data', 'id: 1\n\ndata: a\n\n', [message('a', '1')]],
    ['with NUL are ignored', 'id: 1\nid: 2\0\ndata: a\n\n', [message('a', '1')]],
    ['with colons', 'id: run:4:2\ndata: a\n\n', [message('a', 'run:4:2')]],
  ],
  'retry delays': [
    [
      'of any form add no event',
      'retry: 5\nretry:-1\nretry: 1.5\nretry\n\ndata: a\n\n',
      [message('a')],
    ],
  ],
}

describe.each(Object.entries(cases))(
  'readRecords() conforms to the specification: %s',
  (_, list) => {
    test.each(list)('%s', async (_name, body, records) => {
      expect(await readBothWays(body)).toEqual({ records })
    })
  },
)

describe('readRecords() reads bytes as UTF-8', () => {
  const bytes = (...parts: readonly (string | number)[]) =>
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))),
    )

  test('if characters are cut anywhere', async () => {
    const body = 'id: é\nevent: 事件\ndata: 👩‍👩‍👧 – €\n\n'
    expect(await readBothWays(body)).toEqual({ records: [named('事件', '👩‍👩‍👧 – €', 'é')] })
  })

  test.each([
    ['a byte that never occurs', bytes('data: a', 0xff, 'b\n\n'), 'a\uFFFDb'],
    ['half a character before a line end', bytes('data: a', 0xe5, 0xbf, '\n\n'), 'a\uFFFD'],
    ['an overlong encoding', bytes('data: ', 0xc0, 0xaf, '\n\n'), '\uFFFD\uFFFD'],
    ['another charset', bytes('data: caf', 0xe9, '!\n\n'), 'caf\uFFFD!'],
  ])('and replaces %s', async (_, body, data) => {
    const type = 'text/event-stream; charset=iso-8859-1'
    expect(await readBody([body], type)).toEqual({ records: [message(data)] })
    const pieces = Array.from(body, (byte) => Uint8Array.of(byte))
    expect(await readBody(pieces, type)).toEqual({ records: [message(data)] })
  })
})
