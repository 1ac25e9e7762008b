import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { sendStream, startServer } from '../stream/scriptedServer.test-helper.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'
import { auto } from './auto.ts'
import { decodeAll, sse } from './decodeAll.test-helper.ts'
import { withThinkTags } from './thinkTags.ts'
import type { VendorStream } from './vendorStream.test-helper.ts'
import { vendorStreams } from './vendorStreams.test-helper.ts'

const CUTS = fc.sample(fc.integer({ min: 2, max: 200 }), { numRuns: 5, seed: 1 })

function expectAnswer(answer: Partial<ChatMessage>, expected: VendorStream): void {
  const { parts = [] } = answer
  expect(textOf({ parts })).toBe(expected.text)
  expect(reasoningOf({ parts })).toBe(expected.reasoning ?? '')
  expect(parts.filter(({ type }) => type === 'tool')).toMatchObject(expected.tools ?? [])
  const { finishReason, refusal } = expected
  expect({ finishReason: answer.finishReason, refusal: answer.refusal }).toEqual({
    finishReason,
    refusal,
  })
  if (expected.usage) expect(answer.usage?.raw).toMatchObject(expected.usage)
}

describe.each(vendorStreams)('the stream of $name', (stream) => {
  const { body, contentType = 'text/event-stream', outcome, error } = stream

  test('is recognized and decoded, wherever it is cut', async () => {
    for (const size of [Infinity, 1, ...CUTS]) {
      const decoded = await decodeAll(auto, body, { contentType, size })
      expectAnswer(decoded.message, stream)
      expect(decoded.outcome).toBe(outcome)
      if (error) expect(decoded.error?.message).toContain(error)
    }
  })

  test('stays the same if reasoning in tags is looked for', async () => {
    const decoded = await decodeAll(withThinkTags(auto), body, { contentType })
    expectAnswer(decoded.message, stream)
    expect(decoded.outcome).toBe(outcome)
  })

  test('becomes the answer of createChatStream(), in one piece and byte by byte', async () => {
    const bytes = new TextEncoder().encode(body)
    const cut = Array.from(bytes, (byte) => Uint8Array.of(byte))
    let pieces: readonly Uint8Array[] = [bytes]
    const { url } = await startServer((_, response) => sendStream(response, pieces, contentType))
    for (pieces of [[bytes], cut]) {
      const chat = createChatStream({ url, dialect: 'auto', retry: false })
      const answer = await chat.send('Hello')
      expectAnswer(answer, stream)
      expect(answer.outcome).toBe(outcome)
      if (error) expect(answer.error?.message).toContain(error)
    }
  })
})

test('auto has each piece of a background response once if it is requested again', async () => {
  const words = ['One', ' two', ' three', ' four']
  const event = (type: string, index: number, fields: object) =>
    sse({ type, sequence_number: index, output_index: 0, content_index: 0, ...fields })
  const events = [
    event('response.created', 0, { response: { id: 'r', object: 'response', output: [] } }),
    ...words.map((delta, index) => event('response.output_text.delta', index + 1, { delta })),
    event('response.completed', 5, {
      response: {
        id: 'r',
        output: [{ type: 'message', content: [{ type: 'output_text', text: words.join('') }] }],
      },
    }),
  ]
  for (let count = 0; count < events.length; count += 1) {
    const body = [...events.slice(0, count), ...events].join('')
    const { message, outcome } = await decodeAll(auto, body)
    expect(message.parts).toEqual([{ type: 'text', text: words.join('') }])
    expect(outcome).toBe('complete')
  }
})
