// A chat that the page stores continues after a reload and after a crash of its tab.
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import express from 'express'
import { createChatServer, toNodeHandler } from 'vue-chat-stream/server'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const WORDS = Array.from({ length: 40 }, (_, index) => `${index}‑从前🐉 `)
const TEXT = WORDS.join('')

/** Serves the built package, and a chat whose answer waits in the middle until `release` is called. */
async function startServer() {
  const runs: string[] = []
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  const chat = createChatServer({
    async *answer({ message }) {
      runs.push(message)
      yield* WORDS.slice(0, 20)
      await released
      yield* WORDS.slice(20)
    },
  })
  const app = express().use(express.json()).use('/chat', toNodeHandler(chat))
  const server = createServer(app.use(express.static(ROOT))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    runs,
    release: () => release(),
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await chat.close()
    },
  }
}

/** A page with a chat that is stored by one of the package's storages. */
const pageOf = (storage: string) => `<!doctype html>
  <script type="importmap">
    { "imports": {
      "vue": "/node_modules/vue/dist/vue.runtime.esm-browser.prod.js",
      "eventsource-parser": "/node_modules/eventsource-parser/dist/index.js",
      "vue-chat-stream": "/dist/index.js"
    } }
  </script>
  <button>Ask</button><p role="log"></p><output></output>
  <script type="module">
    import { watchEffect } from 'vue'
    import { textOf, useChatStream, ${storage} } from 'vue-chat-stream'
    const { messages, send, isRestored, persistError } = useChatStream({
      url: '/chat', transport: 'session', id: 'story', persist: ${storage}(),
    })
    watchEffect(() => {
      const last = messages.value.at(-1)
      document.querySelector('[role=log]').textContent = last ? textOf(last) : ''
      document.querySelector('output').textContent =
        [messages.value.length, isRestored.value, last?.outcome, persistError.value?.message].join()
    })
    document.querySelector('button').onclick = () => send('Tell me a story')
  </script>`

async function openPage(context: BrowserContext, origin: string, storage: string): Promise<Page> {
  const page = await context.newPage()
  await page.route('**/page', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: pageOf(storage) }),
  )
  await page.goto(`${origin}/page`)
  return page
}

const logOf = (page: Page) => page.getByRole('log')
const stateOf = (page: Page) => page.getByRole('status')

for (const storage of ['indexedDBPersistence', 'webStoragePersistence']) {
  test(`${storage}() restores a chat after a reload in mid-answer, with every character once and one run @main`, async ({
    context,
  }) => {
    const { origin, runs, release, close } = await startServer()
    const page = await openPage(context, origin, storage)
    await expect(stateOf(page)).toHaveText('0,true,,')
    await page.getByRole('button').click()
    await expect(logOf(page)).toHaveText(WORDS.slice(0, 20).join('').trim())
    await page.reload()
    await expect(logOf(page)).toHaveText(WORDS.slice(0, 20).join('').trim())
    release()
    await expect(stateOf(page)).toHaveText('2,true,complete,')
    expect(await logOf(page).textContent()).toBe(TEXT)

    await page.reload()
    await expect(stateOf(page)).toHaveText('2,true,complete,')
    expect(await logOf(page).textContent()).toBe(TEXT)
    expect(runs).toEqual(['Tell me a story'])
    await close()
  })

  test(`${storage}() restores a chat after its tab crashed in mid-answer, with one run`, async ({
    context,
  }) => {
    const { origin, runs, release, close } = await startServer()
    const page = await openPage(context, origin, storage)
    await page.getByRole('button').click()
    await expect(logOf(page)).toHaveText(WORDS.slice(0, 20).join('').trim())
    const crashed = page.waitForEvent('crash')
    // The page gets no event: its process is killed.
    await page.goto('chrome://crash').catch(() => undefined)
    await crashed

    const next = await openPage(context, origin, storage)
    await expect(logOf(next)).toHaveText(WORDS.slice(0, 20).join('').trim())
    release()
    await expect(stateOf(next)).toHaveText('2,true,complete,')
    expect(await logOf(next).textContent()).toBe(TEXT)
    expect(runs).toEqual(['Tell me a story'])
    await close()
  })

  test(`${storage}() shows an answer in both tabs with the same chat, and asks once`, async ({
    context,
  }) => {
    const { origin, runs, release, close } = await startServer()
    const [page, other] = [
      await openPage(context, origin, storage),
      await openPage(context, origin, storage),
    ]
    await expect(stateOf(other)).toHaveText('0,true,,')
    await page.getByRole('button').click()
    await expect(stateOf(other)).toHaveText('2,true,,')
    release()
    await expect(stateOf(other)).toHaveText('2,true,complete,')
    expect(await logOf(other).textContent()).toBe(TEXT)
    expect(runs).toEqual(['Tell me a story'])
    await close()
  })
}
