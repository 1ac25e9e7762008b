// Tests the unchanged servers of the README and of docs/recipes/ that use `vue-chat-stream/server`, with the built package.
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { H3, type EventHandler } from 'h3'
import { toNodeHandler as h3ToNode } from 'h3/node'
import { createApp, createRouter, toNodeListener, type EventHandler as EventHandler1 } from 'h3-v1'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream, type TransportName } from 'vue-chat-stream'
import type { ChatStream } from 'vue-chat-stream/core'
import { RESULTS } from './docs/examplesFolder.ts'
import { loadExamples } from './docs/loadExamples.ts'
import { answerTo, countsOf, FOREVER, THINK, THROW } from './docs/model.ts'
import { CHAT_PATH } from './support/chatHosts.ts'
import { until } from './support/until.ts'

type Exports = Record<string, unknown>
type RouteHandler = (request: Request) => Promise<Response>

interface Recipe {
  readonly name: string
  readonly page: string
  readonly file: string
  /** Serves the exports of the recipe's file. @default it exports a server that listens already */
  serve?(exports: Exports): RequestListener
  /** Whether the page has no client of its own. */
  readonly hasNoPage?: boolean
  /** Whether the recipe allows the origin of Vite's development server. */
  readonly hasCors?: boolean
}

const recipes: readonly Recipe[] = [
  { name: 'README, in Express', page: 'README.md', file: 'server.ts', hasNoPage: true },
  { name: 'Express', page: 'docs/recipes/express.md', file: 'express.ts', hasCors: true },
  { name: 'Fastify', page: 'docs/recipes/fastify.md', file: 'fastify.ts', hasCors: true },
  { name: 'Hono', page: 'docs/recipes/hono.md', file: 'hono.ts', hasCors: true },
  {
    name: 'Nuxt 4',
    page: 'docs/recipes/nuxt-nitro.md',
    file: 'nuxt.ts',
    serve(exports) {
      const handler = exports['default'] as EventHandler1
      const router = createRouter().use(CHAT_PATH, handler).use(`${CHAT_PATH}/**`, handler)
      return toNodeListener(createApp().use(router))
    },
  },
  {
    name: 'Nitro 3',
    page: 'docs/recipes/nuxt-nitro.md',
    file: 'nitro.ts',
    serve: (exports) =>
      h3ToNode(new H3().all(`${CHAT_PATH}/**`, exports['default'] as EventHandler)),
  },
  {
    name: 'Next.js',
    page: 'docs/recipes/next.md',
    file: 'route.ts',
    // Next.js calls the function that is named after the method. The example `next` is tested in Next.js itself.
    serve: (exports) =>
      getRequestListener((request) => (exports[request.method] as RouteHandler)(request)),
  },
]

/** Lets a recipe import the h3 of its framework: `h3` 1 in Nuxt, and 2 as `nitro/h3`. */
async function provideFrameworks(page: string): Promise<void> {
  const packages = {
    h3: { '.': import.meta.resolve('h3-v1') },
    nitro: { './h3': import.meta.resolve('h3') },
  }
  for (const [name, exported] of Object.entries(packages)) {
    const folder = join(RESULTS, page.replace(/\.md$/, ''), 'node_modules', name)
    await mkdir(folder, { recursive: true })
    const [[entry = '', target = ''] = []] = Object.entries(exported)
    const manifest = { name, type: 'module', exports: { [entry]: './index.js' } }
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
    await writeFile(join(folder, 'index.js'), `export * from '${target}'`)
  }
}

async function startRecipe({ page, file, serve }: Recipe) {
  vi.stubEnv('PORT', '0')
  const load = await loadExamples(page)
  await provideFrameworks(page)
  const exports = await load(file)
  const server = serve
    ? createServer(serve(exports)).listen(0, '127.0.0.1')
    : (exports['server'] as Server)
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    url: `http://localhost:${port}${CHAT_PATH}`,
    load,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

describe.each(recipes)('the recipe for $name', (recipe) => {
  let server: Awaited<ReturnType<typeof startRecipe>>

  beforeAll(async () => {
    server = await startRecipe(recipe)
  })
  afterAll(() => server.close())

  function useChat(transport: TransportName) {
    const chat = useChatStream({ url: server.url, transport, updates: 'event', retry: false })
    onTestFinished(chat.dispose)
    return chat
  }

  test.each(['session', 'post', 'get'] as const)(
    'sends the whole answer of one run over %s',
    async (transport) => {
      const question = `Wer fragt ${recipe.name}, by ${transport}? 🐉`
      const answer = await useChat(transport).send(question)
      expect(answer).toMatchObject({ outcome: 'complete' })
      expect(textOf(answer)).toBe(answerTo(question))
      expect(countsOf(question)).toEqual({ runs: 1, aborted: 0 })
    },
  )

  test.skipIf(recipe.hasNoPage)('works with the page of the recipe', async () => {
    const { fetch } = globalThis
    // The recipe's page is on port 3000, or on the origin of its server.
    vi.stubGlobal('location', new URL(server.origin))
    vi.stubGlobal('fetch', (url: string | URL, init?: RequestInit) =>
      fetch(new URL(String(url).replace('http://localhost:3000', ''), server.origin), init),
    )
    onTestFinished(() => void vi.unstubAllGlobals())
    // The recipes of one page share their client.
    const { chat } = (await server.load()) as { chat: Pick<ChatStream, 'send'> }
    const question = `Wer fragt auf der Seite von ${recipe.name}?`
    const answer = await chat.send(question)
    expect(answer).toMatchObject({ outcome: 'complete' })
    expect(textOf(answer)).toBe(answerTo(question))
  })

  test('reports a failure of the model without its cause', async () => {
    const consoleError = vi.spyOn(console, 'error').mockReturnValue()
    const answer = await useChat('session').send(THROW)
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'server' } })
    expect(answer.error?.message).not.toContain('secret')
    expect(textOf(answer)).toBe(answerTo(THROW))
    expect(consoleError).toHaveBeenCalled()
    consoleError.mockRestore()
  })

  test('stops the model on Stop, and only then', async () => {
    const { aborted } = countsOf(FOREVER)
    const chat = useChat('session')
    const answering = chat.send(FOREVER)
    await until(() => textOf(chat.messages.value[1] ?? { parts: [] }) !== '')
    expect(countsOf(FOREVER).aborted).toBe(aborted)
    chat.stop()
    expect((await answering).outcome).toBe('stopped')
    await until(() => countsOf(FOREVER).aborted === aborted + 1)
  })

  test('sends its response headers before the model’s first token, so that no proxy waits', async () => {
    const origin = 'http://localhost:5173'
    // End before the first heartbeat, which would send the headers with it.
    const signal = AbortSignal.timeout(10_000)
    const response = await fetch(`${server.url}?message=${THINK}`, { headers: { origin }, signal })
    await response.body?.cancel()
    expect(response.status).toBe(200)
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(response.headers.get('cache-control')).toContain('no-transform')
    expect(response.headers.get('access-control-allow-origin')).toBe(recipe.hasCors ? origin : null)
  })
})
