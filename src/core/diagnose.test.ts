import { afterEach, describe, expect, test, vi } from 'vitest'
import { diagnose } from './diagnose.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  sendStream,
  type Script,
} from './stream/scriptedServer.test-helper.ts'
import type { ChatStreamOptions } from './stream/options.ts'
import { textOf } from './text.ts'

const textEvents = Array.from({ length: 20 }, (_, index) => `data: {"content":"word${index} "}\n\n`)
const end = 'event: close\ndata: {}\n\n'

async function troubleWith(script: Script) {
  const { url } = await startServer(script)
  return (await diagnose({ url })).trouble
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('diagnose() finds out why a connection fails', () => {
  test('reports none if an answer streams', async () => {
    const { url, requests } = await startServer(async (_, response) => {
      await sendPieces(response, textEvents)
      setTimeout(() => response.end(end), 50)
    })
    const { trouble, answer } = await diagnose({ url }, { question: 'Are you there?' })
    expect(trouble).toBe('none')
    expect(textOf(answer)).toContain('word19')
    expect(requests.map(({ query }) => query.get('message'))).toEqual(['Are you there?'])
  })

  test.each([
    [404, 'not-found'],
    [405, 'not-found'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [503, 'http'],
  ])('reports for status %i, after one request: %s', async (status, trouble) => {
    const { url, requests } = await startServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"No."}')
    })
    const diagnosis = await diagnose({ url })
    expect(diagnosis.trouble).toBe(trouble)
    expect(diagnosis.answer.error?.message).toContain('No.')
    expect(requests).toHaveLength(1)
  })

  test.each<[string, string, Script]>([
    [
      'an HTML page',
      'content-type',
      (_, response) => sendStream(response, ['<html>Hi</html>'], 'text/html'),
    ],
    [
      'a broken format',
      'format',
      (_, response) => sendStream(response, [...textEvents, 'data: {"con\n\n']),
    ],
    [
      'an error in the stream',
      'server',
      (_, response) => sendStream(response, ['event: error\ndata: Out of memory\n\n']),
    ],
    [
      'a connection that breaks',
      'truncated',
      async (_, response) => {
        await sendPieces(response, textEvents)
        breakConnection(response)
      },
    ],
    ['an answer without any content', 'empty', (_, response) => sendStream(response, [end])],
    ['a stream without any event', 'empty', (_, response) => sendStream(response, ['\n'])],
    [
      'a connection that breaks before the first event',
      'truncated',
      async (_, response) => {
        await sendPieces(response, ['\n'])
        breakConnection(response)
      },
    ],
    [
      'JSON that no dialect knows',
      'format',
      (_, response) => sendStream(response, ['data: {"say":{"it":"Hi"}}\n\n']),
    ],
    [
      'an answer that a proxy held back',
      'buffered',
      async (_, response) => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end(textEvents.join('') + end)
      },
    ],
  ])('reports for %s: %s', async (_, trouble, script) => {
    expect(await troubleWith(script)).toBe(trouble)
  })

  test.each<[ChatStreamOptions, string, string | undefined]>([
    [{ url: '' }, '{"content":"Hi"}', 'content'],
    [{ url: '' }, '{"choices":[{"delta":{"content":"Hi"}}]}', 'openai'],
    [{ url: '' }, 'Hi', 'text'],
    [{ url: '' }, '{"say":"Hi"}', undefined],
    [{ url: '', dialect: 'ollama' }, '{"say":"Hi"}', 'ollama'],
    [{ url: '', pick: 'say' }, '{"say":"Hi"}', 'pick'],
  ])('reports with the options %o for %s the format %s', async (options, payload, format) => {
    const { url } = await startServer((_, response) =>
      sendStream(response, ['data: {}\n\n', `data: ${payload}\n\n`, 'data: [DONE]\n\n']),
    )
    const diagnosis = await diagnose({ ...options, url })
    expect(diagnosis).toMatchObject({ format, firstPayload: payload })
  })

  test('reports unreachable if nothing listens', async () => {
    expect((await diagnose({ url: 'http://127.0.0.1:9/chat' })).trouble).toBe('unreachable')
  })

  test('reports cors if a server runs but the browser hides its response', async () => {
    const fetch = vi.fn(async (_: unknown, init?: RequestInit) => {
      if (init?.mode !== 'no-cors') throw new TypeError('Failed to fetch')
      return new Response()
    })
    const url = 'http://model.example:11434/api/chat'
    expect((await diagnose({ url, fetch })).trouble).toBe('cors')
    // The second request does not run the model.
    expect(String(fetch.mock.calls[1]?.[0])).toBe('http://model.example:11434/')
  })

  test.each([
    ['http://model.example/', 'mixed-content'],
    ['http://localhost:9/', 'unreachable'],
    ['https://localhost:9/', 'unreachable'],
  ])('reports for a request from an https page to %s: %s', async (url, trouble) => {
    vi.stubGlobal('location', new URL('https://chat.example/'))
    const fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    expect((await diagnose({ url, fetch })).trouble).toBe(trouble)
  })

  test('reports address for a URL that is not http(s)', async () => {
    expect((await diagnose({ url: 'ftp://model.example/' })).trouble).toBe('address')
  })

  test.each([
    [20, 'slow'],
    [5, 'none'],
    [61, 'timeout'],
  ])('reports for a first byte after %i s: %s', async (seconds, trouble) => {
    vi.useFakeTimers()
    const fetch = async (_: unknown, init?: RequestInit) => {
      await new Promise((resolve, reject) => {
        setTimeout(resolve, seconds * 1000)
        init?.signal?.addEventListener('abort', () =>
          reject(new DOMException('Aborted', 'AbortError')),
        )
      })
      return new Response(textEvents[0] + end, { headers: { 'content-type': 'text/event-stream' } })
    }
    const diagnosis = diagnose({ url: 'http://localhost/', fetch })
    await vi.advanceTimersByTimeAsync(65_000)
    expect((await diagnosis).trouble).toBe(trouble)
  })
})

test('diagnose() requests the URL of an EventSource with fetch, to get the status', async () => {
  const { url } = await startServer((_, response) => response.writeHead(401).end())
  expect((await diagnose({ url, transport: 'eventsource' })).trouble).toBe('unauthorized')
})

test('diagnose() cancels its request when the signal is aborted', async () => {
  const wanted = new AbortController()
  let isClosed = false
  const { url, requests } = await startServer((_, response) => {
    response.on('close', () => (isClosed = true))
  })
  const diagnosis = diagnose({ url }, { signal: wanted.signal })
  await vi.waitFor(() => expect(requests).toHaveLength(1))
  wanted.abort(new Error('Enough.'))
  await expect(diagnosis).rejects.toThrow('Enough.')
  await vi.waitFor(() => expect(isClosed).toBe(true))
})
