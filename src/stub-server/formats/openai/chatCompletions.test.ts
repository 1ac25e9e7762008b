import OpenAI, { APIError, InternalServerError, RateLimitError } from 'openai'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, REFUSAL, THOUGHT } from '../answers.test-helper.ts'

const QUESTION = [{ role: 'user' as const, content: 'Tell me a story' }]

function clientOf({ url }: StubServer, scenario?: string, maxRetries = 0): OpenAI {
  const defaultHeaders = scenario === undefined ? {} : { 'X-Stub-Scenario': scenario }
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-test', maxRetries, defaultHeaders })
}

describe('the official OpenAI client', () => {
  test('receives a whole answer with its usage', async () => {
    const server = await serverForTest()
    const answer = await clientOf(server).chat.completions.create({
      model: 'stub',
      messages: QUESTION,
    })
    expect(answer.object).toBe('chat.completion')
    expect(answer.choices[0]?.message).toMatchObject({ role: 'assistant', content: story })
    expect(answer.choices[0]?.finish_reason).toBe('stop')
    const { prompt_tokens: input, completion_tokens: output, total_tokens } = answer.usage ?? {}
    expect(input).toBe(4)
    expect(output).toBeGreaterThan(100)
    expect(total_tokens).toBe(4 + (output ?? 0))
    expect(server.handler.state().runs).toBe(1)
  })

  test('receives a stream of the role, the text, the finish reason and the usage', async () => {
    const server = await serverForTest()
    const stream = await clientOf(server).chat.completions.create({
      model: 'any',
      messages: QUESTION,
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' })
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(story)
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 4 } })
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true)
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
    expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true)
    expect(chunks.every(({ model }) => model === 'any')).toBe(true)
  })

  test('receives no usage chunk unless it requested one', async () => {
    const server = await serverForTest()
    const stream = await clientOf(server).chat.completions.create({
      model: 'stub',
      messages: QUESTION,
      stream: true,
    })
    for await (const chunk of stream) expect(chunk.choices.length).toBe(1)
  })

  test('assembles the same answer with its stream helper', async () => {
    const server = await serverForTest()
    const stream = clientOf(server).chat.completions.stream({ model: 'stub', messages: QUESTION })
    expect((await stream.finalMessage()).content).toBe(story)
  })

  test('receives the finish reason `length` at max_completion_tokens', async () => {
    const server = await serverForTest()
    const answer = await clientOf(server).chat.completions.create({
      model: 'stub',
      messages: QUESTION,
      max_completion_tokens: 4,
    })
    expect(answer.choices[0]?.message.content).toBe('Once upon a time')
    expect(answer.choices[0]?.finish_reason).toBe('length')
    expect(answer.usage?.completion_tokens).toBe(4)
  })

  test('lists and finds models', async () => {
    const server = await serverForTest({ modelName: 'org/llama:8b' })
    const { models } = clientOf(server)
    expect((await models.list()).data.map(({ id }) => id)).toEqual(['org/llama:8b'])
    expect((await models.retrieve('org/llama:8b')).object).toBe('model')
    await expect(models.retrieve('other')).rejects.toMatchObject({ status: 404 })
  })

  test('receives OpenAI’s messages for invalid requests', async () => {
    const server = await serverForTest()
    const request = clientOf(server).chat.completions.create({ model: 'stub', messages: [] })
    await expect(request).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      error: { message: expect.stringContaining('messages'), param: null, code: null },
    })
  })
})

describe('the official OpenAI client and the scenario', () => {
  const question = { model: 'stub', messages: QUESTION }

  test('429: throws a RateLimitError, and a retry succeeds', async () => {
    const server = await serverForTest()
    const refused = clientOf(server, '429 0').chat.completions.create(question)
    await expect(refused).rejects.toBeInstanceOf(RateLimitError)
    await clientOf(server, '429 0').chat.completions.create(question)
    const retried = await clientOf(server, '429 0', 1).chat.completions.create(question)
    expect(retried.choices[0]?.message.content).toBe(story)
    expect(server.handler.state().runs).toBe(2)
  })

  test('500: throws an InternalServerError', async () => {
    const server = await serverForTest()
    const request = clientOf(server, '500').chat.completions.create(question)
    await expect(request).rejects.toBeInstanceOf(InternalServerError)
  })

  test('error: throws the error that is sent in the middle of a stream', async () => {
    const server = await serverForTest()
    const stream = await clientOf(server, 'error 20').chat.completions.create({
      ...question,
      stream: true,
    })
    let text = ''
    const read = async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    }
    await expect(read()).rejects.toBeInstanceOf(APIError)
    expect(text).toBe(story.slice(0, 20))
  })

  test('error: receives status 500 if the answer is not streamed', async () => {
    const server = await serverForTest()
    const request = clientOf(server, 'error').chat.completions.create(question)
    await expect(request).rejects.toMatchObject({ status: 500 })
    expect(server.handler.state().liveRuns).toBe(0)
  })

  test('drop: throws when the stream breaks', async () => {
    const server = await serverForTest()
    const stream = await clientOf(server, 'drop 900').chat.completions.create({
      ...question,
      stream: true,
    })
    const read = async () => {
      for await (const chunk of stream) void chunk
    }
    await expect(read()).rejects.toThrow()
  })
})

describe('the official OpenAI client, beyond text', () => {
  const requestFor = (message: string) => ({
    model: 'stub',
    messages: [{ role: 'user' as const, content: message }],
  })
  const tools = [
    {
      type: 'function' as const,
      function: { name: CLOCK.name, parameters: { ...CLOCK.parameters } },
    },
  ]

  test('receives reasoning before the text, with its token count', async () => {
    const server = await serverForTest()
    const { choices, usage } = await clientOf(server).chat.completions.create(requestFor('/think'))
    expect(choices[0]?.message).toMatchObject({ reasoning_content: THOUGHT, content: story })
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(11)
  })

  test('receives a tool call, and the answer contains the output sent back', async () => {
    const server = await serverForTest()
    const { chat } = clientOf(server)
    const stream = chat.completions.stream({ ...requestFor('/tool a story'), tools })
    const { choices } = await stream.finalChatCompletion()
    const message = choices[0]?.message
    const [call] = message?.tool_calls ?? []
    expect(choices[0]?.finish_reason).toBe('tool_calls')
    expect(call?.function).toMatchObject({ name: CLOCK.name, arguments: '{"zone":"UTC"}' })
    const answer = await chat.completions.create({
      ...requestFor('/tool a story'),
      tools,
      messages: [
        ...requestFor('/tool a story').messages,
        { role: 'assistant', tool_calls: call ? [{ ...call, type: 'function' }] : [] },
        { role: 'tool', tool_call_id: call?.id ?? '', content: CLOCK.output },
      ],
    })
    expect(answer.choices[0]?.message.content).toBe(CLOCK.answer + story)
    expect(answer.choices[0]?.finish_reason).toBe('stop')
  })

  test('receives a refusal instead of the text', async () => {
    const server = await serverForTest()
    const stream = clientOf(server).chat.completions.stream(requestFor('/refuse'))
    expect(await stream.finalMessage()).toMatchObject({ refusal: REFUSAL })
    const { choices } = await clientOf(server).chat.completions.create(requestFor('/refuse'))
    expect(choices[0]?.message).toMatchObject({ content: null, refusal: REFUSAL })
  })

  test('receives the finish reason of a filter', async () => {
    const server = await serverForTest()
    const { choices } = await clientOf(server).chat.completions.create(requestFor('/refuse 9'))
    expect(choices[0]).toMatchObject({
      finish_reason: 'content_filter',
      message: { content: 'Once upon' },
    })
  })
})

test('a client that leaves stops the model', async () => {
  const server = await serverForTest({ pace: { min: 50, max: 50 } })
  const stream = await clientOf(server).chat.completions.create({
    model: 'stub',
    messages: QUESTION,
    stream: true,
  })
  await stream[Symbol.asyncIterator]().next()
  expect(server.handler.state()).toMatchObject({ liveRuns: 1, openStreams: 1, sessions: 0 })
  stream.controller.abort()
  // Without the abort, the answer would take 15 seconds to end.
  await expect.poll(() => server.handler.state()).toMatchObject({ liveRuns: 0, openStreams: 0 })
})
