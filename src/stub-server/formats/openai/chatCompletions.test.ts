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

describe('the official client', () => {
  test('gets a whole answer with its usage', async () => {
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

  test('gets a stream: a role, the text, the reason of its end, the usage', async () => {
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

  test('gets no usage chunk that it did not ask for', async () => {
    const server = await serverForTest()
    const stream = await clientOf(server).chat.completions.create({
      model: 'stub',
      messages: QUESTION,
      stream: true,
    })
    for await (const chunk of stream) expect(chunk.choices.length).toBe(1)
  })

  test('has its helper assemble the same answer', async () => {
    const server = await serverForTest()
    const stream = clientOf(server).chat.completions.stream({ model: 'stub', messages: QUESTION })
    expect((await stream.finalMessage()).content).toBe(story)
  })

  test('is cut at max_completion_tokens, with the reason `length`', async () => {
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

  test('is told of wrong requests in its own words', async () => {
    const server = await serverForTest()
    const request = clientOf(server).chat.completions.create({ model: 'stub', messages: [] })
    await expect(request).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      error: { message: expect.stringContaining('messages'), param: null, code: null },
    })
  })
})

describe('scenarios', () => {
  const question = { model: 'stub', messages: QUESTION }

  test('429 is an error of its class, and a retry after it succeeds', async () => {
    const server = await serverForTest()
    const refused = clientOf(server, '429 0').chat.completions.create(question)
    await expect(refused).rejects.toBeInstanceOf(RateLimitError)
    await clientOf(server, '429 0').chat.completions.create(question)
    const retried = await clientOf(server, '429 0', 1).chat.completions.create(question)
    expect(retried.choices[0]?.message.content).toBe(story)
    expect(server.handler.state().runs).toBe(2)
  })

  test('500 is a server error', async () => {
    const server = await serverForTest()
    const request = clientOf(server, '500').chat.completions.create(question)
    await expect(request).rejects.toBeInstanceOf(InternalServerError)
  })

  test('error is told in mid-stream, where the client throws it', async () => {
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

  test('error is a 500 where nothing is streamed', async () => {
    const server = await serverForTest()
    const request = clientOf(server, 'error').chat.completions.create(question)
    await expect(request).rejects.toMatchObject({ status: 500 })
    expect(server.handler.state().liveRuns).toBe(0)
  })

  test('drop breaks the stream', async () => {
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

describe('what is more than text', () => {
  const ask = (message: string) => ({
    model: 'stub',
    messages: [{ role: 'user' as const, content: message }],
  })
  const tools = [
    {
      type: 'function' as const,
      function: { name: CLOCK.name, parameters: { ...CLOCK.parameters } },
    },
  ]

  test('thoughts come before the text, and are counted', async () => {
    const server = await serverForTest()
    const { choices, usage } = await clientOf(server).chat.completions.create(ask('/think'))
    expect(choices[0]?.message).toMatchObject({ reasoning_content: THOUGHT, content: story })
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(11)
  })

  test('a tool is called, and its output goes into the answer', async () => {
    const server = await serverForTest()
    const { chat } = clientOf(server)
    const stream = chat.completions.stream({ ...ask('/tool a story'), tools })
    const { choices } = await stream.finalChatCompletion()
    const message = choices[0]?.message
    const [call] = message?.tool_calls ?? []
    expect(choices[0]?.finish_reason).toBe('tool_calls')
    expect(call?.function).toMatchObject({ name: CLOCK.name, arguments: '{"zone":"UTC"}' })
    const answer = await chat.completions.create({
      ...ask('/tool a story'),
      tools,
      messages: [
        ...ask('/tool a story').messages,
        { role: 'assistant', tool_calls: call ? [{ ...call, type: 'function' }] : [] },
        { role: 'tool', tool_call_id: call?.id ?? '', content: CLOCK.output },
      ],
    })
    expect(answer.choices[0]?.message.content).toBe(CLOCK.answer + story)
    expect(answer.choices[0]?.finish_reason).toBe('stop')
  })

  test('a refusal stands in the place of the text', async () => {
    const server = await serverForTest()
    const stream = clientOf(server).chat.completions.stream(ask('/refuse'))
    expect(await stream.finalMessage()).toMatchObject({ refusal: REFUSAL })
    const { choices } = await clientOf(server).chat.completions.create(ask('/refuse'))
    expect(choices[0]?.message).toMatchObject({ content: null, refusal: REFUSAL })
  })

  test('a filter ends an answer', async () => {
    const server = await serverForTest()
    const { choices } = await clientOf(server).chat.completions.create(ask('/refuse 9'))
    expect(choices[0]).toMatchObject({
      finish_reason: 'content_filter',
      message: { content: 'Once upon' },
    })
  })
})

test('a client that leaves stops its model', async () => {
  const server = await serverForTest({ pace: { min: 50, max: 50 } })
  const stream = await clientOf(server).chat.completions.create({
    model: 'stub',
    messages: QUESTION,
    stream: true,
  })
  await stream[Symbol.asyncIterator]().next()
  expect(server.handler.state()).toMatchObject({ liveRuns: 1, openStreams: 1, sessions: 0 })
  stream.controller.abort()
  // The answer would have taken a quarter of a minute: it is the leaving that ends it.
  await expect.poll(() => server.handler.state()).toMatchObject({ liveRuns: 0, openStreams: 0 })
})
