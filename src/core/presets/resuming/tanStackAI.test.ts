import { expect, test } from 'vitest'
import { breakConnection, sendStream } from '../../stream/scriptedServer.test-helper.ts'
import { textOf } from '../../text.ts'
import { tanStackAI } from '../tanStackAI.ts'
import { askWith, sendAndBreak } from './presets.test-helper.ts'

const preset = (origin: string) => tanStackAI({ url: `${origin}/api/chat` })
const event = (number: number, fields: object) =>
  `id: memory:v1:r:${number}\ndata: ${JSON.stringify(fields)}\n\n`
const ACCEPTED = event(1, { type: 'CUSTOM', name: 'run.accepted', value: {} })
const delta = (number: number, text: string) =>
  event(number, { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: text })
const FINISHED = event(9, { type: 'RUN_FINISHED', threadId: 't', runId: 'r' })
const LOST = `data: ${JSON.stringify({ type: 'RUN_ERROR', message: 'Unknown or expired run' })}\n\n`

test('tanStackAI() repeats its request with the id of the last event', async () => {
  const { answer, requests } = await askWith(preset, [
    (response) => sendAndBreak(response, [ACCEPTED, delta(2, 'Hel')]),
    (response) => sendStream(response, [delta(3, 'lo'), FINISHED]),
  ])
  expect(answer).toMatchObject({ outcome: 'complete', parts: [{ type: 'text', text: 'Hello' }] })
  const [first, second] = requests
  expect(first?.headers['last-event-id']).toBeUndefined()
  expect(second).toMatchObject({
    method: 'POST',
    body: first?.body,
    headers: { 'last-event-id': 'memory:v1:r:2', 'x-run-id': first?.headers['x-run-id'] },
  })
})

test('tanStackAI() joins its run if the connection breaks before the first event', async () => {
  const { answer, sent, requests } = await askWith(preset, [
    (response) => breakConnection(response),
    (response) => sendStream(response, [ACCEPTED, delta(2, 'Hello'), FINISHED]),
  ])
  expect(textOf(answer)).toBe('Hello')
  expect(sent).toEqual([
    'POST /api/chat',
    `GET /api/chat?offset=-1&runId=${requests[0]?.headers['x-run-id']}`,
  ])
})

test('tanStackAI() fails if its question never arrived', async () => {
  const { answer, sent } = await askWith(preset, [
    (response) => breakConnection(response),
    (response) => sendStream(response, [LOST]),
  ])
  expect(answer).toMatchObject({ outcome: 'failed', parts: [], run: undefined })
  expect(sent).toHaveLength(2)
})

test('tanStackAI() keeps the text of a run that the server does not know any more', async () => {
  const { answer, sent } = await askWith(preset, [
    (response) => sendAndBreak(response, [ACCEPTED, delta(2, 'Hel')]),
    (response) => sendStream(response, [LOST]),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Hel', 'truncated'])
  expect(answer.error).toMatchObject({ status: 410, message: 'Unknown or expired run' })
  expect(sent).toHaveLength(2)
})

test('tanStackAI() fails with the error of the run itself', async () => {
  const failed = event(3, { type: 'RUN_ERROR', message: 'No credit' })
  const { answer } = await askWith(preset, [
    (response) => sendAndBreak(response, [ACCEPTED, delta(2, 'Hel')]),
    (response) => sendStream(response, [failed]),
  ])
  expect(answer).toMatchObject({ outcome: 'failed', error: { message: 'No credit' } })
})
