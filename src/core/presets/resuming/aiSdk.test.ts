import { expect, test } from 'vitest'
import { sendStream } from '../../stream/scriptedServer.test-helper.ts'
import { textOf } from '../../text.ts'
import { aiSdk, type AiSdkOptions } from '../aiSdk.ts'
import { askWith, sendAndBreak } from './presets.test-helper.ts'

const preset = (origin: string) =>
  aiSdk({ url: `${origin}/api/chat`, chatId: 'chat 1', resume: true })
const part = (fields: object) => `data: ${JSON.stringify(fields)}\n\n`
const start = (messageId: string) => part({ type: 'start', messageId })
const delta = (text: string) => part({ type: 'text-delta', id: '1', delta: text })
const END = [part({ type: 'finish' }), 'data: [DONE]\n\n']

test('aiSdk({ resume }) reads the stream of the chat again, as soon as there is one', async () => {
  const { answer, sent, requests } = await askWith(preset, [
    (response) => sendAndBreak(response, [start('m1'), delta('Hel')]),
    (response) => response.writeHead(204).end(),
    (response) => sendStream(response, [start('m1'), delta('Hello'), ...END]),
  ])
  expect([textOf(answer), answer.outcome, answer.serverId]).toEqual(['Hello', 'complete', 'm1'])
  const join = 'GET /api/chat/chat%201/stream'
  expect(sent).toEqual(['POST /api/chat', join, join])
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ id: 'chat 1' })
})

test('aiSdk({ resume }) does not show another answer of the chat', async () => {
  const { answer } = await askWith(
    preset,
    [
      (response) => sendAndBreak(response, [start('m1'), delta('Hello')]),
      (response) => sendStream(response, [start('m2'), delta('Something else'), ...END]),
    ],
    { retry: { maxAttempts: 2, baseDelay: 0, maxDelay: 0 } },
  )
  expect([textOf(answer), answer.outcome]).toEqual(['Hello', 'truncated'])
})

test('aiSdk({ resume, recover }) reads a finished answer from the application', async () => {
  const { answer, sent } = await askWith(
    (origin) => ({
      ...preset(origin),
      ...aiSdk({
        url: `${origin}/api/chat`,
        resume: true,
        recover: async ({ sessionId }) => ({ text: `Hello from ${sessionId.length}` }),
      }),
    }),
    [
      (response) => sendAndBreak(response, [start('m1'), delta('Hel')]),
      (response) => response.writeHead(204).end(),
    ],
  )
  expect([textOf(answer), answer.outcome]).toEqual(['Hello from 36', 'complete'])
  expect(sent).toHaveLength(2)
})

test('aiSdk({ chatId }) sends the id of the chat without `resume`, too', async () => {
  const { answer, requests } = await askWith(
    (origin) =>
      aiSdk({ url: `${origin}/api/chat`, chatId: ({ messages }) => `c${messages.length}` }),
    [(response) => sendStream(response, [delta('Hello'), ...END])],
  )
  expect(answer.outcome).toBe('complete')
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ id: 'c1' })
})

test.each([{}, { resume: false }])('aiSdk(%o) does not resume', (options) => {
  expect(aiSdk(options as AiSdkOptions).transport).toBe('post')
})
