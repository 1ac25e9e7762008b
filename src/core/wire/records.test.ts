import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_RECORD_LENGTH, readRecords } from './records.ts'
import { createBody } from '../stream/scriptedServer.test-helper.ts'
import { createSseDecoder } from './sseDecoder.ts'
import type { StreamRecord } from '../types.ts'

const utf8 = new TextEncoder()

async function read(pieces: Iterable<Uint8Array>, contentType = 'text/event-stream') {
  const response = new Response(createBody(pieces), { headers: { 'content-type': contentType } })
  const records: StreamRecord[] = []
  for await (const record of readRecords(response, () => undefined)) records.push(record)
  return records
}

const readText = (text: string, contentType?: string) => read([utf8.encode(text)], contentType)

/** Cuts bytes at these indexes. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...ends].map((from, index) => bytes.subarray(from, ends[index] ?? bytes.length))
}

const message = (data: string, id = ''): StreamRecord => ({ event: 'message', data, id })

describe('readRecords() with an event stream', () => {
  const sample =
    '\uFEFF\n: ping\nretry: 1000\n\nid: 1\ndata: {"content":"héllo 👩‍👩‍👧"}\n\n' +
    'event: close\r\nid: 2\r\ndata: {"reason":"done"}\r\n\r\ndata:x\rdata: 快乐\r\r'
  const expected = [
    message('{"content":"héllo 👩‍👩‍👧"}', '1'),
    { event: 'close', data: '{"reason":"done"}', id: '2' },
    message('x\n快乐', '2'),
  ]

  test('gives the same result wherever it is cut in two', async () => {
    const bytes = utf8.encode(sample)
    for (let place = 0; place <= bytes.length; place += 1) {
      expect(await read(cut(bytes, [place]))).toEqual(expected)
    }
  })

  test('gives the same result if every byte arrives separately', async () => {
    expect(await read(Array.from(utf8.encode(sample), (byte) => Uint8Array.of(byte)))).toEqual(
      expected,
    )
  })

  const line = fc
    .string({ unit: 'binary' })
    .map((text) => text.replace(/[\r\n\0]/g, '').replace(/\p{Surrogate}/gu, ''))
  const event = fc.record({
    name: fc.option(
      line.filter((name) => name !== ''),
      { nil: undefined },
    ),
    id: fc.option(line, { nil: undefined }),
    data: fc.array(line, { minLength: 1, maxLength: 3 }),
    comment: fc.option(line, { nil: undefined }),
    isIdAlone: fc.boolean(),
    end: fc.constantFrom('\n', '\r\n', '\r'),
  })

  test('returns any events, with any line ends, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event), fc.array(fc.nat()), async (events, places) => {
        let id = ''
        let text = ''
        const records: StreamRecord[] = []
        for (const { name, id: ownId, data, comment, isIdAlone, end } of events) {
          const lines = [
            ...(comment === undefined ? [] : [`:${comment}`]),
            ...(ownId === undefined ? [] : [`id: ${ownId}`, ...(isIdAlone ? [''] : [])]),
            ...(name === undefined ? [] : [`event: ${name}`]),
            ...data.map((each) => `data: ${each}`),
          ]
          text += [...lines, '', ''].join(end)
          id = ownId ?? id
          records.push({ event: name ?? 'message', data: data.join('\n'), id })
        }
        expect(await read(cut(utf8.encode(text), places))).toEqual(records)
      }),
    )
  })

  test('agrees with eventsource-parser, whatever the lines are', () => {
    const line = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('data', 'event', 'id', 'retry', '', 'dat', 'Data', ' data', 'data '),
          fc.constantFrom(':', ': ', ':  ', ''),
          fc.constantFrom('', 'x', 'a:b', 'message', ' x ', '1', '\u2028', '{"a":1}'),
        )
        .map((parts) => parts.join('')),
      fc.constant(''),
    )
    const end = fc.constantFrom('\n', '\r\n', '\r')
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end)), (lines) => {
        const text = `${lines.flat().join('')}\n`
        const expected: { event: string; data: string }[] = []
        createParser({
          onEvent: ({ event = 'message', data }) => expected.push({ event, data }),
        }).feed(text)
        const records = createSseDecoder(1000)(text)
        expect(records.map(({ event, data }) => ({ event, data }))).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test('does not wait for the byte after a carriage return', () => {
    expect(createSseDecoder(100)('data: now\r\r')).toEqual([message('now')])
  })

  test('applies an id to the following events until the next one, and ignores one with a NUL', async () => {
    const text = 'id: 7\n\ndata: a\n\nid: 8\0\ndata: b\n\nid\ndata: c\n\n'
    expect(await readText(text)).toEqual([message('a', '7'), message('b', '7'), message('c')])
  })

  test('delivers an event that lacks only its blank line', async () => {
    expect(await readText('data: one\n\ndata: two\n')).toEqual([message('one'), message('two')])
  })

  test('rejects a line without end, and an event of endless lines', () => {
    expect(() => createSseDecoder(10)('data: 12345')).toThrow(/more than 10 characters/)
    const decoder = createSseDecoder(10)
    expect(() => {
      for (let line = 0; line < 4; line += 1) decoder('data: 123\n')
    }).toThrow(/more than 10 characters/)
  })

  test('reads an event of many lines, with and without JSON', async () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => (index ? 'x' : '{"a":1}'))
    const { length } = createSseDecoder(
      MAX_RECORD_LENGTH,
      undefined,
      true,
    )(`${lines.map((line) => `data: ${line}\n`).join('')}\n`)
    expect(length).toBe(1)
  })

  test('reads an event of two million characters in small pieces', async () => {
    const data = '快'.repeat(2_000_000)
    const bytes = utf8.encode(`data: ${data}\n\n`)
    const pieces = Array.from({ length: Math.ceil(bytes.length / 4000) }, (_, index) =>
      bytes.subarray(index * 4000, (index + 1) * 4000),
    )
    expect(data.length).toBeLessThan(MAX_RECORD_LENGTH)
    expect((await read(pieces))[0]?.data).toBe(data)
  })
})

describe('readRecords() with newline-delimited JSON', () => {
  test('returns any values, cut anywhere, with or without a last line end', async () => {
    const values = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(values, fc.array(fc.nat()), fc.boolean(), async (list, places, isEnded) => {
        const text = list.map((value) => JSON.stringify(value)).join('\r\n') + (isEnded ? '\n' : '')
        const records = await read(cut(utf8.encode(text), places), 'application/x-ndjson')
        expect(records).toEqual(list.map((value) => message(JSON.stringify(value))))
      }),
    )
  })

  test('leaves a broken line to the dialect and continues', async () => {
    const lines = ['{"a":1}', '{"b":', '{"c":3}']
    const records = await readText(`${lines.join('\n')}\n`, 'application/x-ndjson')
    expect(records.map(({ data }) => data)).toEqual(lines)
  })

  test('reads a value over several lines as one record', async () => {
    const text = JSON.stringify({ error: { message: 'no' }, lines: [1, 2] }, null, 2)
    expect(await readText(text, 'application/json')).toEqual([message(text)])
  })
})

describe('readRecords() with a type that identifies no format', () => {
  test.each([
    ['an event stream', 'data: Hi\n\n', 'Hi'],
    ['an event stream that begins with a comment', ': hello\n\nid: 4\ndata: Hi\n\n', 'Hi'],
    ['JSON lines', '{"a":1}\n', '{"a":1}'],
    ['text', 'Hi there', 'Hi there'],
    ['a word', 'Hi', 'Hi'],
  ])('reads the body as %s', async (_, text, data) => {
    for (const type of ['text/plain', '']) {
      const records = await readText(text, type)
      expect(records.map((record) => record.data)).toEqual([data])
    }
  })

  test('rejects an HTML page', async () => {
    const page = '<!doctype html><title>Sign in</title>'
    await expect(readText(page, 'text/html; charset=utf-8')).rejects.toMatchObject({
      kind: 'content-type',
      status: 200,
      body: page,
      message: expect.stringContaining('Sign in'),
    })
  })
})

test('readRecords() closes the connection when the reader stops early', async () => {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(utf8.encode('data: on and on\n\n')),
    cancel: () => void (isCancelled = true),
  })
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  for await (const record of readRecords(response, () => undefined)) {
    expect(record.data).toBe('on and on')
    break
  }
  expect(isCancelled).toBe(true)
})
