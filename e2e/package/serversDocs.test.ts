// The examples of docs/servers.md, against the stub.
import { expect, onTestFinished, test, vi } from 'vitest'
import { createStubServer } from 'vue-chat-stream/stub-server'
import { story } from '../../src/stub-server/answers/story.ts'
import { loadExamples } from './docs/loadExamples.ts'

test('the examples of docs/servers.md do what the page says', async () => {
  const stub = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
  onTestFinished(() => stub.close())
  // As in a page that the server gave.
  vi.stubGlobal('origin', stub.url)
  const log = vi.spyOn(console, 'log').mockReturnValue()

  const load = await loadExamples('docs/servers.md')
  await load()
  const [question, tools, thoughts, trouble] = log.mock.calls
  expect(question).toEqual(['complete', story, expect.any(Number)])
  expect(tools).toEqual([expect.stringContaining('half past nine')])
  expect(thoughts).toEqual(['They want me to think first. So I do.', story])
  expect(trouble).toEqual(['not-found', expect.any(String)])
})
