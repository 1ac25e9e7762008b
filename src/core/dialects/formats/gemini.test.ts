import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../../text.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { gemini } from './gemini.ts'

const chunk = (parts: readonly object[], rest: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...rest }],
})

const decode = (...payloads: readonly unknown[]) => decodeAll(gemini, sse(...payloads))

test('gemini separates thoughts and text, and reports the last usage', async () => {
  const { message } = await decode(
    chunk([{ text: 'Hm.', thought: true }, { text: 'Good ' }]),
    { ...chunk([{ text: 'morning' }]), usageMetadata: { promptTokenCount: 3 } },
    {
      ...chunk([{ text: '', thoughtSignature: 'x' }], { finishReason: 'STOP' }),
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 9 },
    },
  )
  expect(reasoningOf(message)).toBe('Hm.')
  expect(textOf(message)).toBe('Good morning')
  expect(message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 9 })
})

describe('gemini proof of the end', () => {
  test('is the clean end of the body after a finish reason', async () => {
    const { message, outcome } = await decode(chunk([{ text: 'Hi' }], { finishReason: 'STOP' }))
    expect(outcome).toBe('complete')
    expect(message.finishReason).toBe('STOP')
  })

  test('is not the finish reason, which every chunk may have', async () => {
    const body = sse(
      chunk([{ text: 'One' }], { finishReason: 'STOP' }),
      chunk([{ text: ' two' }], { finishReason: 'STOP' }),
    )
    const { message, events } = await decodeAll(gemini, body)
    expect(textOf(message)).toBe('One two')
    expect(events.map(({ type }) => type)).toEqual([
      'text-delta',
      'finish-reason',
      'text-delta',
      'finish-reason',
      'finish',
    ])
  })

  test('is not only the end of the body', async () => {
    expect((await decode(chunk([{ text: 'Hi' }]))).outcome).toBe('truncated')
  })
})

test.each(['SAFETY', 'PROHIBITED_CONTENT', 'RECITATION'])(
  'gemini reports an answer that ends with %s as refused',
  async (finishReason) => {
    expect((await decode(chunk([{ text: 'Well' }], { finishReason }))).outcome).toBe('refused')
  },
)

test('gemini reports a blocked prompt as refused, whatever the reason', async () => {
  const { message, outcome } = await decode({ promptFeedback: { blockReason: 'OTHER' } })
  expect(outcome).toBe('refused')
  expect(message.finishReason).toBe('OTHER')
})

test('gemini reports a malformed function call as failed', async () => {
  const { outcome, error } = await decode(chunk([], { finishReason: 'MALFORMED_FUNCTION_CALL' }))
  expect(outcome).toBe('failed')
  expect(error?.message).toContain('MALFORMED_FUNCTION_CALL')
})

test('gemini keeps two calls of the same function separate, without ids', async () => {
  const call = (city: string) => ({ functionCall: { name: 'weather', args: { city } } })
  const { message } = await decode(
    chunk([call('Rome'), call('Oslo')]),
    chunk([{ functionCall: { id: 'own', name: 'time', args: {} } }]),
  )
  expect(message.parts).toMatchObject([
    { type: 'tool', id: 'call_0', name: 'weather', args: '{"city":"Rome"}' },
    { type: 'tool', id: 'call_1', name: 'weather', args: '{"city":"Oslo"}' },
    { type: 'tool', id: 'own', name: 'time', args: '{}' },
  ])
})

test('gemini reads images as files and grounding pages as sources', async () => {
  const { message } = await decode(
    chunk(
      [
        { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
        { fileData: { mimeType: 'image/jpeg', fileUri: 'https://example.com/b.jpg' } },
      ],
      {
        groundingMetadata: {
          groundingChunks: [{ web: { uri: 'https://example.com/a', title: 'A' } }, {}],
        },
      },
    ),
  )
  expect(message.parts).toEqual([
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
    { type: 'file', mediaType: 'image/jpeg', url: 'https://example.com/b.jpg' },
    { type: 'source', url: 'https://example.com/a', title: 'A' },
  ])
})

test('gemini fails the answer on an error inside the stream', async () => {
  const error = { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' }
  const { message, outcome, error: reported } = await decode(chunk([{ text: 'Hi' }]), { error })
  expect(outcome).toBe('failed')
  expect(reported?.message).toBe('Overloaded')
  expect(textOf(message)).toBe('Hi')
})
