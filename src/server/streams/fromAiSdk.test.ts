import { jsonSchema, streamText, tool } from 'ai'
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test'
import { expect, test } from 'vitest'
import type { AnswerPart } from '../types.ts'
import { fromAiSdk } from './fromAiSdk.ts'

type Chunk =
  Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never

const USAGE = {
  inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 5, text: 5, reasoning: undefined },
}
const finish = (unified: 'stop' | 'length' | 'content-filter' | 'tool-calls') =>
  ({ type: 'finish', finishReason: { unified, raw: undefined }, usage: USAGE }) as const

/** Creates a model of the AI SDK that yields these parts, one list for each of its steps. */
function modelOf(...steps: readonly (readonly Chunk[])[]) {
  let step = 0
  return new MockLanguageModelV3({
    doStream: async () => ({
      stream: simulateReadableStream({ chunks: [...(steps[step++] ?? [])] }),
    }),
  })
}

async function read(source: AsyncIterable<AnswerPart>): Promise<AnswerPart[]> {
  const parts: AnswerPart[] = []
  for await (const part of source) parts.push(part)
  return parts
}

const quiet = { prompt: 'Hi', onError() {} }

test('fromAiSdk() yields reasoning, text, sources, files and usage', async () => {
  const model = modelOf([
    { type: 'reasoning-start', id: 'r' },
    { type: 'reasoning-delta', id: 'r', delta: 'Hm.' },
    { type: 'reasoning-end', id: 'r' },
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: 'Hi' },
    { type: 'text-end', id: 't' },
    { type: 'source', sourceType: 'url', id: 's', url: 'https://example.com', title: 'Example' },
    { type: 'file', mediaType: 'image/png', data: 'AA==' },
    finish('stop'),
  ])
  expect(await read(fromAiSdk(streamText({ model, ...quiet }).fullStream))).toEqual([
    { reasoning: 'Hm.' },
    { content: 'Hi' },
    { source: { url: 'https://example.com', title: 'Example' } },
    { file: { mediaType: 'image/png', url: 'data:image/png;base64,AA==' } },
    { usage: { inputTokens: 3, outputTokens: 5 } },
  ])
})

test('fromAiSdk() yields a tool call, its output, and the answer that follows', async () => {
  const call = { toolCallId: 'c', toolName: 'time', input: '{"zone":"UTC"}' }
  const model = modelOf(
    [
      { type: 'tool-input-start', id: 'c', toolName: 'time' },
      { type: 'tool-input-delta', id: 'c', delta: '{"zone":"UTC"}' },
      { type: 'tool-input-end', id: 'c' },
      { type: 'tool-call', ...call },
      finish('tool-calls'),
    ],
    [
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: 'Noon' },
      { type: 'text-end', id: 't' },
      finish('stop'),
    ],
  )
  const tools = {
    time: tool({
      inputSchema: jsonSchema({ type: 'object', properties: { zone: { type: 'string' } } }),
      execute: async () => 12,
    }),
  }
  let steps = 0
  const stopWhen = () => ++steps > 1
  const parts = await read(fromAiSdk(streamText({ model, tools, stopWhen, ...quiet }).fullStream))
  expect(parts.slice(0, 3)).toEqual([
    { tool: { id: 'c', name: 'time', args: '{"zone":"UTC"}' } },
    { tool: { id: 'c', name: 'time', output: 12 } },
    { content: 'Noon' },
  ])
})

test('fromAiSdk() throws the error of the model', async () => {
  const model = modelOf([{ type: 'error', error: new Error('overloaded') }])
  await expect(read(fromAiSdk(streamText({ model, ...quiet }).fullStream))).rejects.toThrow(
    'overloaded',
  )
})

test.each([
  ['length', 'length'],
  ['content-filter', 'filtered'],
] as const)('fromAiSdk() throws if the model stopped because of "%s"', async (reason, code) => {
  const model = modelOf([finish(reason)])
  await expect(read(fromAiSdk(streamText({ model, ...quiet }).fullStream))).rejects.toMatchObject({
    code,
  })
})

test('fromAiSdk() throws if the stream ends without a finish', async () => {
  const cut = (async function* () {
    yield { type: 'text-delta', text: 'Hi' }
  })()
  await expect(read(fromAiSdk(cut))).rejects.toMatchObject({ code: 'incomplete' })
})
