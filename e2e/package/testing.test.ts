import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { textOf, useChatStream } from 'vue-chat-stream'
import { createChatStream, isChatStreamError } from 'vue-chat-stream/core'
import {
  createFakeTransport,
  createTape,
  forEveryCut,
  parseTape,
  replayAsFetch,
  replayAsTransport,
} from 'vue-chat-stream/testing'
import { SEED } from './support/seed.ts'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))
const TEXT = 'Once upon a time. 龙🐉'
const url = 'http://localhost/ai/chat/stream'

const content = (text: string) => `data: ${JSON.stringify({ content: text })}\n\n`
const close = `event: close\ndata: ${JSON.stringify({ reason: 'done', length: TEXT.length })}\n\n`
const tape = createTape([content('Once upon'), content(TEXT.slice(9)), close], { interval: 5 })

test('a tape replays through the composable, however its bytes are split', async () => {
  const file = JSON.stringify(tape)
  for (const chunk of [1, [3, 50], { seed: SEED }]) {
    const fetch = replayAsFetch(parseTape(file), { chunk })
    const chat = useChatStream({ url, fetch, updates: 'event' })
    const { outcome, error } = await chat.send('Tell me a story')
    expect(chat.messages.value.map(textOf)).toEqual(['Tell me a story', TEXT])
    expect({ outcome, error }).toEqual({ outcome: 'complete', error: undefined })
    chat.dispose()
  }
})

test('a tape replays through the core at its recorded speed', async () => {
  const chat = createChatStream({ url, transport: replayAsTransport(tape, { speed: 1 }) })
  onTestFinished(chat.dispose)
  const answer = await chat.send('Tell me a story')
  expect(textOf(answer)).toBe(TEXT)
  expect(answer.metrics?.duration).toBeGreaterThan(10)
})

test('an answer is complete only if the cut is behind its last byte', async () => {
  await forEveryCut(
    tape,
    async ({ fetch, isWhole }) => {
      const answer = await createChatStream({ url, fetch }).send('Tell me a story')
      expect(TEXT).toContain(textOf(answer))
      if (isWhole) expect(answer.outcome).toBe('complete')
      if (answer.outcome === 'complete') expect(textOf(answer)).toBe(TEXT)
    },
    { every: 'byte', chunk: { seed: SEED } },
  )
})

test('the testing entry throws the same error class as the other entries', async () => {
  expect(() => parseTape('{}')).toThrow(expect.toSatisfy((thrown) => isChatStreamError(thrown)))
  const fake = createFakeTransport()
  const chat = useChatStream({ url, transport: fake.transport })
  onTestFinished(chat.dispose)
  const answer = chat.send('Hello')
  await (await fake.next()).refuse(403, 'No')
  expect(isChatStreamError((await answer).error, 'http')).toBe(true)
})

test.each(['index.js', 'core.js', 'markdown.js', 'stub-server.js'])(
  '%s contains no code of the testing entry',
  (entry) => {
    const code = codeOf(entry).join('\n')
    expect(code).not.toContain('vue-chat-stream-tape')
    expect(code).not.toContain('createFakeTransport')
    expect(codeOf('testing.js').join('\n')).toContain('vue-chat-stream-tape')
  },
)

/** Returns the code of a built file and of all files that it imports from the same folder. */
function codeOf(entry: string): string[] {
  const files = new Map<string, string>()
  const read = (file: string) => {
    if (files.has(file)) return
    const code = readFileSync(file, 'utf8')
    files.set(file, code)
    for (const [, path] of code.matchAll(/from "(\.[^"]+)"/g)) {
      read(fileURLToPath(new URL(path ?? '', `file://${file}`)))
    }
  }
  read(DIST + entry)
  return [...files.values()]
}

test('the fake transport works in node:test', () => {
  const script = `
    import assert from 'node:assert/strict'
    import { mock, test } from 'node:test'
    import { createChatStream, textOf } from 'vue-chat-stream/core'
    import { createFakeTransport } from 'vue-chat-stream/testing'

    test('answers step by step with a mocked clock', async () => {
      mock.timers.enable()
      const fake = createFakeTransport()
      const chat = createChatStream({ url: '/', transport: fake.transport })
      const answer = chat.send('Hello')
      const request = await fake.next()
      await request.text('Hi')
      assert.equal(textOf(chat.getState().messages[1]), 'Hi')
      await request.end()
      assert.equal((await answer).outcome, 'complete')
    })
  `
  const node = ['--input-type=module', '--test-reporter=tap', '--eval', script]
  const options = { encoding: 'utf8', stdio: 'pipe', timeout: 120_000 } as const
  const output = execFileSync(process.execPath, node, options)
  expect(output).toContain('# pass 1')
})
