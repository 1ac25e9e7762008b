// Runs the examples of docs/servers.md against the stub.
import { expect, onTestFinished, test, vi } from 'vitest'
import { createStubServer } from 'vue-chat-stream/stub-server'
import { story } from '../../src/stub-server/answers/story.ts'
import { loadExamples } from './docs/loadExamples.ts'

test('the examples of docs/servers.md print the documented results', async () => {
  const stub = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
  onTestFinished(() => stub.close())
  // Relative URLs resolve as in a page from this server.
  vi.stubGlobal('origin', stub.url)
  const log = vi.spyOn(console, 'log').mockReturnValue()

  const load = await loadExamples('docs/servers.md')
  await load()
  const [question, tools, reasoning, failure] = log.mock.calls
  expect(question).toEqual(['complete', story, expect.any(Number)])
  expect(tools).toEqual([expect.stringContaining('half past nine')])
  expect(reasoning).toEqual(['They want me to think first. So I do.', story])
  expect(failure).toEqual(['not-found', expect.any(String)])
})
