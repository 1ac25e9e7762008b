import { describe, expect, test } from 'vitest'
import { message, readBothWays } from './readBody.test-helper.ts'

const error = (data: string, id = '') => ({ event: 'error', data, id })

describe('readRecords() reads what servers send against the specification', () => {
  test.each([
    [
      'the field `error`',
      'data: {"a":1}\n\nerror: {"code":500}\n\n',
      [message('{"a":1}'), error('{"code":500}')],
    ],
    ['the field `error` with text', 'error: slot lost\n', [error('slot lost')]],
    [
      'the field `error` beside an id',
      'id: 7\nerror:x\n\ndata: a\n\n',
      [error('x'), message('a', '7')],
    ],
    ['an event `error` without data', 'event: error\n\ndata: a\n\n', [error(''), message('a')]],
    [
      'a line of JSON',
      'data: {"a":1}\n\n{"error":"died"}\n\n',
      [message('{"a":1}'), message('{"error":"died"}')],
    ],
    ['a line with a list', ': hi\n\n[{"error":"died"}]\n', [message('[{"error":"died"}]')]],
    [
      'payloads without blank lines',
      'data: {"a":1}\ndata: {"b":2}\ndata: [DONE]\n\n',
      [message('{"a":1}'), message('{"b":2}'), message('[DONE]')],
    ],
    [
      'named payloads without blank lines',
      'event: a\nid: 1\ndata: {"a":1}\nevent: b\nid: 2\ndata: {"b":2}\n\n',
      [
        { event: 'a', data: '{"a":1}', id: '2' },
        { event: 'b', data: '{"b":2}', id: '2' },
      ],
    ],
  ])('%s', async (_, body, records) => {
    expect(await readBothWays(body)).toEqual({ records })
  })

  test.each([
    ['lines of text', 'data: a\ndata: b\n\n', [message('a\nb')]],
    ['JSON over several lines', 'data: {\ndata:  "a": 1\ndata: }\n\n', [message('{\n "a": 1\n}')]],
    ['JSON and text', 'data: {"a":1}\ndata: and text\n\n', [message('{"a":1}\nand text')]],
    ['numbers', 'data: 1\ndata: 2\n\n', [message('1\n2')]],
    ['unknown fields', 'foo: {"a":1}\n{"b":\n"text"\nErrors\ndata: x\n\n', [message('x')]],
    ['an indented line of JSON', ': hi\n {"a":1}\ndata: x\n\n', [message('x')]],
    ['an event without data', 'event: ping\n\ndata: x\n\n', [message('x')]],
  ])('and leaves the rest as the specification demands: %s', async (_, body, records) => {
    expect(await readBothWays(body)).toEqual({ records })
  })
})
