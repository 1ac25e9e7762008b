import { expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { decodeAll } from '../decodeAll.test-helper.ts'
import { ollama } from './ollama.ts'

const contentType = 'application/x-ndjson'
const line = (message: object, rest: object = { done: false }) => ({
  model: 'small',
  message: { role: 'assistant', ...message },
  ...rest,
})
const end = { done: true, done_reason: 'stop', prompt_eval_count: 7, eval_count: 3 }

const decode = (...lines: readonly object[]) =>
  decodeAll(ollama, lines.map((each) => `${JSON.stringify(each)}\n`).join(''), { contentType })

test('ollama separates thinking and text; the last line has the usage and ends the answer', async () => {
  const { message, outcome, events } = await decode(
    line({ content: '', thinking: 'Hm.' }),
    line({ content: ' Good' }),
    line({ content: ' morning' }),
    line({ content: '' }, end),
  )
  expect(reasoningOf(message)).toBe('Hm.')
  expect(textOf(message)).toBe(' Good morning')
  expect(message.usage).toMatchObject({ inputTokens: 7, outputTokens: 3 })
  expect(message.finishReason).toBe('stop')
  expect(outcome).toBe('complete')
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

test('ollama does not accept the end of the body as a proof', async () => {
  expect((await decode(line({ content: 'Hi' }))).outcome).toBe('truncated')
})

test('ollama fails the answer on a line with an error, and keeps its text', async () => {
  const { message, outcome, error } = await decode(line({ content: 'Hi' }), {
    error: 'Out of memory',
  })
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('Out of memory')
  expect(textOf(message)).toBe('Hi')
})

test('ollama reads whole calls, with or without ids, in one line or several', async () => {
  const call = (city: string, rest: object = {}) => ({
    ...rest,
    function: { name: 'weather', arguments: { city } },
  })
  const { message } = await decode(
    line({ content: '', tool_calls: [call('Rome'), call('Oslo')] }),
    line({ content: '', tool_calls: [call('Bonn')] }),
    line({ content: '', tool_calls: [call('Bern', { id: 'own' })] }),
    line({ content: '' }, end),
  )
  expect(message.parts).toMatchObject(
    [
      ['call_0', 'Rome'],
      ['call_1', 'Oslo'],
      ['call_2', 'Bonn'],
      ['own', 'Bern'],
    ].map(([id, city]) => ({ type: 'tool', id, name: 'weather', args: JSON.stringify({ city }) })),
  )
})

test('ollama reads an answer that is not streamed', async () => {
  const { message, outcome } = await decode(line({ content: 'All at once' }, end))
  expect(textOf(message)).toBe('All at once')
  expect(outcome).toBe('complete')
})
