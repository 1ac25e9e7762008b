import { EventSource as NpmEventSource } from 'eventsource'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTape, replayAsFetch } from '../../testing/index.ts'
import { createChatStream } from './createChatStream.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  sendStream,
} from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'

/**
 * The streaming client found in many tutorials, with its three bugs: it assumes that every chunk has only
 * whole lines and whole characters, and that every end is a success.
 */
async function naiveAsk(
  url: string,
  get: typeof fetch = fetch,
): Promise<{ text: string; isDone: boolean }> {
  const response = await get(`${url}?message=hello`)
  const reader = response.body?.getReader()
  let text = ''
  for (;;) {
    const { done = true, value } = (await reader?.read().catch(() => undefined)) ?? {}
    if (done) return { text, isDone: true }
    for (const line of new TextDecoder().decode(value).split('\n')) {
      if (!line.startsWith('data: ')) continue
      try {
        text += JSON.parse(line.slice('data: '.length)).content ?? ''
      } catch {
        // The tutorials log the error and continue.
      }
    }
  }
}

async function ask(url: string, get: typeof fetch = fetch) {
  const chat = createChatStream({ url, fetch: get, retry: { baseDelay: 1 } })
  const answer = await chat.send('hello')
  return { text: textOf(answer), outcome: answer.outcome }
}

/** Returns a `fetch` that delivers a body in exactly these pieces, which a real server cannot guarantee. */
const delivering =
  (...pieces: readonly (string | Uint8Array)[]): typeof fetch =>
  (...request) =>
    replayAsFetch(createTape(pieces))(...request)

describe('the copied examples, compared with this client', () => {
  const url = 'http://localhost/'

  test('lose an event that is cut in two', async () => {
    const get = delivering('data: {"content":"Once"}\n\nda', 'ta: {"content":" upon"}\n', '\n')
    expect((await naiveAsk(url, get)).text).toBe('Once')
    expect(await ask(url, get)).toEqual({ text: 'Once upon', outcome: 'complete' })
  })

  test('break a character that is cut in two', async () => {
    const bytes = Buffer.from('data: {"content":"好👋"}\n\n')
    const get = delivering(bytes.subarray(0, 19), bytes.subarray(19, 23), bytes.subarray(23))
    expect((await naiveAsk(url, get)).text).not.toBe('好👋')
    expect(await ask(url, get)).toEqual({ text: '好👋', outcome: 'complete' })
  })

  test('report a broken connection as a success', async () => {
    const { url, requests } = await startServer(async (_, response) => {
      await sendPieces(response, ['data: {"content":"Take no more than"}\n\n'])
      breakConnection(response)
    })
    expect(await naiveAsk(url)).toEqual({ text: 'Take no more than', isDone: true })
    requests.splice(0)
    expect(await ask(url)).toEqual({ text: 'Take no more than', outcome: 'truncated' })
    expect(requests).toHaveLength(1)
  })

  describe('with an EventSource', () => {
    afterEach(() => vi.unstubAllGlobals())

    test('send the question again at every end', async () => {
      vi.stubGlobal('EventSource', NpmEventSource)
      const runs = { naive: 0, ours: 0 }
      const { url } = await startServer(async ({ query }, response) => {
        runs[query.get('message') === 'hello' ? 'ours' : 'naive'] += 1
        await sendStream(response, ['retry: 1\n\n', 'data: {"content":"Once"}\n\n'])
      })

      const chat = createChatStream({ url, transport: 'eventsource', retry: { baseDelay: 1 } })
      expect(textOf(await chat.send('hello'))).toBe('Once')
      let naiveText = ''
      const naive = new NpmEventSource(`${url}?message=naive`)
      naive.onmessage = ({ data }) => (naiveText += JSON.parse(String(data)).content)
      await vi.waitFor(() => expect(runs.naive).toBeGreaterThan(2))
      naive.close()

      expect(naiveText).toContain('OnceOnce')
      expect(runs.ours).toBe(1)
    })
  })
})
