import OpenAI from 'openai'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createStubServer } from '../../stub-server/index.ts'
import type { AnswerPart } from '../types.ts'
import { fromOpenAI } from './fromOpenAI.ts'

async function partsOf(source: AsyncIterable<AnswerPart>): Promise<AnswerPart[]> {
  const parts: AnswerPart[] = []
  for await (const part of source) parts.push(part)
  return parts
}

async function* chunks(...list: readonly unknown[]) {
  yield* list
}

const choice = (delta: object, more: object = {}) => ({ choices: [{ index: 0, delta, ...more }] })
const END = choice({}, { finish_reason: 'stop' })

describe('fromOpenAI() with the client "openai"', () => {
  /** Asks the stub's OpenAI endpoint with the real client. */
  async function ask(content: string): Promise<AnswerPart[]> {
    const server = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
    onTestFinished(() => server.close())
    const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 })
    const stream = await client.chat.completions.create({
      model: 'stub',
      messages: [{ role: 'user', content }],
      stream: true,
      stream_options: { include_usage: true },
    })
    return partsOf(fromOpenAI(stream))
  }

  test('yields the text and the usage', async () => {
    const parts = await ask('a story')
    const text = parts.map((part) => ('content' in part ? part.content : '')).join('')
    expect(text).toContain('Once upon a time')
    expect(parts.at(-1)).toEqual({
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    })
  })

  test('yields the pieces of a tool call under one id', async () => {
    const tools = (await ask('/tool')).flatMap((part) => ('tool' in part ? [part.tool] : []))
    expect(new Set(tools.map(({ id }) => id)).size).toBe(1)
    expect(tools.every(({ name, runBy }) => name !== '' && runBy === 'asker')).toBe(true)
    expect(JSON.parse(tools.map(({ args = '' }) => args).join(''))).toBeTypeOf('object')
  })

  test('yields reasoning apart from the text', async () => {
    const parts = await ask('/think')
    expect(parts.some((part) => 'reasoning' in part && part.reasoning !== '')).toBe(true)
  })
})

describe('fromOpenAI()', () => {
  test('yields a refusal as text', async () => {
    const parts = await partsOf(fromOpenAI(chunks(choice({ refusal: 'No.' }), END)))
    expect(parts).toEqual([{ content: 'No.' }])
  })

  test('keeps two calls apart whose pieces alternate', async () => {
    const piece = (index: number, more: object) => choice({ tool_calls: [{ index, ...more }] })
    const stream = chunks(
      piece(0, { id: 'a', function: { name: 'one', arguments: '{' } }),
      piece(1, { id: 'b', function: { name: 'two', arguments: '[' } }),
      piece(0, { function: { arguments: '}' } }),
      piece(1, { function: { arguments: ']' } }),
      choice({}, { finish_reason: 'tool_calls' }),
    )
    const parts = await partsOf(fromOpenAI(stream))
    expect(parts.map((part) => 'tool' in part && [part.tool.id, part.tool.args])).toEqual([
      ['a', '{'],
      ['b', '['],
      ['a', '}'],
      ['b', ']'],
    ])
  })

  test.each([
    ['without a finish reason', [], 'incomplete'],
    ['by a filter', [choice({}, { finish_reason: 'content_filter' })], 'filtered'],
    ['at the limit of tokens', [choice({}, { finish_reason: 'length' })], 'length'],
  ])('throws if the stream ends %s, after the text', async (_, ending, code) => {
    const parts: AnswerPart[] = []
    const read = async () => {
      for await (const part of fromOpenAI(chunks(choice({ content: 'Hi' }), ...ending))) {
        parts.push(part)
      }
    }
    await expect(read()).rejects.toMatchObject({ code })
    expect(parts).toEqual([{ content: 'Hi' }])
  })
})
