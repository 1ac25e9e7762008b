import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { startServer, sendStream } from '../stream/scriptedServer.test-helper.ts'
import { reasoningOf, textOf } from '../text.ts'
import {
  bodyOfRecording,
  contentTypeOf,
  expectationOf,
  recordings,
} from './recordings.test-helper.ts'

/**
 * Sending byte by byte is slow, as each byte is a segment: of long streams only this many bytes are sent
 * so.
 */
const LONGEST_IN_BYTES = 1500

function* piecesOf(bytes: Uint8Array, sizes: Iterable<number>): Generator<Uint8Array> {
  let from = 0
  for (const size of sizes) {
    if (from >= bytes.length) return
    yield bytes.subarray(from, from + size)
    from += size
  }
  if (from < bytes.length) yield bytes.subarray(from)
}

describe.skipIf(recordings.length === 0)(
  'createChatStream() reads each shared recorded stream over HTTP',
  () => {
    test.each(recordings)('$file', { timeout: 120_000 }, async (recording) => {
      const bytes = new TextEncoder().encode(bodyOfRecording(recording))
      const expected = expectationOf(recording)
      const [random = []] = fc.sample(
        fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 50 }),
        {
          numRuns: 1,
          seed: 7,
        },
      )
      let sizes: readonly number[] = []
      const { url } = await startServer((_, response) =>
        sendStream(response, piecesOf(bytes, sizes), contentTypeOf(recording)),
      )
      for (sizes of [[], Array<number>(LONGEST_IN_BYTES).fill(1), random]) {
        const chat = createChatStream({ url, dialect: 'auto', retry: false })
        const answer = await chat.send('Hello')
        expect(textOf(answer)).toBe(expected.text)
        if (expected.reasoning !== undefined) expect(reasoningOf(answer)).toBe(expected.reasoning)
        expect(answer.finishReason).toBe(expected.finishReason)
        expect(answer.outcome).toBe(expected.outcome)
      }
    })
  },
)
