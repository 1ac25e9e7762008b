import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { decodeAtEveryCut, expectNoEndBefore } from '../everyCut.test-helper.ts'
import { dashscope } from './dashscope.ts'

let number = 0
/** Frames a payload as DashScope does: without spaces, with a comment. */
const result = (payload: object, event = 'result') =>
  `id:${(number += 1)}\nevent:${event}\n:HTTP_STATUS/200\ndata:${JSON.stringify(payload)}\n\n`
const choice = (message: object, finish_reason = 'null', rest: object = {}) =>
  result({
    output: { choices: [{ message: { role: 'assistant', ...message }, finish_reason }] },
    request_id: 'q',
    ...rest,
  })
const texts = (...contents: readonly string[]) =>
  contents.map((content, index) =>
    choice({ content }, index === contents.length - 1 ? 'stop' : 'null'),
  )
const decode = (...events: readonly string[]) => decodeAll(dashscope, events.join(''))

const call = (args: string, fields: object = {}) => ({
  content: '',
  tool_calls: [{ index: 0, type: 'function', function: { arguments: args, ...fields }, ...fields }],
})
const usage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 }

const PIECES = [
  choice({ content: '', reasoning_content: 'Hm ' }),
  choice({ content: '', reasoning_content: '🤔.' }),
  choice(call('{"city":', { id: 'c1', name: 'weather' })),
  choice(call('"Rome"}')),
  choice({ content: 'Good ' }),
  choice({ content: 'morning.' }),
  choice({ content: '' }, 'stop', { usage }),
].join('')

const REPEATED = [
  choice({ content: '', reasoning_content: 'Hm ' }),
  choice({ content: '', reasoning_content: 'Hm 🤔.' }),
  choice({ ...call('{"city":', { id: 'c1', name: 'weather' }), reasoning_content: 'Hm 🤔.' }),
  choice({ ...call('{"city":"Rome"}', { id: 'c1' }), reasoning_content: 'Hm 🤔.' }),
  choice({ content: 'Good ', reasoning_content: 'Hm 🤔.' }),
  choice({ content: 'Good morning.', reasoning_content: 'Hm 🤔.' }),
  choice({ content: 'Good morning.', reasoning_content: 'Hm 🤔.' }, 'stop', { usage }),
].join('')

test.each([
  ['pieces', PIECES],
  ['the whole text each time', REPEATED],
])('dashscope reads %s, with reasoning, calls and usage, cut anywhere', async (_, body) => {
  const { message, outcome } = await decodeAtEveryCut(dashscope, body)
  expect(message.parts).toEqual([
    { type: 'reasoning', text: 'Hm 🤔.' },
    expect.objectContaining({ type: 'tool', id: 'c1', name: 'weather', args: '{"city":"Rome"}' }),
    { type: 'text', text: 'Good morning.' },
  ])
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 5 })
  expect(message.finishReason).toBe('stop')
  expect(outcome).toBe('complete')
  await expectNoEndBefore('"finish_reason":"stop"', dashscope, body)
})

test('dashscope reads texts and images of apps and models of its older forms', async () => {
  const older = (text: string, finish_reason: string) => result({ output: { text, finish_reason } })
  const { message, outcome } = await decode(older('Once', 'null'), older('Once upon', 'stop'))
  expect([textOf(message), outcome]).toEqual(['Once upon', 'complete'])
  const listed = await decode(choice({ content: [{ text: 'Hi' }, { image: 'x' }] }, 'stop'))
  expect(textOf(listed.message)).toBe('Hi')
})

describe('dashscope decides whether texts are pieces', () => {
  test.each([
    [['1', '1', ''], '11'],
    [['ha', 'haha', ' funny'], 'hahaha funny'],
    [['ha', 'ha', 'ha', '!'], 'hahaha!'],
    [['Once', ' upon', ' upon'], 'Once upon upon'],
    [['I', "I'm", ' I'], "II'm I"],
    [['Once', 'Once upon', ''], 'Once upon'],
    [['Once', 'Once', 'Once upon'], 'Once upon'],
    [['你', '你好', '你好！'], '你好！'],
  ])('reads %j as %j', async (contents, expected) => {
    const { message, outcome } = await decode(...texts(...contents))
    expect([textOf(message), outcome]).toEqual([expected, 'complete'])
  })

  test('keeps no second copy of a long text, and loses none of a late piece', async () => {
    const growing = Array.from({ length: 40 }, (_, index) => 'word '.repeat(150 * (index + 1)))
    const { message } = await decode(...texts(...growing, 'piece'))
    expect(textOf(message)).toBe(`${growing.at(-1)}piece`)
  })
})

test.each([
  ['with its event', result({ code: 'Throttling', message: 'Too fast', request_id: 'q' }, 'error')],
  ['without its event', sse({ code: 'Throttling', message: 'Too fast', request_id: 'q' })],
])('dashscope fails on an error %s, and keeps the text', async (_, error) => {
  const { message, outcome, events } = await decode(choice({ content: 'Hi' }), error)
  expect(outcome).toBe('failed')
  expect(events.at(-1)).toEqual({ type: 'error', message: 'Too fast', code: 'Throttling' })
  expect(textOf(message)).toBe('Hi')
})

test('dashscope reads the pages that the answer used', async () => {
  const search_results = [{ index: 1, title: 'A', url: 'https://example.com' }]
  const { message } = await decode(
    result({ output: { text: 'Hi', finish_reason: 'stop', search_info: { search_results } } }),
  )
  expect(message.parts.at(-1)).toEqual({ type: 'source', url: 'https://example.com', title: 'A' })
})

test('dashscope ignores values of wrong types', async () => {
  const wrong = [7, null, [], {}, '__proto__']
  const { message, outcome } = await decode(
    ...wrong.flatMap((value) => [
      result({ output: value, usage: value }),
      result({ output: { choices: value } }),
      result({ output: { choices: [value], search_info: value } }),
      choice({ tool_calls: value, reasoning_content: { value } }),
      choice({ tool_calls: [value] }),
    ]),
    ...texts('Hi'),
  )
  expect(reasoningOf(message)).toBe('')
  expect([textOf(message), outcome]).toEqual(['Hi', 'complete'])
})
