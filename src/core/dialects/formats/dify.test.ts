import { describe, expect, test } from 'vitest'
import { textOf } from '../../text.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { dify } from './dify.ts'

const message = (answer: string, event = 'message') => ({ event, answer, task_id: 't' })
const end = {
  event: 'message_end',
  metadata: { usage: { prompt_tokens: 4, completion_tokens: 2, total_tokens: 6 } },
}

const decode = (...payloads: readonly unknown[]) =>
  decodeAll(dify, `event: ping\n\n${sse(...payloads)}`)

test.each(['message', 'agent_message'])('the text of `%s` is joined', async (event) => {
  const {
    message: answer,
    outcome,
    events,
  } = await decode(message('Good ', event), message('morning', event), end)
  expect(textOf(answer)).toBe('Good morning')
  expect(answer.usage).toMatchObject({ inputTokens: 4, outputTokens: 2, totalTokens: 6 })
  expect(answer.finishReason).toBe('message_end')
  expect(outcome).toBe('complete')
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

test('the end of the body is no proof', async () => {
  expect((await decode(message('Hi'))).outcome).toBe('truncated')
})

test('moderation puts another text in place of all that came', async () => {
  const { message: answer } = await decode(
    message('Never '),
    message('mind'),
    message('I cannot say.', 'message_replace'),
    message(' Sorry.'),
    end,
  )
  expect(textOf(answer)).toBe('I cannot say. Sorry.')
})

test('the tool of an agent is a call, and its thought is not said twice', async () => {
  const thought = { event: 'agent_thought', id: 'a1', thought: 'Hi', task_id: 't' }
  const { message: answer } = await decode(
    { ...thought, tool: '', tool_input: '' },
    { ...thought, tool: 'weather', tool_input: '{"city":"Rome"}', observation: '' },
    { ...thought, tool: 'weather', tool_input: '{"city":"Rome"}', observation: '21 °C' },
    message('Hi', 'agent_message'),
    end,
  )
  expect(answer.parts).toEqual([
    { type: 'tool', id: 'a1', name: 'weather', args: '{"city":"Rome"}', output: '21 °C' },
    { type: 'text', text: 'Hi' },
  ])
})

test('a file of an answer is a part', async () => {
  const file = { event: 'message_file', type: 'image', url: 'https://example.com/a.png' }
  expect((await decode(file, end)).message.parts).toEqual([
    { type: 'file', mediaType: 'image/*', url: 'https://example.com/a.png' },
  ])
})

describe('a workflow', () => {
  const chunk = { event: 'text_chunk', data: { text: 'Hi' }, task_id: 't' }
  const finished = (data: object) => ({ event: 'workflow_finished', data })

  test.each([
    ['succeeded', 'complete'],
    ['stopped', 'stopped'],
    ['failed', 'failed'],
  ])('that %s is %s', async (status, expected) => {
    const { message: answer, outcome } = await decode(chunk, finished({ status }))
    expect(textOf(answer)).toBe('Hi')
    expect(outcome).toBe(expected)
  })

  test('that failed says why; a node that failed is tried again', async () => {
    const node = { event: 'node_finished', data: { status: 'failed', error: 'Once more' } }
    const { outcome, error } = await decode(
      node,
      chunk,
      finished({ status: 'failed', error: 'No credit' }),
    )
    expect(outcome).toBe('failed')
    expect(error?.message).toBe('No credit')
  })
})

test('an error inside the stream is told with its code', async () => {
  const error = { event: 'error', status: 400, code: 'quota', message: 'No credit' }
  const { outcome, events } = await decode(message('Hi'), error)
  expect(outcome).toBe('failed')
  expect(events.at(-1)).toEqual({ type: 'error', message: 'No credit', code: 'quota' })
})

test('the conversation’s id stands once in an answer', async () => {
  const named = { ...message('Hello'), conversation_id: 'c1' }
  const { message: answer } = await decode(named, named, end)
  expect(answer.parts).toEqual([
    { type: 'data', name: 'conversation_id', data: 'c1' },
    { type: 'text', text: 'HelloHello' },
  ])
})

test('an answer that failed before its text holds no conversation', async () => {
  const started = { event: 'workflow_started', task_id: 't', conversation_id: 'c1', data: {} }
  const { message: answer } = await decode(started, { event: 'error', message: 'No credit' })
  expect(answer.parts).toEqual([])
})
