import { describe, expect, test } from 'vitest'
import { startServer } from '../stream/scriptedServer.test-helper.ts'
import { responseError } from './responseError.ts'
import { parseServerError } from './serverError.ts'

describe('parseServerError() finds the message and the code in', () => {
  test.each<[string, unknown, string, string?]>([
    [
      'OpenAI’s error',
      { error: { message: 'No model', type: 'x', code: 'no_model' } },
      'No model',
      'no_model',
    ],
    ['an error whose code is a number', { error: { message: 'No', code: 502 } }, 'No', '502'],
    [
      'Anthropic’s error',
      { type: 'error', error: { type: 'overloaded_error', message: 'Busy' } },
      'Busy',
      'overloaded_error',
    ],
    ['a string', { error: 'no model' }, 'no model'],
    [
      'a list of errors',
      { error: ['a is missing', { message: 'b, too' }] },
      'a is missing; b, too',
    ],
    ['NestJS’s error', { message: 'Gone', error: 'Not Found', statusCode: 404 }, 'Gone'],
    [
      'NestJS’s validation',
      { message: ['a must be set', 'b, too'], statusCode: 422 },
      'a must be set; b, too',
    ],
    ['FastAPI’s detail', { detail: 'Not allowed' }, 'Not allowed'],
    [
      'FastAPI’s validation',
      { detail: [{ loc: ['body', 'q'], msg: 'Field required' }] },
      'Field required',
    ],
    ['msg', { code: 500, msg: '服务繁忙' }, '服务繁忙', '500'],
    [
      'Cloudflare’s errors',
      { success: false, errors: [{ code: 1, message: 'No route' }] },
      'No route',
      '1',
    ],
    ['a list of errors', { error: [{ code: 502, message: 'Lost' }] }, 'Lost', '502'],
    ['a code beside the error', { error: { message: 'Lost' }, code: 502 }, 'Lost', '502'],
    ['a code before a type', { error: { code: 502, type: 'x', message: 'Lost' } }, 'Lost', '502'],
    [
      'Laravel’s and ASP.NET’s errors',
      { title: 'Invalid', errors: { a: ['a is missing'], b: ['b, too'] } },
      'a is missing; b, too',
    ],
    [
      'NestJS’s rules',
      { message: [{ property: 'a', constraints: { isInt: 'a must be an integer' } }] },
      'a; a must be an integer',
    ],
    [
      'an error that has only a type',
      { error: { type: 'overloaded_error' } },
      'overloaded_error',
      'overloaded_error',
    ],
    ['OAuth’s description', { error: 'invalid_token', error_description: 'Expired' }, 'Expired'],
    [
      'MiniMax’s status',
      { base_resp: { status_code: 1008, status_msg: 'No balance' } },
      'No balance',
      '1008',
    ],
    [
      'a problem (RFC 9457)',
      { type: 'about:blank', title: 'Busy', detail: 'Later', status: 503 },
      'Later',
    ],
    ['a problem without a detail', { type: 'about:blank', title: 'Busy', status: 503 }, 'Busy'],
    ['the AI SDK’s error', { type: 'error', errorText: 'Broke' }, 'Broke'],
    ['Gemini’s list', [{ error: { code: 429, message: 'Quota', status: 'X' } }], 'Quota', '429'],
    ['Flowise’s error', { event: 'error', data: 'No key' }, 'No key'],
    [
      'Coze’s error',
      { status: 'failed', last_error: { code: 4027, msg: 'No money' } },
      'No money',
      '4027',
    ],
    ['a string as JSON', 'Too many requests', 'Too many requests'],
  ])('%s', (_, body, message, code) => {
    expect(parseServerError(JSON.stringify(body))).toEqual({ message, code })
  })

  test.each([
    [
      'an Nginx page',
      '<html>\r\n<head><title>413 Too Large</title></head>\r\n<body>\r\n<center><h1>413 Too Large</h1></center>\r\n<hr><center>nginx/1</center>\r\n</body>\r\n</html>',
      '413 Too Large nginx/1',
    ],
    [
      'a page with scripts and styles',
      '<!DOCTYPE html><title>Oops</title><style>a{}</style><script>if(1<2)x()</script><p>Try <b>again</b>',
      'Oops Try again',
    ],
    [
      'an XML document',
      '<?xml version="1.0"?><Error><Message>No bucket</Message></Error>',
      'No bucket',
    ],
    ['text', '  upstream timed out\n', 'upstream timed out'],
    ['text in angle brackets', '<- no such file', '<- no such file'],
    ['nothing', '', 'no reason given'],
  ])('%s', (_, body, message) => {
    expect(parseServerError(body)).toEqual({ message, code: undefined })
  })

  const deep = '{"error":'.repeat(500) + '"x"' + '}'.repeat(500)
  test.each([
    ['objects instead of text', '{"message":{"toString":1},"detail":{"a":{}}}'],
    ['objects in a list', '{"message":[{"toString":null},[],null,1,{"message":{}}]}'],
    ['a prototype', '{"__proto__":{"message":1},"message":{"__proto__":[]}}'],
    ['a code that is an object', '{"error":{"code":{"a":1},"message":[]},"code":[]}'],
    ['a deep value', deep],
    ['numbers, null and booleans', '[null, 1, true, {"message":false}]'],
  ])('the body itself if it has no message: %s', (_, body) => {
    expect(parseServerError(body)).toEqual({ message: body.slice(0, 200), code: undefined })
  })

  test('a long body, at a bounded length', () => {
    const long = 'x'.repeat(100_000)
    for (const body of [JSON.stringify({ message: long }), long, `<p>${long}`, '<'.repeat(60_000)])
      expect(parseServerError(body).message.length).toBeLessThanOrEqual(1000)
    const many = JSON.stringify({ errors: Array<string>(1000).fill('no') })
    expect(parseServerError(many).message).toBe('no; no; no; no; no')
  })
})

describe('responseError()', () => {
  async function errorOf(status: number, headers: Record<string, string>, body: string) {
    const { url } = await startServer((_, response) =>
      response.writeHead(status, headers).end(body),
    )
    return responseError(await fetch(url))
  }

  test('finds the message in a body that repeats a long question, and keeps its beginning', async () => {
    const body = JSON.stringify({ input: 'x'.repeat(20_000), message: 'Too long' })
    const error = await errorOf(422, {}, body)
    expect(error.message).toBe('The server answered 422: Too long')
    expect(error.body).toBe(body.slice(0, 4096))
  })

  test.each([
    [429, { 'retry-after-ms': '300', 'retry-after': '1' }, 300],
    [429, { 'retry-after': '2' }, 2000],
    [503, { 'retry-after': '0' }, 0],
    [500, { 'retry-after-ms': '1.5' }, 1.5],
    [429, { 'retry-after-ms': 'soon', 'retry-after': '1' }, 1000],
    [429, { 'x-ratelimit-reset-requests': '1m2.5s' }, 62_500],
    [429, { 'x-ratelimit-reset-tokens': '12ms' }, 12],
    [
      429,
      {
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-reset-tokens': '6m0s',
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-remaining-tokens': '900',
      },
      1000,
    ],
    [429, { 'ratelimit-reset': '5' }, 5000],
    [429, { 'x-ratelimit-reset': 'never' }, undefined],
    [429, {}, undefined],
    [500, { 'x-ratelimit-reset-requests': '1s' }, undefined],
  ])('reads how long to wait: %i %j', async (status, headers, retryAfter) => {
    expect((await errorOf(status, headers as Record<string, string>, '')).retryAfter).toBe(
      retryAfter,
    )
  })
})
