import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { sendStream, startServer } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { message, readBody, readBothWays } from './readBody.test-helper.ts'

describe('readRecords() at the end of an event stream', () => {
  test.each([
    ['data without its blank line', 'data: one\n\ndata: two\n', [message('one'), message('two')]],
    [
      'JSON without a line end',
      'data: {"a":1}\n\ndata: {"b":2}',
      [message('{"a":1}'), message('{"b":2}')],
    ],
    ['a JSON string without a line end', 'data: "Hi"', [message('"Hi"')]],
    ['[DONE] without a line end', 'data: {}\n\ndata: [DONE]', [message('{}'), message('[DONE]')]],
    [
      'an error without its blank line',
      'event: error\ndata: boom\n',
      [{ event: 'error', data: 'boom', id: '' }],
    ],
    ['an error without data', 'event: error\nid: 2\n', [{ event: 'error', data: '', id: '2' }]],
    [
      'a field `error` without a line end',
      'error: {"message":"no"}',
      [{ event: 'error', data: '{"message":"no"}', id: '' }],
    ],
    [
      'a line of JSON without a line end',
      'data: {}\n\n{"error":"no"}',
      [message('{}'), message('{"error":"no"}')],
    ],
    ['a comment without a line end', 'data: a\n\n: bye', [message('a')]],
    ['an id without data', 'data: a\n\nid: 3\n', [message('a')]],
  ])('delivers what is whole: %s', async (_, body, records) => {
    expect(await readBothWays(body)).toEqual({ records })
  })

  test.each([
    ['JSON that is cut', 'data: {"a":1}\n\ndata: {"b":', [message('{"a":1}')]],
    ['JSON that is cut before a line end', 'data: {"a":1}\n\ndata: {"b":\n', [message('{"a":1}')]],
    ['text without a line end', 'data: a\n\ndata: wor', [message('a')]],
    ['a number, which may have more digits', 'data: 1\n\ndata: 2', [message('1')]],
    ['half the name of a field', 'data: a\n\nda', [message('a')]],
    ['an event without data', 'data: a\n\nevent: close\n', [message('a')]],
    ['half an event name', 'data: a\n\nevent: err', [message('a')]],
    [
      'lines of JSON without blank lines',
      'data: {"a":1}\ndata: {"b":2}\ndata: {"c',
      [message('{"a":1}'), message('{"b":2}')],
    ],
  ])('fails as incomplete after what is whole: %s', async (_, body, records) => {
    expect(await readBothWays(body)).toEqual({ records, failure: 'incomplete' })
  })

  test('fails as incomplete if a character is cut', async () => {
    const bytes = new TextEncoder().encode('data: a\n\n: 快')
    expect(await readBody([bytes.subarray(0, -1)])).toEqual({
      records: [message('a')],
      failure: 'incomplete',
    })
  })
})

describe('readRecords() at the end of JSON', () => {
  test.each([
    ['a value that is cut', '{"a":1}\n{"b":', [message('{"a":1}')]],
    ['a string that is cut', '{"a":1}\n{"b":"x', [message('{"a":1}')]],
    ['a list without its end', '[{"a":1},\n', [message('{"a":1}')]],
  ])('fails as incomplete after what is whole: %s', async (_, body, records) => {
    expect(await readBothWays(body, 'application/json')).toEqual({ records, failure: 'incomplete' })
  })
})

describe('an answer whose last record is cut', () => {
  test.each([
    ['is truncated, and keeps its text', 'data: {"content":" upon a ti', 'truncated', 'Once'],
    [
      'is complete if only the blank line is missing',
      'data: {"content":" upon"}\n',
      'complete',
      'Once upon',
    ],
    [
      'fails with an error that lacks its blank line',
      'event: error\ndata: boom\n',
      'failed',
      'Once',
    ],
  ])('%s', async (_, last, outcome, text) => {
    const { url } = await startServer((_request, response) =>
      sendStream(response, ['data: {"content":"Once"}\n\n', last]),
    )
    const answer = await createChatStream({ url, retry: false }).send('Hi')
    expect(answer).toMatchObject({ outcome })
    expect(textOf(answer)).toBe(text)
  })

  test('is requested again in a session that can resume, even if it looks whole', async () => {
    const session = 'A'.repeat(31) + '_'
    const lines = (...events: string[]) => events.map((event) => `${event}\n\n`).join('')
    const first = `id: ${session}:0\nevent: session\ndata: {}`
    const { url, requests } = await startServer((request, response) =>
      request.query.has('message')
        ? sendStream(response, [
            lines(first, 'id: 1\ndata: {"content":"Once"}'),
            'id: 2\ndata: {"content":" up"}\n',
          ])
        : sendStream(response, []),
    )
    const chat = createChatStream({ url, retry: { maxAttempts: 2, baseDelay: 0, maxDelay: 0 } })
    const answer = await chat.send('Hi')
    expect(answer.outcome).toBe('truncated')
    expect(textOf(answer)).toBe('Once')
    expect(requests.at(1)?.headers['last-event-id']).toBe(`${session}:1`)
  })
})
