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

test.each(['message', 'agent_message'])('dify joins the text of `%s`', async (event) => {
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

test('dify does not accept the end of the body as a proof', async () => {
  expect((await decode(message('Hi'))).outcome).toBe('truncated')
})

test('dify replaces the whole text on moderation', async () => {
  const { message: answer } = await decode(
    message('Never '),
    message('mind'),
    message('I cannot say.', 'message_replace'),
    message(' Sorry.'),
    end,
  )
  expect(textOf(answer)).toBe('I cannot say. Sorry.')
})

test('dify reads an agent’s tool as a call, and its thought only once', async () => {
  const thought = { event: 'agent_thought', id: 'a1', thought: 'Hi', task_id: 't' }
  const { message: answer } = await decode(
    { ...thought, tool: '', tool_input: '' },
    { ...thought, tool: 'weather', tool_input: '{"city":"Rome"}', observation: '' },
    { ...thought, tool: 'weather', tool_input: '{"city":"Rome"}', observation: '21 °C' },
    message('Hi', 'agent_message'),
    end,
  )
  expect(answer.parts).toMatchObject([
    { type: 'tool', id: 'a1', name: 'weather', args: '{"city":"Rome"}', output: '21 °C' },
    { type: 'text', text: 'Hi' },
  ])
})

test('dify reads a file of an answer as a part', async () => {
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

  test('that failed reports why; a failed node does not end it', async () => {
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

test('dify reports an error inside the stream with its code', async () => {
  const error = { event: 'error', status: 400, code: 'quota', message: 'No credit' }
  const { outcome, events } = await decode(message('Hi'), error)
  expect(outcome).toBe('failed')
  expect(events.at(-1)).toEqual({ type: 'error', message: 'No credit', code: 'quota' })
})

test('dify stores the conversation’s id once per answer', async () => {
  const named = { ...message('Hello'), conversation_id: 'c1' }
  const { message: answer } = await decode(named, named, end)
  expect(answer.parts).toEqual([
    { type: 'data', name: 'conversation_id', data: 'c1' },
    { type: 'text', text: 'HelloHello' },
  ])
})

test('dify stores no conversation id in an answer that failed before its text', async () => {
  const started = { event: 'workflow_started', task_id: 't', conversation_id: 'c1', data: {} }
  const { message: answer } = await decode(started, { event: 'error', message: 'No credit' })
  expect(answer.parts).toEqual([])
})
