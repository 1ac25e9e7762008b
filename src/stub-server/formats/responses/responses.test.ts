import OpenAI, { APIError, BadRequestError, InternalServerError, RateLimitError } from 'openai'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, REFUSAL, THOUGHT } from '../answers.test-helper.ts'

function clientOf({ url }: StubServer) {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-test', maxRetries: 0 }).responses
}

const requestFor = (input: string) => ({ model: 'any', input })

describe('the official OpenAI client for Responses', () => {
  test('receives a whole answer with its usage', async () => {
    const responses = clientOf(await serverForTest())
    const response = await responses.create({
      ...requestFor('Tell me a story'),
      instructions: 'Be kind',
    })
    expect(response).toMatchObject({ object: 'response', status: 'completed', model: 'any' })
    expect(response.output_text).toBe(story)
    expect(response.usage).toMatchObject({ input_tokens: 6 })
    expect(response.usage?.total_tokens).toBe(6 + (response.usage?.output_tokens ?? 0))
  })

  test('receives numbered events, and the last one contains the assembled response', async () => {
    const responses = clientOf(await serverForTest())
    const stream = await responses.create({ ...requestFor('/think'), stream: true })
    const events = []
    for await (const event of stream) events.push(event)
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()])
    const text = events.map((event) =>
      event.type === 'response.output_text.delta' ? event.delta : '',
    )
    expect(text.join('')).toBe(story)
    const assembled = await responses.stream(requestFor('/think')).finalResponse()
    const last = events.at(-1)
    expect(last?.type).toBe('response.completed')
    expect(last).toMatchObject({
      response: { output: [{ type: 'reasoning' }, { type: 'message' }] },
    })
    expect(assembled).toMatchObject({ output: last && 'response' in last && last.response.output })
  })

  test('receives reasoning as the summary of an item before the text', async () => {
    const responses = clientOf(await serverForTest())
    const { output, usage } = await responses.stream(requestFor('/think')).finalResponse()
    expect(output.map(({ type }) => type)).toEqual(['reasoning', 'message'])
    expect(output[0]).toMatchObject({ summary: [{ type: 'summary_text', text: THOUGHT }] })
    expect(usage?.output_tokens_details.reasoning_tokens).toBe(11)
  })

  test('receives a tool call, and the answer contains the output sent back', async () => {
    const responses = clientOf(await serverForTest())
    const { name, parameters, output } = CLOCK
    const tools = [{ type: 'function' as const, name, parameters, strict: false }]
    const first = await responses.stream({ ...requestFor('/tool a story'), tools }).finalResponse()
    const call = first.output.find((item) => item.type === 'function_call')
    expect(call).toMatchObject({ name, arguments: '{"zone":"UTC"}', status: 'completed' })
    const question = { role: 'user' as const, content: '/tool a story' }
    const callId = call?.call_id ?? ''
    const result = { type: 'function_call_output' as const, call_id: callId, output }
    const input = [question, ...(call ? [call] : []), result]
    expect((await responses.create({ model: 'any', input, tools })).output_text).toBe(
      CLOCK.answer + story,
    )
    const stray = responses.create({ model: 'any', input: [question, result] })
    await expect(stray).rejects.toThrow(/No tool call found/)
  })

  test('receives a refusal as a separate part', async () => {
    const responses = clientOf(await serverForTest())
    const { output, status } = await responses.stream(requestFor('/refuse')).finalResponse()
    expect(status).toBe('completed')
    expect(output).toMatchObject([{ content: [{ type: 'refusal', refusal: REFUSAL }] }])
  })

  test('receives the reason why an answer is incomplete', async () => {
    const responses = clientOf(await serverForTest())
    const cut = await responses
      .stream({ ...requestFor('a story'), max_output_tokens: 4 })
      .finalResponse()
    expect(cut).toMatchObject({ status: 'incomplete', output_text: 'Once upon a time' })
    expect(cut.incomplete_details?.reason).toBe('max_output_tokens')
    expect(cut.output[0]).toMatchObject({ status: 'incomplete' })
    const filtered = await responses.create(requestFor('/refuse 9'))
    expect(filtered).toMatchObject({ status: 'incomplete', output_text: 'Once upon' })
    expect(filtered.incomplete_details?.reason).toBe('content_filter')
  })

  test('throws an error sent in the middle of a stream', async () => {
    const responses = clientOf(await serverForTest())
    const stream = await responses.create({ ...requestFor('/error 20'), stream: true })
    let text = ''
    const read = async () => {
      for await (const event of stream) {
        if (event.type === 'response.output_text.delta') text += event.delta
      }
    }
    const failure = await read().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(APIError)
    expect(failure).toMatchObject({ code: 'model_failed' })
    expect(text).toBe(story.slice(0, 20))
  })

  test('receives OpenAI’s messages for invalid requests', async () => {
    const responses = clientOf(await serverForTest())
    await expect(responses.create({ model: 'any' })).rejects.toThrow(
      "400 Missing required parameter: 'input'.",
    )
    const gone = responses.create({ ...requestFor('Hi'), previous_response_id: 'resp_1' })
    await expect(gone).rejects.toBeInstanceOf(BadRequestError)
    await expect(responses.create(requestFor('/429'))).rejects.toBeInstanceOf(RateLimitError)
    await expect(responses.create(requestFor('/500'))).rejects.toBeInstanceOf(InternalServerError)
  })
})
