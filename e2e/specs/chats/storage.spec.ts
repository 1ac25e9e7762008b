import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { openPlainPage } from '../../support/plainPage.ts'

const FULL = 'Your browser is out of storage.'
const UNAVAILABLE = 'This browser isn’t saving chats'

test('on a full disk the chat continues, a notice appears, and no stored message is lost', async ({
  chat,
  page,
  server,
}) => {
  await chat.ask('Stored before')
  await chat.expectIdle()
  const stored = await chat.lastAnswer.textContent()
  const session = await page.context().newCDPSession(page)
  const setQuota = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin: server.url,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    })
  await setQuota(1)
  // Chromium caches the available space for half a minute.
  await expect
    .poll(() => page.evaluate(writeSomething), { timeout: 90_000, intervals: [1000] })
    .toBe('QuotaExceededError')

  await chat.sidebar.newChat.click()
  await chat.ask('Not stored')
  await chat.expectIdle()
  await expect(chat.lastAnswer).toContainText(/\w/)
  await expect(chat.notice).toContainText(FULL)
  await chat.sidebar.chat('Stored before').click()
  await expect(chat.lastAnswer).toHaveText(stored ?? '')
  await chat.sidebar.chat('Not stored').click()
  await expect(chat.messages).toHaveCount(2)

  // As soon as there is space, the unsaved messages are stored with the next ones.
  await setQuota()
  await chat.ask('Stored after')
  // Otherwise the end of the answer before could be taken for this one's.
  await expect(chat.messages).toHaveCount(4)
  await chat.expectIdle()
  await expect(chat.notice).toBeHidden()
  await page.reload()
  await expect(chat.sidebar.chats).toHaveText([/Not stored/, /Stored before/])
  await expect(chat.messages).toHaveCount(4)
  await chat.sidebar.chat('Stored before').click()
  await expect(chat.lastAnswer).toHaveText(stored ?? '')
})

/** Runs in the page. @returns the name of the error, or undefined if the write succeeded */
function writeSomething(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('scratch', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
    opening.onerror = () => resolve(opening.error?.name)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('rows', 'readwrite')
      transaction.objectStore('rows').put('x', 1)
      const end = () => {
        opening.result.close()
        resolve(transaction.error?.name)
      }
      transaction.oncomplete = end
      transaction.onabort = end
    }
  })
}

for (const [state, breakDatabase] of [
  [
    'is forbidden',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Not here.', 'SecurityError')
      }
    },
  ],
  ['is not there', () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined })],
  [
    'never answers',
    () => {
      const { open } = IDBFactory.prototype
      // A request without listeners, like one that another tab blocks.
      IDBFactory.prototype.open = function (name) {
        const request = open.call(this, name, 2 ** 40)
        return Object.create(request, {
          addEventListener: { value: () => undefined },
          removeEventListener: { value: () => undefined },
        }) as IDBOpenDBRequest
      }
    },
  ],
] as const) {
  test(`with a database that ${state}, the chat works in memory and says so`, async ({
    page,
    server,
  }) => {
    await page.addInitScript(breakDatabase)
    const chat = new ChatPage(page)
    await chat.open(server.url)
    await chat.ask('First')
    await chat.expectIdle()
    await expect(chat.notice).toContainText(UNAVAILABLE)
    await expect(chat.lastAnswer, 'the notice leaves room for the answer').toBeInViewport({
      ratio: 0.1,
    })
    await chat.sidebar.newChat.click()
    await chat.ask('Second')
    await chat.expectIdle()
    await chat.sidebar.chat('First').click()
    await expect(chat.messages).toHaveCount(2)
    await chat.notice.getByRole('button', { name: 'Dismiss' }).click()
    await expect(chat.notice).toBeHidden()
  })
}

test('the settings show how much is stored, and ask the browser to keep it @main', async ({
  chat,
  context,
  page,
}) => {
  await context.grantPermissions(['storage-access'])
  await chat.ask('First')
  await chat.expectIdle()
  await page.evaluate(() => {
    // Browsers decide by the user's history with the site, and a new profile has none.
    let isKept = false
    navigator.storage.persisted = async () => isKept
    navigator.storage.persist = async () => (isKept = true)
  })
  await chat.settings.open()
  const { root } = chat.settings
  await expect(root).toContainText(/\d+(\.\d+)? [kMG]B of [\d,.]+ [GT]B used/)
  await expect(root).toContainText('Your browser may delete chats when space runs low.')
  await root.getByRole('button', { name: 'Keep permanently' }).click()
  await expect(root).toContainText('Your browser keeps chats until you delete them.')
})

test('a newer version in another tab is reported, and the chat works until the reload', async ({
  chat,
  context,
  server,
}) => {
  await chat.ask('First')
  await chat.expectIdle()
  const newer = await openPlainPage(context, server.url)
  await newer.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('vue-chat-stream', 1000)
        opening.onsuccess = () => resolve()
        opening.onerror = () =>
          reject(opening.error ?? new Error('The database could not be opened.'))
      }),
  )
  await expect(chat.notice).toContainText('This app was updated in another tab.')
  await expect(chat.notice.getByRole('button', { name: 'Reload' })).toBeVisible()
  await chat.ask('Second')
  await chat.expectIdle()
  await expect(chat.questions).toHaveText([/First/, /Second/])
})
