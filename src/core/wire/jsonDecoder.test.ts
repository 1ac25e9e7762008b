import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createJsonDecoder } from './jsonDecoder.ts'
import { message, readBothWays } from './readBody.test-helper.ts'
import { createSseDecoder } from './sseDecoder.ts'

const createDecoder = (maxLength = 10_000) =>
  createJsonDecoder(maxLength, () => createSseDecoder(maxLength))

/** Decodes text in pieces of random lengths, then its end. */
function decodeAll(text: string, lengths: readonly number[] = []): string[] {
  const decode = createDecoder()
  const data: string[] = []
  let start = 0
  for (const length of [...lengths, text.length]) {
    data.push(...decode(text.slice(start, start + length)).map((record) => record.data))
    start += length
  }
  return [...data, ...decode('', true).map((record) => record.data)]
}

describe('createJsonDecoder()', () => {
  test.each([
    ['lines of JSON', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    [
      'lines with carriage returns and blank lines',
      '{"a":1}\r\n\r\n{"b":2}\r\n',
      ['{"a":1}', '{"b":2}'],
    ],
    [
      'objects without anything between them',
      '{"a":"}{"}{"b":"\\""}',
      ['{"a":"}{"}', '{"b":"\\""}'],
    ],
    ['a list that grows', '[{"a":1}\n,\r\n{"b":[2]}]', ['{"a":1}', '{"b":[2]}']],
    ['a text sequence', '\u001e{"a":1}\n\u001e{"b":2}\n', ['{"a":1}', '{"b":2}']],
    [
      'a text sequence with a cut record',
      '\u001e{"a":\u001e{"b":"\u001e{"c":3}\n',
      ['{"a":', '{"b":"', '{"c":3}'],
    ],
    ['strings', '"Hel"\n"lo \\"you\\""\n', ['"Hel"', '"lo \\"you\\""']],
    ['a list of strings', '["Hel", "lo"]', ['"Hel"', '"lo"']],
    ['lists in a list', '[[1],[2,[3]]]', ['[1]', '[2,[3]]']],
    ['values over several lines', '{\n "a": {\n}\n}\n{\n}\n', ['{\n "a": {\n}\n}', '{\n}']],
    ['lines that are not JSON', 'Hello\nyou\n', ['Hello', 'you']],
    ['numbered lines', 'f:{"id":1}\n0:"Hel"\n0:"lo"', ['f:{"id":1}', '0:"Hel"', '0:"lo"']],
  ])('returns one record per value: %s', (_, text, expected) => {
    expect(decodeAll(text)).toEqual(expected)
    expect(decodeAll(text, Array<number>(text.length).fill(1))).toEqual(expected)
  })

  test('returns any values in any layout, cut anywhere', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 })
    const layout = fc.constantFrom(
      (list: object[]) => list.map((each) => JSON.stringify(each)).join(''),
      (list: object[]) => list.map((each) => JSON.stringify(each, null, 2)).join('\n'),
      (list: object[]) => JSON.stringify(list),
      (list: object[]) => JSON.stringify(list, null, 1),
      (list: object[]) => list.map((each) => `\u001e${JSON.stringify(each)}\n`).join(''),
    )
    fc.assert(
      fc.property(objects, layout, fc.array(fc.integer({ min: 0, max: 30 })), (list, lay, cuts) => {
        const values: unknown[] = decodeAll(lay(list), cuts).map((data) => JSON.parse(data))
        expect(values).toEqual(JSON.parse(JSON.stringify(list)))
      }),
    )
  })

  test('returns a value at its last character, without waiting for a line end', () => {
    const decode = createDecoder()
    expect(decode('[{"a":1}')).toEqual([message('{"a":1}')])
    expect(decode(',{"b":"\\')).toEqual([])
    expect(decode('""}')).toEqual([message('{"b":"\\""}')])
  })

  test('continues after a broken line with the next one', () => {
    const text = '{"a":1}\n{"b":"x\n{"c":3}\n{"d":\n{"e":{\n{"f":6}'
    expect(decodeAll(text)).toEqual(['{"a":1}', '{"b":"x', '{"c":3}', '{"d":', '{"e":{', '{"f":6}'])
  })

  test('throws for a value that is longer than allowed', () => {
    const decode = createDecoder(10)
    expect(() => decode('{"a":"12345')).toThrow(/more than 10 characters/)
    expect(() => createDecoder(10)('{"a":"12345"}')).toThrow(/more than 10 characters/)
    expect(createDecoder(13)('{"a":"12345"}')).toHaveLength(1)
  })

  test('reads a value of two million characters in pieces of 40', async () => {
    const text = JSON.stringify({ content: 'x{"'.repeat(400_000) })
    const decode = createJsonDecoder(2 ** 24, () => createSseDecoder(10))
    const records = []
    for (let start = 0; start < text.length; start += 40)
      records.push(...decode(text.slice(start, start + 40)))
    expect(records.map(({ data }) => data.length)).toEqual([text.length])
  })
})

test('readRecords() reads a JSON body that an event stream continues', async () => {
  const { records } = await readBothWays('{"a":1}\ndata: {"b":2}\n\n', 'application/json')
  expect(records).toEqual([message('{"a":1}'), message('{"b":2}')])
})
