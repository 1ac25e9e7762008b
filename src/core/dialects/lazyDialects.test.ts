import { afterEach, expect, test, vi } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { sendStream, startServer } from '../stream/scriptedServer.test-helper.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { Dialect } from '../types.ts'
import { sse } from './decodeAll.test-helper.ts'

const BODY = sse(
  { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
  ...['<think>Hm.</think>', 'Once ', 'upon'].map((delta) => ({
    type: 'TEXT_MESSAGE_CONTENT',
    messageId: 'm',
    delta,
  })),
  { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
)

/** Imports the modules again, like a page that has not loaded the lazy formats yet. */
async function loadFreshly() {
  vi.resetModules()
  const { dialects } = await import('./index.ts')
  const { auto } = await import('./auto.ts')
  const { withThinkTags } = await import('./thinkTags.ts')
  return { pinned: dialects['ag-ui'], auto, withThinkTags: withThinkTags(auto) }
}

async function ask(dialect: Dialect) {
  const server = await startServer((_, response) => sendStream(response, [BODY]))
  const chat = createChatStream({ url: server.url, dialect, retry: false })
  const answer = await chat.send('Hi')
  chat.dispose()
  return answer
}

afterEach(() => {
  vi.doUnmock('./lazyFormats.ts')
  vi.resetModules()
})

test.each(['pinned', 'auto', 'withThinkTags'] as const)(
  'a rare format is loaded with the first answer that uses it, in order (%s)',
  async (way) => {
    const dialect = (await loadFreshly())[way]
    const [first] = BODY.split('\n\n')
    const record = { event: 'message', data: first?.slice('data: '.length) ?? '', id: '' }
    expect(dialect.prepare?.(record, {})).toBeInstanceOf(Promise)

    const answer = await ask((await loadFreshly())[way])
    const thoughts = '<think>Hm.</think>'
    const isSplit = way === 'withThinkTags'
    expect(textOf(answer)).toBe(`${isSplit ? '' : thoughts}Once upon`)
    expect(reasoningOf(answer)).toBe(isSplit ? 'Hm.' : '')
    expect(answer.outcome).toBe('complete')
  },
)

test('a format that is loaded does not wait again', async () => {
  const { pinned } = await loadFreshly()
  const record = { event: 'message', data: '{}', id: '' }
  await pinned.prepare?.(record, {})
  expect(pinned.prepare?.(record, {})).toBeUndefined()
})

test('other formats load nothing', async () => {
  const { auto } = await loadFreshly()
  const record = { event: 'message', data: '{"content":"Hi"}', id: '' }
  expect(auto.prepare?.(record, {})).toBeUndefined()
})

test('an answer whose format cannot be loaded is not complete, and says why', async () => {
  vi.doMock('./lazyFormats.ts', () => {
    throw new Error('Failed to fetch')
  })
  const { auto } = await loadFreshly()
  const { outcome, error } = await ask(auto)
  expect(outcome).toBe('failed')
  expect(error).toMatchObject({
    kind: 'network',
    message: expect.stringContaining('Could not load the dialect `ag-ui`'),
  })
})

test('a pinned rare format without any record is not complete', async () => {
  const { pinned } = await loadFreshly()
  expect(pinned.end?.({})).toEqual([])
  expect(() => pinned.decode({ event: 'message', data: '{}', id: '' }, {})).toThrow('prepare')
})
