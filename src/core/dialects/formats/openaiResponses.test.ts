import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { openaiResponses } from './openaiResponses.ts'

const at = { item_id: 'm1', output_index: 0, content_index: 0 }
const piece = (delta: string, place: object = at) => ({
  type: 'response.output_text.delta',
  delta,
  ...place,
})
const whole = (text: string, place: object = at) => ({
  type: 'response.output_text.done',
  text,
  ...place,
})
const message = (...texts: readonly string[]) => ({
  type: 'message',
  id: 'm1',
  content: texts.map((text) => ({ type: 'output_text', text })),
})
const completed = (...output: readonly object[]) => ({
  type: 'response.completed',
  response: { id: 'r1', output, usage: { input_tokens: 4, output_tokens: 2, total_tokens: 6 } },
})

const decode = (...payloads: readonly unknown[]) => decodeAll(openaiResponses, sse(...payloads))

test('openaiResponses reads text, usage and the end', async () => {
  const { message: answer, outcome } = await decode(
    piece('Good '),
    piece('morning'),
    whole('Good morning'),
    completed(message('Good morning')),
  )
  expect(answer.parts).toEqual([{ type: 'text', text: 'Good morning' }])
  expect(answer.usage).toMatchObject({ inputTokens: 4, outputTokens: 2, totalTokens: 6 })
  expect(answer.finishReason).toBe('response.completed')
  expect(outcome).toBe('complete')
})

describe('a whole text that the server repeats', () => {
  test.each([
    ['its end was lost', [piece('Good ')], 'Good morning'],
    ['its middle was lost', [piece('Go'), piece('morning')], 'Good morning'],
    ['all of it was lost', [], 'Good morning'],
    ['it arrived complete', [piece('Good '), piece('morning')], 'Good morning'],
    ['it is shorter', [piece('Good morning, all')], 'Good morning'],
  ])('wins over its deltas: %s', async (_, pieces, text) => {
    for (const last of [[whole(text)], [completed(message(text))], [whole(text), whole(text)]]) {
      const { message: answer } = await decode(...pieces, ...last, completed(message(text)))
      expect(textOf(answer)).toBe(text)
    }
  })

  test('wins over its block, and at the end over all blocks', async () => {
    const second = { ...at, item_id: 'm2', output_index: 2 }
    const { message: answer } = await decode(
      piece('On'),
      whole('One. '),
      piece('T', second),
      piece('o.', second),
      whole('Two.', second),
      // A correction of an earlier block waits for the end.
      whole('Once. '),
      completed(message('Once. '), { ...message('Two.'), id: 'm2' }),
    )
    expect(textOf(answer)).toBe('Once. Two.')
  })

  test('changes nothing before the end if other blocks follow', async () => {
    const second = { ...at, item_id: 'm2', output_index: 2 }
    const pieces = [piece('Once. '), piece('Two.', second), whole('One. ')]
    expect(textOf((await decode(...pieces)).message)).toBe('Once. Two.')
  })

  test('never replaces received text by an empty one', async () => {
    const { message: answer } = await decode(piece('Hi'), whole(''), completed())
    expect(textOf(answer)).toBe('Hi')
  })

  test('repairs any loss', async () => {
    const tokens = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(tokens, fc.infiniteStream(fc.boolean()), async (texts, isLost) => {
        const text = texts.join('')
        const pieces = texts.filter(() => !isLost.next().value).map((each) => piece(each))
        const { message: answer, outcome } = await decode(...pieces, whole(text), completed())
        expect(textOf(answer)).toBe(text)
        expect(outcome).toBe('complete')
      }),
    )
  })
})

describe('an event whose number was read before', () => {
  const numbered = ['One', ' two', ' two', ' three'].map((text, index) => ({
    ...piece(text),
    sequence_number: index + 1,
  }))
  const end = { ...completed(), sequence_number: 5 }

  test('is skipped, wherever a stream was restarted', async () => {
    for (let place = 0; place <= numbered.length; place += 1) {
      const { message: answer } = await decode(...numbered.slice(0, place), ...numbered, end)
      expect(answer.parts).toEqual([{ type: 'text', text: 'One two two three' }])
    }
  })

  test('does not exist if a server does not count', async () => {
    const still = numbered.map((event) => ({ ...event, sequence_number: 0 }))
    const { message: answer } = await decode(...still, { type: 'response.completed', response: {} })
    expect(textOf(answer)).toBe('One two two three')
  })

  test('belongs to its own response: the next response counts from the start', async () => {
    const created = (id: string) => ({ type: 'response.created', response: { id } })
    const { message: answer } = await decode(created('r0'), ...numbered, created('r1'), ...numbered)
    expect(textOf(answer)).toBe('One two two three'.repeat(2))
  })
})

test('openaiResponses reads the parts of a reasoning summary as paragraphs', async () => {
  const summary = (index: number, step: string, rest: object) => ({
    type: `response.reasoning_summary_${step}`,
    output_index: 0,
    summary_index: index,
    ...rest,
  })
  const { message: answer } = await decode(
    summary(0, 'part.added', { part: { text: '' } }),
    summary(0, 'text.delta', { delta: '**Look**' }),
    summary(0, 'text.done', { text: '**Look**' }),
    summary(0, 'part.done', { part: { text: '**Look**' } }),
    summary(1, 'part.added', { part: { text: '' } }),
    summary(1, 'text.delta', { delta: '**Le' }),
    summary(1, 'text.done', { text: '**Leap**' }),
  )
  expect(reasoningOf(answer)).toBe('**Look**\n\n**Leap**')
})

test('openaiResponses joins calls by their place, and whole arguments win', async () => {
  const added = (output_index: number, item: object) => ({
    type: 'response.output_item.added',
    output_index,
    item,
  })
  const call = { type: 'function_call', id: 'fc1', call_id: 'c1', name: 'weather', arguments: '' }
  const { message: answer } = await decode(
    added(1, call),
    { type: 'response.function_call_arguments.delta', output_index: 1, delta: '{"city":' },
    {
      type: 'response.function_call_arguments.done',
      output_index: 1,
      arguments: '{"city":"Rome"}',
    },
    { type: 'response.file_search_call.searching', output_index: 7, item_id: 'unknown' },
    added(2, { type: 'web_search_call', id: 'ws1' }),
    { type: 'response.web_search_call.searching', output_index: 2, item_id: 'ws1' },
    {
      type: 'response.output_item.done',
      output_index: 2,
      item: { type: 'web_search_call', id: 'ws1', action: { query: 'Rome' } },
    },
    added(3, { type: 'mcp_call', id: 'mc1', name: 'read', arguments: '{}', output: 'Ciao' }),
    completed({ ...call, arguments: '{"city":"Rome"}' }),
  )
  expect(answer.parts).toMatchObject([
    { id: 'c1', name: 'weather', args: '{"city":"Rome"}' },
    { id: 'ws1', name: 'web_search', args: '{"query":"Rome"}' },
    { id: 'mc1', name: 'read', args: '{}', output: 'Ciao' },
  ])
})

test('openaiResponses reports each citation once, and a drawn image as a file', async () => {
  const citation = { type: 'url_citation', url: 'https://example.com/a', title: 'A' }
  const drawn = { type: 'image_generation_call', id: 'ig1', result: 'AAAA' }
  const { message: answer } = await decode(
    { type: 'response.output_text.annotation.added', annotation: citation, ...at },
    { type: 'response.output_item.done', output_index: 1, item: drawn },
    completed({ type: 'message', content: [{ annotations: [citation] }] }, drawn),
  )
  expect(answer.parts.map(({ type }) => type)).toEqual(['source', 'tool', 'file'])
  expect(answer.parts[2]).toMatchObject({
    mediaType: 'image/png',
    url: 'data:image/png;base64,AAAA',
  })
})

test('openaiResponses reports a refusal as refused', async () => {
  const refusal = { type: 'response.refusal.delta', delta: 'No.', ...at }
  const { message: answer, outcome } = await decode(refusal, completed())
  expect(answer.refusal).toBe('No.')
  expect(outcome).toBe('refused')
  const item = { type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }
  expect((await decode(completed(item))).outcome).toBe('refused')
})

test.each([
  ['max_output_tokens', 'complete'],
  ['content_filter', 'refused'],
])('openaiResponses reports why an answer is incomplete: %s', async (reason, expected) => {
  const { message: answer, outcome } = await decode(piece('Hi'), {
    type: 'response.incomplete',
    response: { incomplete_details: { reason } },
  })
  expect(answer.finishReason).toBe(reason)
  expect(outcome).toBe(expected)
})

test.each([
  { type: 'error', code: 'server_error', message: 'Overloaded' },
  { type: 'error', error: { code: 'server_error', message: 'Overloaded' } },
  {
    type: 'response.failed',
    response: { error: { code: 'server_error', message: 'Overloaded' } },
  },
])('openaiResponses keeps the text on an error inside the stream: %o', async (payload) => {
  const { message: answer, outcome, error, events } = await decode(piece('Hi'), payload)
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('Overloaded')
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'server_error' })
  expect(textOf(answer)).toBe('Hi')
})

test('openaiResponses never reports an end without proof as complete', async () => {
  expect((await decode(piece('Hi'), whole('Hi'), '[DONE]')).outcome).toBe('truncated')
})
