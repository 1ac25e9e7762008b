// Runs the code that clients of NestJS usually have against the module, unchanged.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EventSource } from 'eventsource'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { answerTo, readLedger } from './nest-module/model.ts'
import { createLedgerFile, startNest } from './nest-module/startNest.ts'
import { SEED } from './support/seed.ts'
import { eventually } from './support/until.ts'

const QUESTION = 'Wer fragt? & 谁在问 🐉'
const run = promisify(execFile)

let ledger: string
let url: string
let port: number

beforeEach(async () => {
  ledger = createLedgerFile()
  ;({ port } = await startNest({ style: 'controller', ledger }))
  url = `http://127.0.0.1:${port}/ai/chat/stream`
})

/** The loop of most tutorials, with what they do when the server reports the end. */
function listen(source: EventSource): Promise<string> {
  onTestFinished(() => source.close())
  return new Promise((resolve) => {
    let text = ''
    source.onmessage = ({ data }) => {
      text += (JSON.parse(String(data)) as { content: string }).content
    }
    source.addEventListener('close', () => {
      source.close()
      resolve(text)
    })
  })
}

test('an EventSource on the GET receives the whole answer', async () => {
  const source = new EventSource(`${url}?message=${encodeURIComponent(QUESTION)}`)
  expect(await listen(source)).toBe(answerTo(QUESTION))
  expect(readLedger(ledger).runs()).toBe(1)
})

test('a POST for the id and an EventSource for the answer receive the whole answer', async () => {
  const response = await fetch(`${url}/init`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: QUESTION }),
  })
  const { sessionId } = (await response.json()) as { sessionId: string }
  expect(await listen(new EventSource(`${url}/${sessionId}`))).toBe(answerTo(QUESTION))
  expect(readLedger(ledger).runs()).toBe(1)
})

test('an EventSource that ignores the end reconnects once, gets 204 and gives up without another run', async () => {
  const source = new EventSource(`${url}?message=${encodeURIComponent(QUESTION)}`)
  onTestFinished(() => source.close())
  let text = ''
  source.onmessage = ({ data }) => {
    text += (JSON.parse(String(data)) as { content: string }).content
  }
  await eventually(() => expect(source.readyState).toBe(EventSource.CLOSED))
  expect(text).toBe(answerTo(QUESTION))
  expect(readLedger(ledger).runs()).toBe(1)
})

test(`an EventSource receives the whole answer of one run over cut connections (SEED=${SEED})`, async () => {
  const proxy = await startKillingProxy({
    targets: [{ port }],
    seed: SEED,
    downward: { min: 600, max: 2_500 },
  })
  onTestFinished(() => proxy.close())
  const { origin } = proxy
  const source = new EventSource(`${origin}/ai/chat/stream?message=${encodeURIComponent(QUESTION)}`)
  expect(await listen(source)).toBe(answerTo(QUESTION))
  expect(proxy.counts().kills).toBeGreaterThan(0)
  expect(readLedger(ledger).runs()).toBe(1)
})

test('curl -N prints the whole answer', async () => {
  const query = new URLSearchParams({ message: QUESTION })
  const { stdout } = await run('curl', ['-sN', `${url}?${query.toString()}`])
  const events = stdout.split('\n').filter((line) => line.startsWith('data: '))
  const data = events.map((line) => JSON.parse(line.slice(6)) as Record<string, unknown>)
  expect(data.map(({ content = '' }) => content).join('')).toBe(answerTo(QUESTION))
  expect(data.at(-1)).toEqual({ reason: 'done', length: answerTo(QUESTION).length })
})

test('a loop over fetch that reads lines receives the whole answer', async () => {
  const seen = vi.fn()
  const response = await fetch(`${url}?message=${encodeURIComponent(QUESTION)}`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('The response has no body.')
  let buffer = ''
  let text = ''
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    seen()
    buffer += next.value
    const lines = buffer.split('\n')
    buffer = lines.pop() ?? ''
    for (const line of lines) {
      if (!line.startsWith('data: ')) continue
      text += (JSON.parse(line.slice(6)) as { content?: string }).content ?? ''
    }
  }
  expect(text).toBe(answerTo(QUESTION))
  expect(seen.mock.calls.length).toBeGreaterThan(5)
})
