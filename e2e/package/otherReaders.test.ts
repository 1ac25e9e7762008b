// Readers without this library: they read a chat server in Express through a proxy that cuts connections.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EventSource } from 'eventsource'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createChatServer } from 'vue-chat-stream/server'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { loadExamples } from './docs/loadExamples.ts'
import { CHAT_PATH, expressHost } from './support/chatHosts.ts'
import { SEED } from './support/seed.ts'
import { answerTo, talkativeModel } from './support/talkativeModel.ts'
import { until } from './support/until.ts'

const PAGE = 'docs/recipes/any-client.md'
const JSON_TYPE = { 'content-type': 'application/json' }

async function startCut({ isCalm = false } = {}) {
  const runs: string[] = []
  const chat = createChatServer({
    answer({ message }, { signal }) {
      runs.push(message)
      return talkativeModel({ message, messages: [] }, signal)
    },
  })
  onTestFinished(() => chat.close())
  const { port, close } = await expressHost.start(chat)
  onTestFinished(close)
  const downward = { min: 500, max: 10_000 }
  const proxy = await startKillingProxy({ targets: [{ port }], seed: SEED, downward })
  onTestFinished(() => proxy.close())
  if (isCalm) proxy.calm()
  const direct = `http://127.0.0.1:${port}${CHAT_PATH}`
  return { runs, proxy, url: proxy.origin + CHAT_PATH, direct }
}

interface Data {
  readonly content?: string
  readonly reason?: string
  readonly length?: number
}

const urlOf = (url: string, message: string) => `${url}?${new URLSearchParams({ message })}`

/** Returns a question with a long answer, so that connections break in it. */
function longQuestion(): string {
  for (let number = 0; ; number += 1) {
    if (answerTo(`Why ${number}?`).length > 3_000) return `Why ${number}?`
  }
}

test(`the reader of ${PAGE} gets the exact answer of one run over cut connections (SEED=${SEED})`, async () => {
  const { runs, proxy, url, direct } = await startCut()
  const { read } = (await (
    await loadExamples(PAGE)
  )('reader.ts')) as {
    read(url: string, session: string): Promise<{ text: string; reason: string; length: number }>
  }
  const message = longQuestion()
  const init = { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ message }) }
  const { sessionId } = (await (await fetch(`${direct}/init`, init)).json()) as {
    sessionId: string
  }
  const text = answerTo(message)
  expect(await read(url, sessionId)).toEqual({ text, reason: 'done', length: text.length })
  expect(runs).toEqual([message])
  expect(proxy.counts().kills).toBeGreaterThan(1)
  await expect(read(url, 'a'.repeat(32))).rejects.toThrow('404')
})

test(`the EventSource of ${PAGE} gets the exact answer of one run over cut connections, by npm’s eventsource`, async () => {
  vi.stubGlobal('EventSource', EventSource)
  onTestFinished(() => void vi.unstubAllGlobals())
  const { runs, proxy, url } = await startCut()
  const { listen } = (await (
    await loadExamples(PAGE)
  )('eventSource.ts')) as {
    listen(url: string, onText: (text: string) => void): Promise<string>
  }
  const message = longQuestion()
  let text = ''
  expect(await listen(urlOf(url, message), (piece) => (text += piece))).toBe('done')
  expect(text).toBe(answerTo(message))
  expect(runs).toEqual([message])
  expect(proxy.counts().kills).toBeGreaterThan(1)
})

test('an EventSource that is never closed runs its question once, and gives up at the 204', async () => {
  const { runs, url } = await startCut({ isCalm: true })
  const source = new EventSource(urlOf(url, 'Hello?'))
  onTestFinished(() => source.close())
  let text = ''
  source.onmessage = ({ data }) => (text += (JSON.parse(data) as { content: string }).content)
  await until(() => source.readyState === EventSource.CLOSED)
  expect(text).toBe(answerTo('Hello?'))
  expect(runs).toEqual(['Hello?'])
})

test('curl -N prints the whole answer and its end', async () => {
  const { url } = await startCut({ isCalm: true })
  const message = longQuestion()
  const { stdout } = await promisify(execFile)('curl', ['-sN', urlOf(url, message)])
  const lines = stdout.split('\n').filter((line) => line.startsWith('data: '))
  const pieces = lines.map((line) => JSON.parse(line.slice('data: '.length)) as Data)
  expect(pieces.map(({ content = '' }) => content).join('')).toBe(answerTo(message))
  expect(pieces.at(-1)).toEqual({ reason: 'done', length: answerTo(message).length })
})
