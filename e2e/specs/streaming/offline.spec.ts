import { existsSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { extname } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { answerTo } from '../../../src/stub-server/answers/index.ts'
import { appHeaders } from '../../../src/server/host/appHeaders.ts'

/** Waits until the service worker has stored the app, and no newer version is installing. */
async function expectAppStored(page: Page): Promise<void> {
  const isSettled = () =>
    page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.ready
      return installing === null && waiting === null && active?.state === 'activated'
    })
  await expect.poll(isSettled).toBe(true)
}

test.describe('without a network', () => {
  test.use({ expectedTrouble: /Failed to load resource|ERR_INTERNET_DISCONNECTED/ })

  test('the app opens with its chats, and a new question waits for the network @main', async ({
    chat,
    context,
    page,
  }) => {
    await chat.ask('Show me code')
    await chat.expectIdle()
    await expectAppStored(page)
    await context.setOffline(true)
    await page.reload()
    await expect(chat.sidebar.chats).toHaveText([/Show me code/])
    await chat.expectAnswer(answerTo({ message: 'Show me code', messages: [] }))
    await chat.settings.open()
    await expect(chat.transfer.importOpener, 'lazily loaded chunks are stored, too').toBeVisible()
    for (const [name, language] of [
      ['简体中文', 'zh-CN'],
      ['English', 'en'],
    ] as const) {
      await page.getByRole('dialog').getByRole('combobox').first().selectOption(name)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
    }
    await page.keyboard.press('Escape')

    await chat.sidebar.newChat.click()
    await chat.ask('Anybody there?')
    await expect(chat.lastAnswer).toContainText('You’re offline')
    await context.setOffline(false)
    await chat.expectIdle()
    await chat.expectAnswer(answerTo({ message: 'Anybody there?', messages: [] }))
  })
})

test('answers stream without the service worker', async ({ chat, page, stubState }) => {
  await expectAppStored(page)
  await page.reload()
  await expect(chat.composer).toBeFocused()
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  const workerRequests: string[] = []
  page.on('response', (response) => {
    if (response.fromServiceWorker()) workerRequests.push(new URL(response.url()).pathname)
  })
  await chat.ask('/slow 4 Tell me a story')
  await expect(chat.lastAnswer).toContainText(/\w/)
  await page.reload()
  await chat.expectIdle()
  await chat.expectAnswer(answerTo({ message: 'Tell me a story', messages: [] }))
  expect(await stubState()).toMatchObject({ runs: 1 })
  expect(workerRequests).toContain('/')
  expect(workerRequests.filter((path) => /^\/(ai|v1|__stub)/.test(path))).toEqual([])
})

/** Serves the app as later versions of it: with another page and worker, and without a file of the first version. */
function deployments(folder: string) {
  const state = { version: 0, removedFile: /SettingsDialog-[^/]*\.js/ }
  const listener: RequestListener = (request, response) => {
    const path = new URL(request.url ?? '/', 'http://app.test').pathname
    const file = path === '/' ? '/index.html' : path
    const isRemoved = state.version > 0 && state.removedFile.test(file)
    if (isRemoved || !existsSync(folder + file)) return response.writeHead(404).end()
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    // The browser's own cache would hide what the service worker lacks.
    const headers = { ...appHeaders(file), 'Content-Type': type, 'Cache-Control': 'no-store' }
    response.writeHead(200, headers)
    if (state.version === 0 || !/index\.html|service-worker/.test(file)) {
      return response.end(readFileSync(folder + file))
    }
    const text = readFileSync(folder + file, 'utf8')
      .replace('lang="en"', `lang="en" data-version="${state.version}"`)
      .replace(/(vue-chat-stream:app:.*?`)([0-9a-f]{16})`/s, `$1${state.version}\``)
      .replace(/assets\/SettingsDialog-[\w-]*\.js,/, '')
    return response.end(text)
  }
  return { state, listener }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

test.describe('a new version', () => {
  test.use({ expectedTrouble: /Failed to load resource/ })

  test('is loaded next time, and removes nothing from tabs of the previous one', async ({
    appFolder,
    context,
    page,
    startServer,
  }) => {
    const { state, listener } = deployments(appFolder)
    const { port } = await startServer(listener)
    const url = `http://localhost:${port}/`
    const old = new ChatPage(page)
    await old.open(url)
    await expectAppStored(page)
    await page.reload()
    await expect(old.composer).toBeFocused()
    const versions = () => page.evaluate(() => caches.keys())
    const [first] = await versions()

    state.version = 1
    const other = new ChatPage(await context.newPage())
    await other.open(url)
    await expect(other.page.locator('html')).toHaveAttribute('data-version', '1')
    await expect.poll(versions).toContain('vue-chat-stream:app:1')
    await expectAppStored(other.page)
    expect(await versions()).toEqual([first, 'vue-chat-stream:app:1'])
    await old.settings.open()
    await expect(old.settings.theme, 'a script that the server no longer has').toBeVisible()

    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-version', '1')
    state.version = 2
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-version', '2')
    await expect.poll(versions).toContain('vue-chat-stream:app:2')
    await expectAppStored(page)
    expect(await versions(), 'only one earlier version stays').toEqual([
      'vue-chat-stream:app:1',
      'vue-chat-stream:app:2',
    ])
  })
})

test('the app can be installed', async ({ chat, page }) => {
  void chat
  await expectAppStored(page)
  const session = await page.context().newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // Every test runs in an incognito window, which is the only thing that prevents the installation.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
})
