import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { launchOptions } from '../../support/chromium.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { collectTroubles } from '../../support/pageTroubles.ts'

const UNSAVED = 'This browser isn’t saving chats'
/** The preference that Chromium stores for "Don't allow sites to save data on your device". */
const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } }

test('the app answers and says that chats are not saved in a browser that blocks site data @main', async ({
  server,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'blocked-site-data-'))
  await mkdir(join(profile, 'Default'))
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(BLOCKED))
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    locale: 'en-US',
  })
  try {
    const troubles = await collectTroubles(context)
    const chat = new ChatPage(await context.newPage())
    await chat.open(server.url)
    const isBlocked = await chat.page.evaluate(() => {
      try {
        return localStorage === undefined
      } catch {
        return true
      }
    })
    expect(isBlocked, 'the profile blocks site data').toBe(true)
    await expectToWork(chat)
    await expect(chat.notice).toContainText(UNSAVED)
    expect(troubles).toEqual([])
  } finally {
    await context.close()
    await rm(profile, { recursive: true })
  }
})

/** Sends a question in each of two chats, and returns to the first one. */
async function expectToWork(chat: ChatPage): Promise<void> {
  await chat.ask('First')
  await chat.expectIdle()
  await expect(chat.lastAnswer).toContainText(/\w/)
  await chat.sidebar.newChat.click()
  await chat.ask('Second')
  await chat.expectIdle()
  await chat.sidebar.chat('First').click()
  await expect(chat.messages).toHaveCount(2)
}

/** Runs in the page. Makes a property throw when it is read. */
function throwAt([owner, name]: readonly [string, string]): void {
  const target = owner === 'navigator' ? Navigator.prototype : globalThis
  Object.defineProperty(target, name, {
    configurable: true,
    get() {
      throw new DOMException('Access is denied for this document.', 'SecurityError')
    },
  })
}

/** Runs in the page. Makes a method throw when it is called. */
function throwIn([name, method]: readonly [string, string]): void {
  const constructor = Reflect.get(globalThis, name) as { prototype: object }
  Object.defineProperty(constructor.prototype, method, {
    configurable: true,
    value() {
      throw new DOMException('The request was denied.', 'SecurityError')
    },
  })
}

const GETTERS = [
  ['window', 'localStorage'],
  ['window', 'sessionStorage'],
  ['window', 'indexedDB'],
  ['window', 'BroadcastChannel'],
  ['window', 'Notification'],
  ['window', 'caches'],
  ['navigator', 'locks'],
  ['navigator', 'serviceWorker'],
  ['navigator', 'storage'],
] as const

const METHODS = [
  ['Storage', 'getItem'],
  ['Storage', 'setItem'],
  ['Storage', 'removeItem'],
  ['IDBFactory', 'open'],
  ['BroadcastChannel', 'postMessage'],
  ['LockManager', 'request'],
  ['LockManager', 'query'],
  ['ServiceWorkerContainer', 'register'],
  ['StorageManager', 'estimate'],
] as const

for (const access of GETTERS)
  test(`the app starts and answers if ${access.join('.')} throws`, async ({ page, server }) => {
    await page.addInitScript(throwAt, access)
    const chat = new ChatPage(page)
    await chat.open(server.url)
    await expectToWork(chat)
  })

for (const access of METHODS)
  test(`the app starts and answers if ${access.join('.')}() throws`, async ({ page, server }) => {
    await page.addInitScript(throwIn, access)
    const chat = new ChatPage(page)
    await chat.open(server.url)
    await expectToWork(chat)
  })
