import { ApiError, GoogleGenAI, type GenerateContentResponse } from '@google/genai'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, THOUGHT } from '../answers.test-helper.ts'

function clientOf({ url }: StubServer) {
  return new GoogleGenAI({ apiKey: 'test', httpOptions: { baseUrl: url } })
}

const requestFor = (contents: string) => ({ model: 'any', contents })

async function read(stream: AsyncIterable<GenerateContentResponse>) {
  const chunks: GenerateContentResponse[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

const partsOf = (chunks: readonly GenerateContentResponse[]) =>
  chunks.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])

describe('the official Google client', () => {
  test('receives a whole answer with its usage', async () => {
    const { models } = clientOf(await serverForTest())
    const config = { systemInstruction: 'Be kind' }
    const response = await models.generateContent({ ...requestFor('Tell me a story'), config })
    expect(response.text).toBe(story)
    expect(response.candidates?.[0]?.finishReason).toBe('STOP')
    expect(response.usageMetadata).toMatchObject({ promptTokenCount: 6 })
    expect(response.modelVersion).toBe('any')
  })

  test('lists the models', async () => {
    const { models } = clientOf(await serverForTest({ modelName: 'llama' }))
    const names: (string | undefined)[] = []
    for await (const { name } of await models.list()) names.push(name)
    expect(names).toEqual(['models/llama', 'models/stub-embedding'])
  })

  test('receives chunks, the last one with the finish reason and the usage', async () => {
    const { models } = clientOf(await serverForTest())
    const chunks = await read(await models.generateContentStream(requestFor('Tell me a story')))
    expect(
      partsOf(chunks)
        .map(({ text }) => text)
        .join(''),
    ).toBe(story)
    const reasons = chunks.map(({ candidates }) => candidates?.[0]?.finishReason)
    expect(reasons.filter((reason) => reason !== undefined)).toEqual(['STOP'])
    const whole = await models.generateContent(requestFor('Tell me a story'))
    expect(chunks.at(-1)?.usageMetadata).toEqual(whole.usageMetadata)
  })

  test('receives reasoning as parts marked as thoughts', async () => {
    const { models } = clientOf(await serverForTest())
    const chunks = await read(await models.generateContentStream(requestFor('/think')))
    const thoughts = partsOf(chunks).filter(({ thought }) => thought)
    expect(thoughts.map(({ text }) => text).join('')).toBe(THOUGHT)
    expect(chunks.map(({ text }) => text ?? '').join('')).toBe(story)
    expect(chunks.at(-1)?.usageMetadata?.thoughtsTokenCount).toBe(11)
  })

  test('receives a function call, and the answer contains the output sent back', async () => {
    const chat = clientOf(await serverForTest()).chats.create({
      model: 'any',
      config: {
        tools: [
          { functionDeclarations: [{ name: CLOCK.name, parametersJsonSchema: CLOCK.parameters }] },
        ],
      },
    })
    const first = await chat.sendMessage({ message: '/tool a story' })
    expect(first.functionCalls).toMatchObject([{ name: CLOCK.name, args: { zone: 'UTC' } }])
    const response = JSON.parse(CLOCK.output) as Record<string, unknown>
    const second = await chat.sendMessageStream({
      message: { functionResponse: { name: CLOCK.name, response } },
    })
    const parts = partsOf(await read(second))
    expect(parts.map(({ text }) => text).join('')).toBe(CLOCK.answer + story)
  })

  test('receives the reason of a refusal, a filter and a token limit', async () => {
    const { models } = clientOf(await serverForTest())
    const [refused, ...more] = await read(await models.generateContentStream(requestFor('/refuse')))
    expect(refused?.promptFeedback?.blockReason).toBe('PROHIBITED_CONTENT')
    expect([refused?.candidates, more]).toEqual([undefined, []])
    const filtered = await models.generateContent(requestFor('/refuse 9'))
    expect([filtered.text, filtered.candidates?.[0]?.finishReason]).toEqual(['Once upon', 'SAFETY'])
    const config = { maxOutputTokens: 4 }
    const cut = await models.generateContent({ ...requestFor('a story'), config })
    expect([cut.text, cut.candidates?.[0]?.finishReason]).toEqual([
      'Once upon a time',
      'MAX_TOKENS',
    ])
  })

  test('throws an error sent in the middle of a stream', async () => {
    const { models } = clientOf(await serverForTest())
    const stream = await models.generateContentStream(requestFor('/error 20'))
    await expect(read(stream)).rejects.toMatchObject({ status: 500 })
  })

  test('receives Google’s messages for invalid requests', async () => {
    const { models } = clientOf(await serverForTest())
    const request = models.generateContent({ model: 'any', contents: [{ role: 'me', parts: [] }] })
    await expect(request).rejects.toBeInstanceOf(ApiError)
    await expect(models.generateContent(requestFor('/403'))).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('PERMISSION_DENIED'),
    })
  })
})

test('a stream without alt=sse is one JSON array', async () => {
  const { url } = await serverForTest()
  const response = await fetch(`${url}/v1beta/models/org/model:streamGenerateContent`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ contents: [{ parts: [{ text: 'a story' }] }] }),
  })
  const chunks = (await response.json()) as GenerateContentResponse[]
  expect(
    partsOf(chunks)
      .map(({ text }) => text)
      .join(''),
  ).toBe(story)
  expect(chunks[0]?.modelVersion).toBe('org/model')
})
