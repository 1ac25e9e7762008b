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
    const batch = [data('Once', ' upon'), data(' a', ' time'), control('o2', true)]
    let freeze: () => void = () => undefined
    const { answer, sent } = await askWith(
      preset,
      [
        (response) => sendJson(response, { streamUrl: '/streams/s1' }),
        (response) => sendStream(response, batch),
        // A server may name its offsets elsewhere the next time.
        (response) =>
          sendStream(response, [
            data('Once', ' upon', ' a'),
            control('o1'),
            data(' time'),
            control('o2', true),
          ]),
      ],
      {
        // The page is frozen in the middle of the batch.
        onEvent: (event) => event.type === 'text-delta' && event.text === ' a' && freeze(),
      },
      (chat) => {
        freeze = () => {
          freeze = () => undefined
          chat.hold()
          chat.wake()
        }
      },
    )
    expect([textOf(answer), answer.outcome]).toEqual(['Once upon a time', 'complete'])
    expect(sent).toHaveLength(3)
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
