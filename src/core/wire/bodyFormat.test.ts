import { describe, expect, test } from 'vitest'
import { message, readBody, readBothWays } from './readBody.test-helper.ts'

const EVENTS = 'retry: 5\n\n: hi\n\nid: 4\ndata: {"a":1}\n\ndata: [DONE]\n\n'

describe('readRecords() reads an event stream', () => {
  test.each([
    'text/event-stream; charset=latin1',
    'application/octet-stream',
    'application/json; charset=utf-8',
    'application/x-ndjson',
    'text/html',
    'text/plain',
    'application/stream+json',
    'video/mp4',
    '',
  ])('of the type %s', async (type) => {
    const records = [message('{"a":1}', '4'), message('[DONE]', '4')]
    expect(await readBothWays(EVENTS, type)).toEqual({ records })
  })

  test.each([
    'data:{"a":1}\n\n',
    'id: 1\nid:\ndata: {"a":1}\n\n',
    'event: message\ndata: {"a":1}\n\n',
    ': a comment\n\ndata: {"a":1}\n\n',
    ':\n\ndata: {"a":1}\n\n',
    '\n\n\r\ndata: {"a":1}\r\n\r\n',
    '\uFEFFdata: {"a":1}\n\n',
    `${'\n'.repeat(5000)}data: {"a":1}\n\n`,
  ])('that begins with any field, whatever its type: %j', async (body) => {
    for (const type of ['application/octet-stream', 'application/json'])
      expect(await readBody([body], type)).toEqual({ records: [message('{"a":1}')] })
  })

  test('whose first event is an error field, of the type application/json', async () => {
    const body = 'error: {"message":"no model"}\n\ndata: [DONE]\n\n'
    const error = { event: 'error', data: '{"message":"no model"}', id: '' }
    const { records } = await readBothWays(body, 'application/json')
    expect(records).toEqual([error, message('[DONE]')])
  })
})

describe('readRecords() reads JSON', () => {
  test.each([
    'application/json',
    'text/event-stream',
    'application/octet-stream',
    'text/html',
    'text/plain',
    '',
  ])('of the type %s', async (type) => {
    const pretty = JSON.stringify({ error: { message: 'no', path: ['a', 'b"}\\'] } }, null, 2)
    for (const body of ['{"a":{"b":"}"}}', ` ${pretty}\n`, '[{"a":1},\n{"b":2}]'])
      expect(await readBothWays(body, type)).toEqual({
        records: body.startsWith('[')
          ? [message('{"a":1}'), message('{"b":2}')]
          : [message(body.trim())],
      })
  })

  test('before the events of an event stream', async () => {
    const body = '{"error":{"message":"died"}}\n\nid: 1\ndata: [DONE]\n\n'
    const records = [message('{"error":{"message":"died"}}'), message('[DONE]', '1')]
    expect(await readBothWays(body)).toEqual({ records })
  })
})

describe('readRecords() reads text', () => {
  test.each([
    'Hi',
    'd',
    'data',
    '[1] see below',
    '["a", "b"]',
    '[x](y)',
    '"quoted"',
    '<b>bold</b>',
    'id est',
    '0',
    ' ',
  ])('of the type text/plain: %j', async (body) => {
    for (const type of ['text/plain; charset=utf-8', '']) {
      const { records } = await readBody([body], type)
      expect(records.map(({ data }) => data).join('')).toBe(body)
    }
  })
})

describe('readRecords() rejects a body that is not a stream', () => {
  test.each([
    ['an HTML page', 'text/html', '<html><title>Sign in</title>'],
    [
      'an HTML page as an event stream',
      'text/event-stream',
      '<!doctype html><title>Sign in</title>',
    ],
    ['an HTML page as JSON', 'application/json', '<html><title>Sign in</title>'],
    ['anything else', 'application/octet-stream', 'PK\u0003\u0004'],
    ['nothing', 'image/png', ''],
  ])('%s', async (_, type, body) => {
    expect(await readBothWays(body, type)).toEqual({ records: [], failure: 'content-type' })
  })

  test('after the first 4,096 characters, without waiting for the rest', async () => {
    const endless = Array<string>(100).fill(`<p>${'x'.repeat(1000)}</p>`)
    expect(await readBody(endless, 'text/html')).toEqual({ records: [], failure: 'content-type' })
  })
})
