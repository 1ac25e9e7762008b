import { expect, test } from 'vitest'
import { sendStream } from '../../stream/scriptedServer.test-helper.ts'
import { reasoningOf, textOf } from '../../text.ts'
import { genkit } from '../genkit.ts'
import { askWith, sendAndBreak } from './presets.test-helper.ts'

const preset = (origin: string) => genkit({ url: `${origin}/chatFlow` })
const chunk = (message: unknown) => `data: ${JSON.stringify({ message })}\n\n`
const result = (value: unknown) => `data: ${JSON.stringify({ result: value })}\n\n`

test('genkit() reads the stream that the response named again, from its start', async () => {
  const { answer, requests } = await askWith(preset, [
    (response) => {
      response.setHeader('x-genkit-stream-id', 's1')
      return sendAndBreak(response, [chunk('Hel')])
    },
    // The dialect reads this chunk, but its clean end proves nothing.
    (response) => sendStream(response, [chunk({ content: 'Hello' })]),
    (response) => sendStream(response, [chunk('Hel'), chunk('lo'), result('Hello')]),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Hello', 'complete'])
  expect(requests.map(({ headers }) => headers['x-genkit-stream-id'])).toEqual([
    undefined,
    's1',
    's1',
  ])
  expect(requests.map(({ body }) => body)).toEqual(Array(3).fill('{"data":"Hi"}'))
})

test('genkit() never repeats its request to a flow without a stream manager', async () => {
  const { answer, sent } = await askWith(preset, [
    (response) => sendAndBreak(response, [chunk('Hel')]),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Hel', 'truncated'])
  expect(sent).toHaveLength(1)
})

test('genkit() truncates an answer whose stream is gone', async () => {
  const { answer } = await askWith(preset, [
    (response) => {
      response.setHeader('x-genkit-stream-id', 's1')
      return sendAndBreak(response, [chunk('Hel')])
    },
    (response) => response.writeHead(204).end(),
  ])
  expect([textOf(answer), answer.outcome]).toEqual(['Hel', 'truncated'])
})

test('genkit() shows the chunks of a model, and the result of a flow that streams nothing', async () => {
  const { answer } = await askWith(preset, [
    (response) =>
      sendStream(response, [
        chunk({ role: 'model', content: [{ reasoning: 'Hm.' }, { text: 'Hello' }] }),
        result({ text: 'Hello' }),
      ]),
  ])
  expect([reasoningOf(answer), textOf(answer), answer.outcome]).toEqual([
    'Hm.',
    'Hello',
    'complete',
  ])
  const silent = await askWith(preset, [(response) => sendStream(response, [result('Hello')])])
  expect([textOf(silent.answer), silent.answer.outcome]).toEqual(['Hello', 'complete'])
})
