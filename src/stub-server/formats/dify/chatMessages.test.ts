import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import { eventsOf } from '../../../server/eventsOf.test-helper.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { REFUSAL, THOUGHT } from '../answers.test-helper.ts'

function sendQuery({ url }: StubServer, query: string, more: object = {}): Promise<Response> {
  return fetch(`${url}/v1/chat-messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer app-test' },
    body: JSON.stringify({ query, inputs: {}, user: 'u', response_mode: 'streaming', ...more }),
  })
}

async function read(response: Promise<Response>): Promise<Record<string, unknown>[]> {
  const events = await eventsOf(await response)
  return events.map(({ data }) => JSON.parse(data) as Record<string, unknown>)
}

const answerOf = (events: readonly Record<string, unknown>[]) =>
  events.map(({ event, answer }) => (event === 'message' ? String(answer) : '')).join('')

describe('POST /v1/chat-messages', () => {
  test('streams message events, and an end with the usage', async () => {
    const events = await read(sendQuery(await serverForTest(), 'Tell me a story'))
    expect(answerOf(events)).toBe(story)
    expect(events.at(-1)).toMatchObject({
      event: 'message_end',
      metadata: { usage: { prompt_tokens: 4 } },
    })
    for (const name of ['task_id', 'message_id', 'conversation_id']) {
      expect(new Set(events.map((event) => event[name])).size).toBe(1)
    }
  })

  test('returns one object in blocking mode', async () => {
    const response = await sendQuery(await serverForTest(), '/think', { response_mode: 'blocking' })
    expect(await response.json()).toMatchObject({
      event: 'message',
      mode: 'chat',
      answer: `<think>\n${THOUGHT}\n</think>\n\n${story}`,
    })
  })

  test('puts reasoning in tags, also in a stream', async () => {
    const events = await read(sendQuery(await serverForTest(), '/think'))
    expect(answerOf(events)).toBe(`<think>\n${THOUGHT}\n</think>\n\n${story}`)
  })

  test('reports a tool that the server ran', async () => {
    const events = await read(sendQuery(await serverForTest(), '/tool a story'))
    expect(events[0]).toMatchObject({
      event: 'agent_thought',
      position: 1,
      tool: 'read_clock',
      tool_input: '{"read_clock":{"zone":"UTC"}}',
      observation: '{"read_clock":{"time":"12:00"}}',
    })
    expect(answerOf(events)).toBe(story)
  })

  test('sends a refusal as text, or replaces the answer with it', async () => {
    const server = await serverForTest()
    expect(answerOf(await read(sendQuery(server, '/refuse')))).toBe(REFUSAL)
    const events = await read(sendQuery(server, '/refuse 9'))
    expect(answerOf(events)).toBe('Once upon')
    expect(events.at(-2)).toMatchObject({ event: 'message_replace', answer: REFUSAL })
  })

  test('reports a failure in the middle of a stream with an error event, and no end', async () => {
    const events = await read(sendQuery(await serverForTest(), '/error 20'))
    expect(answerOf(events)).toBe(story.slice(0, 20))
    expect(events.at(-1)).toMatchObject({ event: 'error', status: 500, code: 'model_failed' })
  })

  test('continues the conversation whose id is given', async () => {
    const id = crypto.randomUUID()
    const [first] = await read(sendQuery(await serverForTest(), 'Hi', { conversation_id: id }))
    expect(first).toMatchObject({ conversation_id: id })
  })
})

test('a stream of a silent model contains pings', async () => {
  const server = await serverForTest({ heartbeatInterval: 10, pace: { min: 60_000, max: 60_000 } })
  const reader = (await sendQuery(server, 'a story')).body?.getReader()
  const first = await reader?.read()
  expect(new TextDecoder().decode(first?.value)).toMatch(/^event: ping\n\n/)
  await reader?.cancel()
})

test.each([
  [{ query: '' }, 'query is required'],
  [{ inputs: undefined }, 'inputs is required in input form'],
  [{ user: '' }, 'Arg user must be provided.'],
  [{ response_mode: 'fast' }, "response_mode must be 'streaming' or 'blocking'"],
  [{ conversation_id: 'mine' }, 'mine is not a valid uuid.'],
])('an invalid request is rejected with Dify’s message: %j', async (more, message) => {
  const response = await sendQuery(await serverForTest(), 'Hi', more)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ code: 'invalid_param', message, status: 400 })
})
