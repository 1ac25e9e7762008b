import { expect, test } from 'vitest'
import { textOf } from '../../text.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { decodeAtEveryCut, expectNoEndBefore } from '../everyCut.test-helper.ts'
import { aiSdkData } from './aiSdkData.ts'

const TEXT = 'text/plain; charset=utf-8'
const line = (code: string, value: unknown) => `${code}:${JSON.stringify(value)}\n`
const decode = (...lines: readonly string[]) =>
  decodeAll(aiSdkData, lines.join(''), { contentType: TEXT })

const usage = { promptTokens: 3, completionTokens: 2 }
const end = line('d', { finishReason: 'stop', usage })

const ANSWER = [
  line('f', { messageId: 'm' }),
  line('g', 'Hm 🤔.'),
  line('j', { signature: 's' }),
  line('b', { toolCallId: 'c1', toolName: 'weather' }),
  line('c', { toolCallId: 'c1', argsTextDelta: '{"city": "Ro' }),
  line('c', { toolCallId: 'c1', argsTextDelta: 'me"}' }),
  line('9', { toolCallId: 'c1', toolName: 'weather', args: { city: 'Rome' } }),
  line('a', { toolCallId: 'c1', result: { celsius: 21 } }),
  line('e', { finishReason: 'tool-calls', usage, isContinued: false }),
  line('f', { messageId: 'm' }),
  line('0', 'Good\n'),
  line('0', 'morning.'),
  line('e', { finishReason: 'stop', usage, isContinued: false }),
  end,
].join('')

test('aiSdkData reads reasoning, tools with results, text and usage, cut anywhere', async () => {
  const { message, outcome } = await decodeAtEveryCut(aiSdkData, ANSWER, TEXT)
  expect(message.parts).toEqual([
    { type: 'reasoning', text: 'Hm 🤔.' },
    expect.objectContaining({
      type: 'tool',
      id: 'c1',
      name: 'weather',
      args: '{"city":"Rome"}',
      output: { celsius: 21 },
    }),
    { type: 'text', text: 'Good\nmorning.' },
  ])
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
  expect(message.finishReason).toBe('stop')
  expect(outcome).toBe('complete')
})

test('aiSdkData does not accept the end of the body as a proof', async () => {
  await expectNoEndBefore('d:{"finishReason"', aiSdkData, ANSWER, TEXT)
  await expectNoEndBefore('}}', aiSdkData, ANSWER, TEXT)
})

test('aiSdkData reads a last line without its line end', async () => {
  const { message, outcome } = await decode(line('0', 'Hi'), end.trimEnd())
  expect([textOf(message), outcome]).toEqual(['Hi', 'complete'])
})

test('aiSdkData reads lines that arrive as events', async () => {
  const body = sse('0:"Hel"', '0:"lo"', 'd:{"finishReason":"length"}', '[DONE]')
  const { message, outcome } = await decodeAtEveryCut(aiSdkData, body)
  expect([textOf(message), message.finishReason, outcome]).toEqual(['Hello', 'length', 'complete'])
})

test.each([
  ['the line 3:', line('3', 'No credit')],
  ['a JSON error between the lines', '{"error":{"message":"No credit"}}\n'],
])('aiSdkData fails on %s, and keeps the text', async (_, error) => {
  const answer = await decode(line('0', 'Hi'), error, end)
  expect([answer.outcome, answer.error?.message]).toEqual(['failed', 'No credit'])
  expect(textOf(answer.message)).toBe('Hi')
})

test('aiSdkData fails on a line that is none of its format', async () => {
  const { outcome, error, message } = await decode(line('0', 'Hi'), '0:"bro\n', end)
  expect([outcome, textOf(message)]).toEqual(['failed', 'Hi'])
  expect(error?.message).toContain('0:\\"bro')
})

test('aiSdkData reads sources, files and data as parts', async () => {
  const { message } = await decode(
    line('h', { sourceType: 'url', id: 's', url: 'https://example.com', title: 'A' }),
    line('k', { mimeType: 'image/png', data: 'AAAA' }),
    line('2', [{ celsius: 21 }]),
    end,
  )
  expect(message.parts).toMatchObject([
    { type: 'source', url: 'https://example.com', title: 'A' },
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
    { type: 'data', name: 'data', data: [{ celsius: 21 }] },
  ])
})

test('aiSdkData ignores unknown codes and values of wrong types', async () => {
  const wrong = [7, null, [], {}, '__proto__']
  const { message, outcome } = await decode(
    ...wrong.flatMap((value) => [
      line('z', value),
      line('a', value),
      line('h', value),
      line('9', { toolCallId: value, args: value }),
      line('0', { value }),
    ]),
    '\n',
    line('0', 'Hi'),
    end,
  )
  expect([textOf(message), outcome]).toEqual(['Hi', 'complete'])
})
