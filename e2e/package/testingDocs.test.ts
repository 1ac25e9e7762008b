// @vitest-environment happy-dom
// Runs the examples of docs/testing.md: its tests are the tests of this file, in the environment that most component
// tests use.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { loadExamples } from './docs/loadExamples.ts'

/** The URL that the page records. */
const RECORDED = 'http://localhost:8866/ai/chat/stream'

const server = createServer((_request, response) => {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'access-control-allow-origin': '*',
  })
  response.end('data: {"content":"Once upon"}\n\ndata: {"content":" a time."}\n\n')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
const { fetch } = globalThis
vi.stubGlobal('fetch', (input: string, init: RequestInit) =>
  fetch(input.replace(RECORDED, url), init),
)

const load = await loadExamples('docs/testing.md')
const originalFolder = process.cwd()
const folder = await mkdtemp(join(tmpdir(), 'tape-'))
process.chdir(folder)
await load()

afterAll(async () => {
  process.chdir(originalFolder)
  server.close()
  await rm(folder, { recursive: true })
})
