import Anthropic, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from '@anthropic-ai/sdk'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, THOUGHT } from '../answers.test-helper.ts'

function clientOf({ url }: StubServer) {
  return new Anthropic({ baseURL: url, apiKey: 'sk-test', maxRetries: 0 }).messages
}

const requestFor = (content: string) => ({
  model: 'any',
  max_tokens: 10_000,
  messages: [{ role: 'user' as const, content }],
})

describe('the official Anthropic client', () => {
  test('receives a whole answer with its usage', async () => {
    const messages = clientOf(await serverForTest())
    const message = await messages.create({ ...requestFor('Tell me a story'), system: 'Be kind' })
    expect(message).toMatchObject({ role: 'assistant', model: 'any', stop_reason: 'end_turn' })
    expect(message.content).toMatchObject([{ type: 'text', text: story }])
    expect(message.usage.input_tokens).toBe(6)
    expect(message.usage.output_tokens).toBeGreaterThan(100)
    expect(message._request_id).toMatch(/^req_/)
  })

  test('lists the model', async () => {
    const { url } = await serverForTest({ modelName: 'org/llama:8b' })
    const { models } = new Anthropic({ baseURL: url, apiKey: 'sk-test', maxRetries: 0 })
    const { data } = await models.list({ limit: 1000 })
    expect(data).toMatchObject([{ type: 'model', id: 'org/llama:8b' }])
  })

  test('assembles the same answer from a stream', async () => {
    const messages = clientOf(await serverForTest())
    const whole = await messages.create(requestFor('/think'))
    const streamed = await messages.stream(requestFor('/think')).finalMessage()
    expect(streamed.content).toEqual(whole.content)
    expect(streamed.usage).toEqual(whole.usage)
    expect(streamed.stop_reason).toBe('end_turn')
  })

  test('receives reasoning as a signed block before the text', async () => {
    const messages = clientOf(await serverForTest())
    const { content } = await messages.stream(requestFor('/think')).finalMessage()
    expect(content).toMatchObject([
      { type: 'thinking', thinking: THOUGHT, signature: expect.stringMatching(/./) },
      { type: 'text', text: story },
    ])
  })

  test('receives a tool call, and the answer contains the output sent back', async () => {
    const messages = clientOf(await serverForTest())
    const question = requestFor('/tool a story')
    const { required, ...schema } = CLOCK.parameters
    const input_schema = { ...schema, required: [...required] }
    const tools = [{ name: CLOCK.name, input_schema }]
    const first = await messages.stream({ ...question, tools }).finalMessage()
    const call = first.content.find(({ type }) => type === 'tool_use')
    expect(first.stop_reason).toBe('tool_use')
    expect(call).toMatchObject({ name: CLOCK.name, input: { zone: 'UTC' } })
    const result = {
      type: 'tool_result' as const,
      tool_use_id: call && 'id' in call ? call.id : '',
      content: CLOCK.output,
    }
    const sentBack = [
      ...question.messages,
      { role: 'assistant' as const, content: first.content },
      { role: 'user' as const, content: [result] },
    ]
    const second = await messages.create({ ...question, tools, messages: sentBack })
    expect(second.content).toMatchObject([{ text: CLOCK.answer + story }])
    const stray = { role: 'user' as const, content: [result] }
    await expect(messages.create({ ...question, messages: [stray] })).rejects.toThrow(
      /unexpected `tool_use_id`/,
    )
  })

  test('receives the stop reason of a refusal, a filter and a token limit', async () => {
    const messages = clientOf(await serverForTest())
    const refused = await messages.stream(requestFor('/refuse')).finalMessage()
    expect(refused).toMatchObject({ stop_reason: 'refusal', content: [] })
    const filtered = await messages.create(requestFor('/refuse 9'))
    expect(filtered).toMatchObject({ stop_reason: 'refusal', content: [{ text: 'Once upon' }] })
    const cut = await messages.create({ ...requestFor('a story'), max_tokens: 4 })
    expect(cut).toMatchObject({
      stop_reason: 'max_tokens',
      content: [{ text: 'Once upon a time' }],
    })
  })

  test('throws an error sent in the middle of a stream', async () => {
    const messages = clientOf(await serverForTest())
    const stream = messages.stream(requestFor('/error 20'))
    let text = ''
    stream.on('text', (delta) => (text += delta))
    const failure = await stream.finalMessage().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(APIError)
    expect(failure).toMatchObject({ type: 'api_error' })
    expect(text).toBe(story.slice(0, 20))
  })

  test.each([
    ['/401', AuthenticationError, 'authentication_error'],
    ['/403', PermissionDeniedError, 'permission_error'],
    ['/404', NotFoundError, 'not_found_error'],
    ['/429', RateLimitError, 'rate_limit_error'],
    ['/500', InternalServerError, 'api_error'],
  ])('%s throws the error class of its status', async (scenario, kind, type) => {
    const messages = clientOf(await serverForTest())
    const failure = await messages.create(requestFor(scenario)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(kind)
    expect(failure).toMatchObject({ type, requestID: expect.stringMatching(/^req_/) })
  })

  test('receives Anthropic’s messages for invalid requests', async () => {
    const messages = clientOf(await serverForTest())
    const empty = messages.create({ ...requestFor('Hi'), messages: [] })
    await expect(empty).rejects.toBeInstanceOf(BadRequestError)
    await expect(messages.create({ ...requestFor('Hi'), max_tokens: 0 })).rejects.toThrow(
      /max_tokens/,
    )
    await expect(messages.create({ ...requestFor('Hi'), model: '' })).rejects.toThrow(
      /model: Field required/,
    )
  })
})
