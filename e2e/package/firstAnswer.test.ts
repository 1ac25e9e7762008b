import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { textOf, type useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What `npm run size` weighs: a bundle, of which only the entry is left. */
async function bundleEntry(mode: 'size' | 'size-pinned'): Promise<Record<string, unknown>> {
  // In the project, so that Node finds Vue.
  const parent = join(ROOT, 'node_modules/.cache')
  await mkdir(parent, { recursive: true })
  const outDir = await mkdtemp(join(parent, 'first-answer-'))
  onTestFinished(() => rm(outDir, { recursive: true }))
  // Otherwise Vite would use the test runner's NODE_ENV.
  vi.stubEnv('NODE_ENV', 'production')
  await build({ root: ROOT, mode, logLevel: 'warn', build: { outDir } }).finally(() =>
    vi.unstubAllEnvs(),
  )
  const later = (await readdir(outDir)).filter((name) => name !== 'entry.js')
  expect(later).not.toEqual([])
  for (const name of later) await rm(join(outDir, name))
  return (await import(join(outDir, 'entry.js'))) as Record<string, unknown>
}

describe.each([
  ['size', 'useChatStream'],
  ['size-pinned', 'usePinnedChatStream'],
] as const)('the bundle that is weighed as %s', (mode, name) => {
  test('reads an answer without its other files, and says so if it needs them', async () => {
    const entry = await bundleEntry(mode)
    const { getTransport: transport, contentDialect: dialect } = entry
    const server = createServer((request, response) => {
      const isPlain = request.url?.includes('plain')
      response.writeHead(200, {
        'content-type': isPlain ? 'text/event-stream' : 'application/json',
      })
      response.end(isPlain ? 'data: {"content":"Once"}\n\ndata: [DONE]\n\n' : '{"content":"Once"}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    // The entry exports the same composables as the package.
    const use = entry[name] as typeof useChatStream
    const pinned = transport ? { transport, dialect } : {}
    const options = { url: `http://127.0.0.1:${port}/`, ...pinned } as UseChatStreamOptions
    const chat = use(options)
    onTestFinished(chat.dispose)
    const plain = await chat.send('plain')
    expect([textOf(plain), plain.outcome]).toEqual(['Once', 'complete'])
    const other = await chat.send('other')
    expect(other).toMatchObject({ outcome: 'failed', error: { kind: 'network' } })
    expect(other.error?.message).toMatch(/^Could not load the format of this answer/)
  })
})
