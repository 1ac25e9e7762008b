import { existsSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { extname } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { answerTo } from '../../../src/stub-server/answers/index.ts'
import { appHeaders } from '../../../src/stub-server/http/appHeaders.ts'

/** Waits until the app is kept, and no newer version of it is on its way. */
async function expectKept(page: Page): Promise<void> {
  const isSettled = () =>
    page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.ready
      return installing === null && waiting === null && active?.state === 'activated'
    })
  await expect.poll(isSettled).toBe(true)
}

test.describe('without a network', () => {
  test.use({ expectedTrouble: /Failed to load resource|ERR_INTERNET_DISCONNECTED/ })

  test('the app opens with its chats, and what is asked says so', async ({
    chat,
    context,
    page,
  }) => {
    await chat.ask('Show me code')
    await chat.expectIdle()
    await expectKept(page)
    await context.setOffline(true)
    await page.reload()
    await expect(chat.sidebar.chats).toHaveText([/Show me code/])
    await chat.expectAnswer(answerTo({ message: 'Show me code', messages: [] }))
    await chat.settings.open()
    await expect(chat.transfer.importOpener, 'what is loaded when it is wanted').toBeVisible()
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

test('answers stream as before through a page that is kept', async ({ chat, page, stubState }) => {
  await expectKept(page)
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

/** Serves the app as its next versions would be: with another page and worker, and without a file of before. */
function deployments(folder: string) {
  const state = { version: 0, gone: /SettingsDialog-[^/]*\.js/ }
  const listener: RequestListener = (request, response) => {
    const path = new URL(request.url ?? '/', 'http://app.test').pathname
    const file = path === '/' ? '/index.html' : path
    const isGone = state.version > 0 && state.gone.test(file)
    if (isGone || !existsSync(folder + file)) return response.writeHead(404).end()
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    // What the browser keeps of its own accord would hide what the worker does not.
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

  test('is there at the next load, and takes nothing from tabs of the one before', async ({
    appFolder,
    context,
    page,
    serveOwn,
  }) => {
    const { state, listener } = deployments(appFolder)
    const { port } = await serveOwn(listener)
    const address = `http://localhost:${port}/`
    const old = new ChatPage(page)
    await old.open(address)
    await expectKept(page)
    await page.reload()
    await expect(old.composer).toBeFocused()
    const versions = () => page.evaluate(() => caches.keys())
    const [first] = await versions()

    state.version = 1
    const other = new ChatPage(await context.newPage())
    await other.open(address)
    await expect(other.page.locator('html')).toHaveAttribute('data-version', '1')
    await expect.poll(versions).toContain('vue-chat-stream:app:1')
    await expectKept(other.page)
    expect(await versions()).toEqual([first, 'vue-chat-stream:app:1'])
    await old.settings.open()
    await expect(old.settings.theme, 'a script that its server has no more').toBeVisible()

    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-version', '1')
    state.version = 2
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-version', '2')
    await expect.poll(versions).toContain('vue-chat-stream:app:2')
    await expectKept(page)
    expect(await versions(), 'of the versions before, one stays').toEqual([
      'vue-chat-stream:app:1',
      'vue-chat-stream:app:2',
    ])
  })
})

test('the app can be installed', async ({ chat, page }) => {
  void chat
  await expectKept(page)
  const session = await page.context().newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // An incognito window, which every test is, is the only thing in the way.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
})
