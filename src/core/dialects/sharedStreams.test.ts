import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../text.ts'
import { decodeAll } from './decodeAll.test-helper.ts'
import { auto } from './auto.ts'
import {
  bodyOfRecording,
  contentTypeOf,
  expectationOf,
  recordings,
} from './recordings.test-helper.ts'
import { withThinkTags } from './thinkTags.ts'

describe.skipIf(recordings.length === 0)(
  'auto recognizes and decodes each shared recorded stream',
  () => {
    test.each(recordings)('$file', { timeout: 60_000 }, async (recording) => {
      const body = bodyOfRecording(recording)
      const contentType = contentTypeOf(recording)
      const expected = expectationOf(recording)
      const sizes = fc.sample(fc.integer({ min: 1, max: 200 }), { numRuns: 3, seed: 1 })
      for (const size of [Infinity, 1, ...sizes]) {
        const { message, outcome } = await decodeAll(auto, body, { contentType, size })
        expect(textOf(message)).toBe(expected.text)
        expect(message.refusal).toBe(recording.expected.refusal)
        expect(message.finishReason).toBe(expected.finishReason)
        if (expected.reasoning !== undefined) expect(reasoningOf(message)).toBe(expected.reasoning)
        if (expected.usage) expect(message.usage?.raw).toMatchObject(expected.usage)
        if (expected.tools) {
          const tools = message.parts.filter((part) => part.type === 'tool')
          expect(tools).toMatchObject(expected.tools)
        }
        expect(outcome).toBe(expected.outcome)
      }
      // No recording has reasoning in its text.
      const split = await decodeAll(withThinkTags(auto), body, { contentType })
      expect(textOf(split.message)).toBe(expected.text)
      expect(split.outcome).toBe(expected.outcome)
    })
  },
)

const pair = recordings.filter(({ file }) => file.startsWith('openai-responses-background'))

describe.skipIf(pair.length !== 2)('a response in the background', () => {
  test('has each piece once if it is cut after any event and requested again', async () => {
    const [begun = '', again = ''] = pair.map(bodyOfRecording)
    const events = begun.split('\n\n').map((event) => `${event}\n\n`)
    for (let count = 0; count < events.length; count += 1) {
      const body = events.slice(0, count).join('') + again
      const { message, outcome } = await decodeAll(auto, body)
      expect(message.parts).toEqual([{ type: 'text', text: pair[0]?.expected.text }])
      expect(outcome).toBe('complete')
    }
  })
})
