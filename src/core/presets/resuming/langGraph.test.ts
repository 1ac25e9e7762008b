import { expect, test } from 'vitest'
import { sendStream } from '../../stream/scriptedServer.test-helper.ts'
import { textOf } from '../../text.ts'
import { langGraph } from '../langGraph.ts'
import { askWith, sendAndBreak } from './presets.test-helper.ts'

const preset = (origin: string) => langGraph({ baseURL: `${origin}/lg`, assistantId: 'agent' })
const chunk = (content: string, id?: number) => {
  const data = JSON.stringify([{ type: 'AIMessageChunk', id: 'm', content }, {}])
  return `event: messages\ndata: ${data}\n${id === undefined ? '' : `id: ${id}\n`}\n`
}

test('langGraph() joins the stream of its run, after the last event that had an id', async () => {
  const { answer, sent, requests } = await askWith(preset, [
    (response) => {
      response.setHeader('location', '/threads/t-1/runs/12345678-90ab/stream')
      return sendAndBreak(response, [chunk('Once', 4)])
    },
    (response) => sendStream(response, [chunk(' upon', 5)]),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Once upon', 'complete'])
  expect(sent).toEqual(['POST /lg/runs/stream', 'GET /lg/threads/t-1/runs/12345678-90ab/stream'])
  expect(requests[1]?.headers['last-event-id']).toBe('4')
})

test('langGraph() reads the run again if its events had no ids, or if nothing follows', async () => {
  const { answer, requests } = await askWith(preset, [
    (response) => {
      response.setHeader('content-location', '/runs/12345678-90ab')
      return sendAndBreak(response, [chunk('Once')])
    },
    (response) => sendAndBreak(response, [chunk('Once', 0), chunk(' upon', 1)]),
    (response) => sendStream(response, []),
    (response) => sendStream(response, [chunk('Once', 10), chunk(' upon', 11)]),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Once upon', 'complete'])
  const ids = requests.map(({ headers }) => headers['last-event-id'])
  expect(ids).toEqual([undefined, '-1', '1', '-1'])
})

test('langGraph() does not take the empty stream of an unknown run for an end', async () => {
  const { answer } = await askWith(preset, [
    (response) => {
      response.setHeader('content-location', '/runs/12345678-90ab')
      return sendAndBreak(response, [chunk('Once')])
    },
    (response) => sendStream(response, []),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Once', 'truncated'])
  expect(answer.error).toMatchObject({ status: 204 })
})
