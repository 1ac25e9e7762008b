import { Ollama } from 'ollama'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, REFUSAL, THOUGHT } from '../answers.test-helper.ts'

function clientOf({ url }: StubServer) {
  return new Ollama({ host: url })
}

const requestFor = (content: string) => ({ model: 'any', messages: [{ role: 'user', content }] })

/** Reads a streamed answer like a client. */
async function read(client: Ollama, request: Parameters<Ollama['chat']>[0]) {
  const answer = { content: '', thinking: '', reason: '', calls: [] as unknown[], tokens: 0 }
  for await (const { message, ...line } of await client.chat({ ...request, stream: true })) {
    answer.content += message.content
    answer.thinking += message.thinking ?? ''
    answer.calls.push(...(message.tool_calls ?? []))
    if (line.done) Object.assign(answer, { reason: line.done_reason, tokens: line.eval_count })
  }
  return answer
}

describe('the official Ollama client', () => {
  test('receives a whole answer with its token counts', async () => {
    const client = clientOf(await serverForTest())
    const answer = await client.chat({ ...requestFor('Tell me a story'), stream: false })
    expect(answer).toMatchObject({ model: 'any', done: true, done_reason: 'stop' })
    expect(answer.message).toEqual({ role: 'assistant', content: story })
    expect(answer.prompt_eval_count).toBe(4)
    expect(answer.eval_count).toBeGreaterThan(100)
  })

  test('receives a stream of lines, reasoning before the text', async () => {
    const client = clientOf(await serverForTest())
    const whole = await client.chat({ ...requestFor('/think'), stream: false })
    expect(whole.message).toMatchObject({ thinking: THOUGHT, content: story })
    expect(await read(client, requestFor('/think'))).toMatchObject({
      content: story,
      thinking: THOUGHT,
      reason: 'stop',
      tokens: whole.eval_count,
    })
  })

  test('receives a tool call, and the answer contains the output sent back', async () => {
    const client = clientOf(await serverForTest())
    const { name, description, parameters } = CLOCK
    const tools = [
      {
        type: 'function',
        function: { name, description, parameters: { ...parameters, required: ['zone'] } },
      },
    ]
    const { calls } = await read(client, { ...requestFor('/tool a story'), tools })
    const call = { function: { name, arguments: { zone: 'UTC' } } }
    expect(calls).toEqual([call])
    const messages = [
      ...requestFor('/tool a story').messages,
      { role: 'assistant', content: '', tool_calls: [call] },
      { role: 'tool', tool_name: name, content: CLOCK.output },
    ]
    const { content } = await read(client, { model: 'any', messages, tools })
    expect(content).toBe(CLOCK.answer + story)
  })

  test('receives a refusal as text, and the done reason of a token limit', async () => {
    const client = clientOf(await serverForTest())
    expect(await read(client, requestFor('/refuse'))).toMatchObject({
      content: REFUSAL,
      reason: 'stop',
    })
    const cut = await read(client, { ...requestFor('a story'), options: { num_predict: 4 } })
    expect(cut).toMatchObject({ content: 'Once upon a time', reason: 'length', tokens: 4 })
  })

  test('throws an error sent in the middle of a stream', async () => {
    const client = clientOf(await serverForTest())
    await expect(read(client, requestFor('/error 20'))).rejects.toThrow(
      'The model failed in the middle',
    )
  })

  test('receives Ollama’s messages for invalid requests', async () => {
    const client = clientOf(await serverForTest())
    const nameless = client.chat({ ...requestFor('Hi'), model: '' })
    await expect(nameless).rejects.toMatchObject({
      name: 'ResponseError',
      status_code: 400,
      error: 'model is required',
    })
    await expect(client.chat(requestFor('/404'))).rejects.toMatchObject({ status_code: 404 })
  })

  test('lists the model', async () => {
    const client = clientOf(await serverForTest({ modelName: 'llama:8b' }))
    expect((await client.list()).models.map(({ name }) => name)).toEqual(['llama:8b'])
  })
})

test('a request without "stream" is streamed, one line per piece', async () => {
  const { url } = await serverForTest()
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(requestFor('/long 20')),
  })
  expect(response.headers.get('Content-Type')).toBe('application/x-ndjson')
  const lines = (await response.text()).trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(3)
  expect(lines.map((line) => (JSON.parse(line) as { done: boolean }).done).indexOf(true)).toBe(
    lines.length - 1,
  )
})
