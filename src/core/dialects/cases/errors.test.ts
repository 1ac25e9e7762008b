import { expect, test } from 'vitest'
import { createChatStream } from '../../stream/createChatStream.ts'
import { textOf } from '../../text.ts'
import type { StreamRecord } from '../../types.ts'
import type { DialectName } from '../index.ts'
import { events, namedEvent, testWireCases, type WireCase } from '../wireCase.test-helper.ts'

const FAILED = { outcome: 'failed', kind: 'server' } as const

/** A first piece of text in the format of each dialect. */
const FIRST: Readonly<Record<string, unknown>> = {
  auto: { content: 'Once' },
  content: { content: 'Once' },
  openai: { choices: [{ index: 0, delta: { content: 'Once' }, finish_reason: null }] },
  'openai-responses': { type: 'response.output_text.delta', delta: 'Once' },
  anthropic: { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Once' } },
  gemini: { candidates: [{ content: { parts: [{ text: 'Once' }] } }] },
  'ai-sdk': { type: 'text-delta', id: '1', delta: 'Once' },
  dify: { event: 'message', answer: 'Once', task_id: 't' },
  'ag-ui': { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'Once' },
  langgraph: [{ type: 'AIMessageChunk', content: 'Once' }, {}],
  dashscope: { output: { text: 'Once', finish_reason: 'null' } },
  coze: { type: 'answer', content: 'Once', content_type: 'text' },
  mastra: { type: 'text-delta', from: 'AGENT', payload: { text: 'Once' } },
  'ai-sdk-data': '0:"Once"',
  text: 'Once',
}

/** The names of these events, in the formats that have some. */
const FIRST_EVENTS: Readonly<Record<string, string>> = {
  langgraph: 'messages',
  coze: 'conversation.message.delta',
}

function firstEvent(dialect: string): readonly string[] {
  const name = FIRST_EVENTS[dialect]
  return name ? [namedEvent(name, FIRST[dialect])] : events(FIRST[dialect])
}

const inFormats = (
  name: string,
  error: string,
  message: string,
  names = Object.keys(FIRST),
): readonly WireCase[] =>
  names.map((dialect) => ({
    name: `${name} fails an answer in the dialect ${dialect}`,
    options: { dialect: dialect as DialectName | 'auto' },
    body: [...firstEvent(dialect), error, 'data: [DONE]\n\n'],
    becomes: { ...FAILED, text: 'Once', message },
  }))

// Errors after the first text, in every dialect.
testWireCases([
  ...inFormats('an event `error` with words', namedEvent('error', 'Disk full'), 'Disk full'),
  ...inFormats(
    'an event `error` with JSON',
    namedEvent('error', { message: 'No memory', code: 'oom' }),
    'No memory',
  ),
  ...inFormats('an event `exception`', namedEvent('exception', 'Core melted'), 'Core melted'),
  ...inFormats(
    'an event `serialized-error`',
    namedEvent('serialized-error', { message: 'Model gone', code: -32603 }),
    'Model gone',
  ),
  ...inFormats('an event `stream-error`', namedEvent('stream-error', { detail: 'Cut' }), 'Cut'),
  ...inFormats(
    'an event `thread.run.failed`',
    namedEvent('thread.run.failed', { last_error: { code: 'server', message: 'Tool lost' } }),
    'Tool lost',
  ),
  ...inFormats('a payload with a text as error', events({ error: 'Busy' }).join(''), 'Busy'),
  ...inFormats(
    'a payload with an object as error',
    events({ error: { message: 'Overloaded', code: 529, type: 'overloaded' } }).join(''),
    'Overloaded',
  ),
  ...inFormats(
    'a payload with a list as error',
    events({ error: [{ message: 'Two things' }] }).join(''),
    'Two things',
  ),
  ...inFormats(
    'a payload with a code and a message',
    events({ code: 1301, msg: 'Not allowed here' }).join(''),
    'Not allowed here',
  ),
  ...inFormats(
    'a payload with a textual code',
    events({ code: 'InvalidApiKey', message: 'Bad key', request_id: 'r' }).join(''),
    'Bad key',
  ),
  ...inFormats(
    'a payload with `base_resp`',
    events({ base_resp: { status_code: 1004, status_msg: 'Sign in' } }).join(''),
    'Sign in',
  ),
  ...inFormats(
    'a payload with `errors`',
    events({ success: false, errors: [{ code: 7, message: 'Quota' }], result: null }).join(''),
    'Quota',
  ),
  ...inFormats('a payload with `detail`', events({ detail: 'No seat' }).join(''), 'No seat'),
  ...inFormats(
    'a payload of the type `error`',
    events({ type: 'error', message: 'Broken', code: 'x' }).join(''),
    'Broken',
  ),
  ...inFormats(
    'a payload of the type `run-failed`',
    events({ type: 'run-failed', message: 'Gave up' }).join(''),
    'Gave up',
  ),
])

// Errors as the first payload, which auto must recognize.
testWireCases([
  ...[
    { code: 401, msg: '请登录' },
    { statusCode: 500, message: '请登录' },
    { error: { message: '请登录' } },
    { errors: [{ message: '请登录' }] },
    { detail: '请登录' },
    { type: 'error', errorText: '请登录' },
    { event: 'error', data: '请登录' },
    { id: 'x', choices: null, base_resp: { status_code: 1008, status_msg: '请登录' } },
    { throttlingException: { message: '请登录' } },
    { data: { error: '请登录' } },
  ].map((payload) => ({
    name: `an error as the first payload fails the answer: ${JSON.stringify(payload)}`,
    body: events(payload, '[DONE]'),
    becomes: { ...FAILED, text: '', message: '请登录' },
  })),
  {
    name: 'an event that says it failed after others fails the answer',
    body: [
      namedEvent('conversation.chat.created', { id: '1', status: 'created' }),
      namedEvent('conversation.chat.failed', { last_error: { code: 4011, msg: 'no balance' } }),
      namedEvent('done', '"[DONE]"'),
    ],
    becomes: { ...FAILED, text: '', message: 'no balance' },
  },
  {
    name: 'a failed response of OpenAI’s Responses fails the answer with its message',
    body: [
      namedEvent('response.failed', {
        type: 'response.failed',
        response: { status: 'failed', error: { code: 'server_error', message: 'It tripped' } },
      }),
    ],
    becomes: { ...FAILED, message: 'It tripped', code: 'server_error' },
  },
])

// Numeric codes, which are kept as text.
testWireCases(
  [
    { error: { code: 502, message: 'Provider lost' } },
    { error: [{ code: 502, message: 'Provider lost' }] },
    { error: { message: 'Provider lost' }, code: 502 },
    { errors: [{ code: 502, message: 'Provider lost' }] },
    { base_resp: { status_code: 502, status_msg: 'Provider lost' } },
    { code: 502, msg: 'Provider lost' },
  ].map((error) => ({
    name: `the numeric code of an error is kept: ${JSON.stringify(error)}`,
    body: events(FIRST['openai'], error),
    becomes: { ...FAILED, text: 'Once', message: 'Provider lost', code: '502' },
  })),
)

// An error beside other fields.
testWireCases([
  {
    name: 'an error beside the end of an answer fails it with the words of the error',
    body: events(FIRST['openai'], {
      choices: [{ index: 0, delta: { content: ' upon' }, finish_reason: 'error' }],
      error: { message: 'Provider lost', code: 'gone' },
    }),
    becomes: { ...FAILED, text: 'Once upon', message: 'Provider lost', code: 'gone' },
  },
  {
    name: 'an error beside `done: true` fails the answer',
    body: events({ content: 'Once', done: true, error: 'Cut off' }),
    becomes: { ...FAILED, text: 'Once', message: 'Cut off' },
  },
])

// What looks like an error and is none.
testWireCases([
  {
    name: 'the failure of a tool does not fail the answer',
    body: events(
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'f', input: {} },
      { type: 'tool-output-error', toolCallId: 'c', errorText: 'no wind' },
      { type: 'text-delta', id: '1', delta: 'Calm' },
      { type: 'finish' },
    ),
    becomes: { outcome: 'complete', text: 'Calm' },
  },
  {
    name: 'codes of success and empty errors do not fail the answer',
    body: events(
      { code: 0, msg: 'ok' },
      { code: 200, message: 'success' },
      { error: null, errors: [], content: 'Fair' },
      { error: '', base_resp: { status_code: 0, status_msg: '' }, content: ' wind' },
      { code: 7, message: 'part of the answer', content: '!' },
      '[DONE]',
    ),
    becomes: { outcome: 'complete', text: 'Fair wind!' },
  },
  {
    name: 'an empty `last_error` does not fail the answer',
    body: events({ content: 'Home', last_error: { code: 0, msg: '' } }, '[DONE]'),
    becomes: { outcome: 'complete', text: 'Home' },
  },
])

// The decoder of event streams yields these records for a field `error:`, a bare line of JSON, and an event
// `error` without data.
test.each<[string, StreamRecord, string]>([
  [
    'a field `error`',
    { event: 'error', data: '{"code":500,"message":"slot lost"}', id: '' },
    'slot lost',
  ],
  [
    'a bare line of JSON',
    { event: 'message', data: '{"error":{"message":"backend died"}}', id: '' },
    'backend died',
  ],
  ['an event `error` without data', { event: 'error', data: '', id: '' }, 'no reason given'],
])('%s fails the answer in every dialect', async (_, record, message) => {
  const ollama = { message: { content: 'Once' }, done: false }
  for (const [name, first] of Object.entries({ ...FIRST, ollama })) {
    const dialect = name as DialectName | 'auto'
    const data = typeof first === 'string' ? first : JSON.stringify(first)
    const chat = createChatStream({
      url: 'http://localhost/',
      dialect,
      async *transport() {
        yield { event: FIRST_EVENTS[dialect] ?? 'message', data, id: '' }
        yield record
        yield { event: 'message', data: '[DONE]', id: '' }
      },
    })
    const answer = await chat.send('Tell me')
    expect(textOf(answer)).toBe('Once')
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'server', message } })
  }
})
