import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { openPlainPage } from '../../support/plainPage.ts'

const FULL = 'Your browser is out of storage.'
const UNAVAILABLE = 'This browser isn’t saving chats'

test('a full disk: the chat goes on, the notice shows, and nothing that is stored is lost', async ({
  chat,
  page,
  server,
}) => {
  test.setTimeout(90_000)
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
  // Chromium remembers for half a minute how much room there was.
  await expect
    .poll(() => page.evaluate(writeSomething), { timeout: 45_000, intervals: [1000] })
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

  // As soon as there is room, what waited is stored with the next.
  await setQuota()
  await chat.ask('Stored after')
  await chat.expectIdle()
  await expect(chat.notice).toBeHidden()
  await page.reload()
  await expect(chat.sidebar.chats).toHaveText([/Not stored/, /Stored before/])
  await expect(chat.messages).toHaveCount(4)
  await chat.sidebar.chat('Stored before').click()
  await expect(chat.lastAnswer).toHaveText(stored ?? '')
})

/** Runs in the page. @returns the name of the error, or undefined where it was written */
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

for (const [what, breakDatabase] of [
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
      // A request to which nobody listens, as it looks where another tab blocks the database.
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
  test(`a database that ${what}: the chat goes on in memory, and says so`, async ({
    page,
    server,
  }) => {
    await page.addInitScript(breakDatabase)
    const chat = new ChatPage(page)
    await chat.open(server.url)
    await chat.ask('First')
    await chat.expectIdle()
    await expect(chat.notice).toContainText(UNAVAILABLE)
    await expect(chat.lastAnswer, 'the notice leaves it its room').toBeInViewport({ ratio: 0.1 })
    await chat.sidebar.newChat.click()
    await chat.ask('Second')
    await chat.expectIdle()
    await chat.sidebar.chat('First').click()
    await expect(chat.messages).toHaveCount(2)
    await chat.notice.getByRole('button', { name: 'Dismiss' }).click()
    await expect(chat.notice).toBeHidden()
  })
}

test('the settings tell how much is stored, and ask the browser to keep it', async ({
  chat,
  context,
  page,
}) => {
  await context.grantPermissions(['storage-access'])
  await chat.ask('First')
  await chat.expectIdle()
  await page.evaluate(() => {
    // Browsers decide by what they know of the person, and a new profile knows nothing.
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

test('a newer version in another tab is told of, and the chat goes on until the reload', async ({
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
        opening.onerror = () => reject(opening.error ?? new Error('It cannot be opened.'))
      }),
  )
  await expect(chat.notice).toContainText('This app was updated in another tab.')
  await expect(chat.notice.getByRole('button', { name: 'Reload' })).toBeVisible()
  await chat.ask('Second')
  await chat.expectIdle()
  await expect(chat.questions).toHaveText([/First/, /Second/])
})
