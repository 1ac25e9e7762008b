import { describe, expect, test } from 'vitest'
import {
  sendPieces,
  sendStream,
  startServer,
  type ScriptedRequest,
} from '../../stream/scriptedServer.test-helper.ts'
import { textOf } from '../../text.ts'
import { durableStreams } from '../durableStreams.ts'
import { askWith, sendAndBreak, sendJson } from './presets.test-helper.ts'

const preset = (origin: string) => durableStreams({ url: `${origin}/api/chat`, apiKey: 'k' })
const data = (...words: readonly string[]) =>
  `event: data\ndata: ${JSON.stringify(words.map((content) => ({ content })))}\n\n`
const control = (offset: string, isClosed = false) =>
  `event: control\ndata: ${JSON.stringify({ streamNextOffset: offset, streamClosed: isClosed })}\n\n`
const created = (response: Parameters<typeof sendJson>[0]) =>
  sendJson(response, { streamUrl: '/streams/s1' }, 201)

describe('durableStreams()', () => {
  test('reads the items of the stream, which count when the offset after them is known', async () => {
    const { answer, sent } = await askWith(preset, [
      created,
      (response) => sendAndBreak(response, [data('Once'), control('o1'), data(' upon')]),
      (response) => sendStream(response, [data(' upon', ' a time'), control('o2', true)]),
    ])
    expect([textOf(answer), answer.outcome]).toEqual(['Once upon a time', 'complete'])
    expect(sent).toEqual([
      'POST /api/chat',
      'GET /streams/s1?offset=-1&live=sse',
      'GET /streams/s1?offset=o1&live=sse',
    ])
  })

  test('reads the stream again if the answer ends without its close', async () => {
    const { answer, sent } = await askWith(preset, [
      created,
      (response) => sendStream(response, [data('Once'), control('o1')]),
      (response) => sendStream(response, [control('o1', true)]),
    ])
    expect([textOf(answer), answer.outcome]).toEqual(['Once', 'complete'])
    expect(sent.at(-1)).toBe('GET /streams/s1?offset=o1&live=sse')
  })

  test('continues between the items of one batch', async () => {
    let joins = 0
    const { answer, sent } = await askWith(
      preset,
      [
        created,
        (response) =>
          sendStream(response, [data('Once', ' upon'), data(' a', ' time'), control('o2', true)]),
      ],
      {
        // An error in the middle of a batch, once.
        dialect: {
          name: 'content',
          decode: ({ data: payload }) => {
            const { content } = JSON.parse(payload) as { content: string }
            if (content === ' a' && joins++ === 0) throw new TypeError('The connection broke.')
            return [{ type: 'text-delta', text: content }]
          },
          end: () => [{ type: 'finish', outcome: 'complete' }],
        },
      } as object,
    )
    // A dialect that throws ends the answer; what was applied has its cursor.
    expect(answer).toMatchObject({ outcome: 'failed', run: { cursor: '2 -1' } })
    expect(textOf(answer)).toBe('Once upon')
    expect(sent).toHaveLength(2)
  })

  test('fails if the endpoint names no stream', async () => {
    const { answer } = await askWith(preset, [(response) => sendJson(response, {})])
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'content-type' } })
  })

  test('sends the API key to the stream only on its own origin', async () => {
    const seen: ScriptedRequest[] = []
    const other = await startServer((request, response) => {
      seen.push(request)
      return sendStream(response, [data('Once'), control('o1', true)])
    })
    const { answer, requests } = await askWith(preset, [
      (response) => sendJson(response, { streamUrl: `${new URL(other.url).origin}/s` }),
    ])
    expect(textOf(answer)).toBe('Once')
    expect(requests[0]?.headers.authorization).toBe('Bearer k')
    expect(seen[0]?.headers.authorization).toBeUndefined()
  })

  test('shows the text of a stream that has no JSON', async () => {
    const { answer } = await askWith(preset, [
      created,
      async (response) => {
        await sendPieces(response, ['event: data\ndata: Hello\n\n', control('o1', true)])
        response.end()
      },
    ])
    expect([textOf(answer), answer.outcome]).toEqual(['Hello', 'complete'])
  })
})
