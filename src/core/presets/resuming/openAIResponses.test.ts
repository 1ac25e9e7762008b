import { expect, test } from 'vitest'
import { sendStream } from '../../stream/scriptedServer.test-helper.ts'
import { textOf } from '../../text.ts'
import { openAIResponses } from '../openAIResponses.ts'
import { askWith, sendAndBreak, sendJson } from './presets.test-helper.ts'

const preset = (origin: string) =>
  openAIResponses({ baseURL: `${origin}/v1`, model: 'm', background: true, apiKey: 'k' })
const event = (type: string, number: number, fields: object) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number, ...fields })}\n\n`
const CREATED = event('response.created', 0, { response: { id: 'resp_1', status: 'queued' } })
const delta = (number: number, text: string) =>
  event('response.output_text.delta', number, { item_id: 'm', delta: text })
const whole = (status: string, text: string) => ({
  id: 'resp_1',
  object: 'response',
  status,
  output: [{ type: 'message', content: [{ type: 'output_text', text }] }],
})
const COMPLETED = event('response.completed', 3, { response: whole('completed', 'Hello') })

test('openAIResponses({ background }) requests the events after the last number', async () => {
  const { answer, sent, requests } = await askWith(preset, [
    (response) => sendAndBreak(response, [CREATED, delta(1, 'Hel')]),
    (response) => sendStream(response, [delta(1, 'Hel'), delta(2, 'lo'), COMPLETED]),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Hello', 'complete'])
  expect(sent).toEqual([
    'POST /v1/responses',
    'GET /v1/responses/resp_1?stream=true&starting_after=1',
  ])
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    background: true,
    store: true,
    stream: true,
  })
  expect(requests[1]?.headers.authorization).toBe('Bearer k')
})

test('openAIResponses({ background }) reads the stored response if it cannot be streamed', async () => {
  const { answer, sent } = await askWith(preset, [
    (response) => sendAndBreak(response, [CREATED, delta(1, 'Hel')]),
    (response) => sendJson(response, { error: { message: 'Too late.' } }, 400),
    (response) => sendJson(response, whole('completed', 'Hello')),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Hello', 'complete'])
  expect(sent.at(-1)).toBe('GET /v1/responses/resp_1')
})

test('openAIResponses({ background }) truncates an answer that has no end', async () => {
  const { answer, sent } = await askWith(preset, [
    (response) => sendAndBreak(response, [CREATED, delta(1, 'Hel')]),
    (response) => sendJson(response, {}, 404),
    (response) => sendJson(response, whole('in_progress', '')),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Hel', 'truncated'])
  expect(sent).toHaveLength(3)
})

test('openAIResponses() without `background` does not resume', async () => {
  const { answer, sent, requests } = await askWith(
    (origin) => openAIResponses({ baseURL: `${origin}/v1`, model: 'm' }),
    [(response) => sendAndBreak(response, [CREATED, delta(1, 'Hel')])],
  )
  expect([textOf(answer), answer.outcome]).toEqual(['Hel', 'truncated'])
  expect(sent).toEqual(['POST /v1/responses'])
  expect(requests[0]?.body).not.toContain('background')
})
