import { expect, test } from 'vitest'
import { textOf } from '../../text.ts'
import { decodeAll } from '../decodeAll.test-helper.ts'
import { decodeAtEveryCut, expectNoEndBefore, named } from '../everyCut.test-helper.ts'
import { coze } from './coze.ts'

const ids = { conversation_id: 'v', bot_id: 'b', chat_id: 'h' }
const chat = (step: string, fields: object = {}) =>
  named(`conversation.chat.${step}`, { id: 'h', ...ids, status: step, ...fields })
const message = (step: 'delta' | 'completed', content: unknown, fields: object = {}) =>
  named(`conversation.message.${step}`, {
    id: 'm1',
    ...ids,
    role: 'assistant',
    type: 'answer',
    content,
    content_type: 'text',
    ...fields,
  })
const done = named('done', '"[DONE]"')
const decode = (...events: readonly string[]) =>
  decodeAll(coze, chat('created') + chat('in_progress') + events.join(''))

const ANSWER = [
  chat('created'),
  chat('in_progress'),
  message('delta', '', { reasoning_content: 'Hm 🤔.' }),
  message('completed', '{"name":"weather","arguments":{"city":"Rome"},"plugin_id":1}', {
    id: 'm2',
    type: 'function_call',
  }),
  message('completed', '21 °C', { id: 'm3', type: 'tool_response' }),
  message('delta', 'Good '),
  message('delta', 'morning.'),
  message('completed', 'Good morning.', { reasoning_content: 'Hm 🤔.' }),
  message('completed', '{"msg_type":"generate_answer_finish"}', { id: 'm4', type: 'verbose' }),
  message('completed', 'What about lunch?', { id: 'm5', type: 'follow_up' }),
  chat('completed', { usage: { token_count: 5, output_count: 2, input_count: 3 } }),
  done,
].join('')

test('coze reads reasoning, plugins with results, text and usage once, cut anywhere', async () => {
  const { message: answer, outcome, events } = await decodeAtEveryCut(coze, ANSWER)
  expect(answer.parts).toEqual([
    { type: 'reasoning', text: 'Hm 🤔.' },
    expect.objectContaining({
      type: 'tool',
      name: 'weather',
      args: '{"city":"Rome"}',
      output: '21 °C',
    }),
    { type: 'text', text: 'Good morning.' },
  ])
  expect(answer.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 5 })
  expect(outcome).toBe('complete')
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

test('coze does not accept the end of the body as a proof', async () => {
  await expectNoEndBefore('event: conversation.chat.completed', coze, ANSWER)
})

test('coze accepts `done` as a proof', async () => {
  expect((await decode(message('delta', 'Hi'), done)).outcome).toBe('complete')
})

test('coze reads an answer that arrives only as a whole, and restores lost pieces', async () => {
  const whole = await decode(message('completed', 'Hi'), done)
  expect(textOf(whole.message)).toBe('Hi')
  const healed = await decode(message('delta', 'Good '), message('completed', 'Good day'), done)
  expect(textOf(healed.message)).toBe('Good day')
})

test('coze fails with the last error of its chat, and keeps the text', async () => {
  const last_error = { code: 4011, msg: 'No credit' }
  const {
    outcome,
    events,
    message: answer,
  } = await decode(message('delta', 'Hi'), chat('failed', { last_error }), done)
  expect(outcome).toBe('failed')
  expect(events.at(-1)).toEqual({ type: 'error', message: 'No credit', code: '4011' })
  expect(textOf(answer)).toBe('Hi')
})

test('coze fails on the event `error`', async () => {
  const { outcome, error } = await decode(named('error', { code: 4000, msg: 'Bad request' }))
  expect(outcome).toBe('failed')
  expect(error?.message).toContain('Bad request')
})

test('coze reports a canceled chat as stopped', async () => {
  const { outcome } = await decode(message('delta', 'Hi'), chat('canceled'), done)
  expect(outcome).toBe('stopped')
})

test('coze reads the calls that the client must run', async () => {
  const tool_calls = [{ id: 'c1', type: 'function', function: { name: 'time', arguments: '{}' } }]
  const required_action = { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls } }
  const { message: answer, outcome } = await decode(
    chat('requires_action', { required_action }),
    done,
  )
  expect(answer.parts).toMatchObject([{ type: 'tool', id: 'c1', name: 'time', args: '{}' }])
  expect(outcome).toBe('complete')
})

test('coze reads text and files of an answer with several pieces', async () => {
  const content = JSON.stringify([
    { type: 'text', text: 'Look:' },
    { type: 'image', file_url: 'https://example.com/a.png' },
  ])
  const { message: answer } = await decode(
    message('completed', content, { content_type: 'object_string' }),
    done,
  )
  expect(answer.parts).toEqual([
    { type: 'text', text: 'Look:' },
    { type: 'file', mediaType: 'image/*', url: 'https://example.com/a.png' },
  ])
})

test('coze ignores values of wrong types', async () => {
  const wrong = [7, null, [], {}, '__proto__', '{"name":7}']
  const { message: answer, outcome } = await decode(
    ...wrong.flatMap((value) => [
      message('delta', value, { type: 'verbose' }),
      message('completed', value, { type: 'function_call', id: value }),
      message('completed', value, { content_type: 'object_string', type: value }),
      chat('in_progress', { usage: value, required_action: value, last_error: value }),
    ]),
    message('delta', 'Hi', { id: '__proto__' }),
    done,
  )
  expect(textOf(answer)).toBe('Hi')
  expect(outcome).toBe('complete')
})
