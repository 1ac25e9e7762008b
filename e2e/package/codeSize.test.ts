// Checks the claims of docs/recipes/code-size.md, as far as the libraries are installed here.
import { EventType, memoryStream, toServerSentEventsResponse, type StreamChunk } from '@tanstack/ai'
import { expect, test } from 'vitest'
import { readExample, readPage } from './docs/readExamples.ts'

test('docs/recipes/code-size.md gives the number of lines that the server of the README has', async () => {
  const code = await readExample('README.md', 'server.ts')
  const lines = code.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line))
  const page = await readPage('docs/recipes/code-size.md')
  const [, count] = /^\| `vue-chat-stream\/server`, Express +\| +(\d+) \|/m.exec(page) ?? []
  expect(Number(count)).toBe(lines.length)
})

test('TanStack AI runs a question twice if it arrives twice with one run id', async () => {
  let runs = 0
  async function* answer(): AsyncGenerator<StreamChunk> {
    runs += 1
    yield { type: EventType.RUN_STARTED, runId: 'run', threadId: 'chat' }
    yield { type: EventType.RUN_FINISHED, runId: 'run', threadId: 'chat' }
  }
  const ask = () => {
    const headers = { 'X-Run-Id': 'run' }
    const request = new Request('http://localhost/', { method: 'POST', headers })
    const durability = { adapter: memoryStream(request) }
    return toServerSentEventsResponse(answer(), { durability }).text()
  }
  await ask()
  await ask()
  expect(runs).toBe(2)
})
