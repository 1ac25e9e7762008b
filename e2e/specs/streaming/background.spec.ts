import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

test.use({ manualAnswers: true })

interface Shown {
  readonly title: string
  readonly body: string | undefined
}

declare global {
  var shown: (Notification & { readonly options: NotificationOptions })[]
}

/** Replaces notifications, which headless browsers don't show, by recorded ones. */
async function prepare(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.shown = []
    globalThis.Notification = class extends EventTarget {
      static permission = localStorage.getItem('permission') ?? 'default'
      static requestPermission() {
        const answer = localStorage.getItem('answer') ?? 'granted'
        localStorage.setItem('permission', answer)
        this.permission = answer
        return Promise.resolve(answer)
      }
      onclick = () => undefined
      isClosed = false
      constructor(
        readonly title: string,
        readonly options: NotificationOptions,
      ) {
        super()
        // It implements the members that the app uses.
        globalThis.shown.push(this as never)
      }
      close() {
        this.isClosed = true
      }
    } as never
  })
  await page.reload()
}

/** Simulates that the user leaves the tab, or returns. Headless browsers never hide a page. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isHidden ? 'hidden' : 'visible'),
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

const shownIn = (page: Page): Promise<readonly Shown[]> =>
  page.evaluate(() => globalThis.shown.map(({ title, options: { body } }) => ({ title, body })))

const notify = (chat: ChatPage) => chat.settings.root.getByRole('checkbox', { name: /background/ })

async function turnOn(chat: ChatPage): Promise<void> {
  await chat.settings.open()
  await notify(chat).check()
  await chat.page.keyboard.press('Escape')
}

test('an answer that ends in the background marks the title until the user returns @main', async ({
  chat,
  model,
  page,
}) => {
  await prepare(page)
  await chat.ask('About cats')
  const cats = await model.nextAnswer()
  await chat.sidebar.newChat.click()
  await expect(page).toHaveTitle('Chat Stream')
  await setHidden(page, true)
  cats.say('Meow')
  cats.end()
  await expect(page).toHaveTitle('(1) About cats · Chat Stream')
  expect(await shownIn(page), 'notifications are off').toEqual([])
  await setHidden(page, false)
  await expect(page).toHaveTitle('Chat Stream')
})

test('a notification is requested by a click, shown in the background, and opens its chat', async ({
  chat,
  model,
  page,
}) => {
  await prepare(page)
  await turnOn(chat)
  await chat.ask('About cats')
  const cats = await model.nextAnswer()
  await chat.sidebar.newChat.click()
  await chat.ask('About dogs')
  const dogs = await model.nextAnswer()
  dogs.end()
  await chat.expectIdle()
  await setHidden(page, true)
  cats.say('Meow')
  cats.end()
  await expect
    .poll(() => shownIn(page), { message: 'one notification, for the unseen answer' })
    .toEqual([{ title: 'About cats', body: 'Answer ready.' }])

  await page.evaluate(() => globalThis.shown[0]?.onclick?.(new Event('click')))
  await expect(chat.questions).toHaveText(/About cats/)
  await setHidden(page, false)
  await expect(page).toHaveTitle('About cats · Chat Stream')
  await expect(
    page.evaluate(() => Reflect.get(globalThis.shown[0] ?? {}, 'isClosed')),
  ).resolves.toBe(true)
})

test('a stopped answer shows no notification, and a failed one does', async ({
  chat,
  model,
  page,
}) => {
  await prepare(page)
  await turnOn(chat)
  await chat.ask('Stopped')
  const stopped = await model.nextAnswer()
  stopped.say('One')
  await chat.expectAnswer('One')
  await setHidden(page, true)
  await chat.stop.click()
  await expect(chat.announcement).toHaveText('Answer stopped')
  await chat.ask('Failed')
  const failed = await model.nextAnswer()
  failed.fail('No more')
  await expect.poll(() => shownIn(page)).toEqual([{ title: 'Stopped', body: 'Answer failed.' }])
})

test('only one of several tabs notifies, and none while the user sees one of them', async ({
  chat,
  context,
  model,
  page,
}) => {
  await prepare(page)
  await turnOn(chat)
  const second = new ChatPage(await context.newPage())
  await second.open()
  await prepare(second.page)

  await chat.ask('First')
  const first = await model.nextAnswer()
  first.say('One')
  await second.sidebar.chat('First').click()
  await second.expectAnswer('One')
  await setHidden(page, true)
  first.end()
  await expect(page).toHaveTitle('(1) First · Chat Stream')
  await expect(second.page).toHaveTitle('First · Chat Stream')

  await chat.ask('Second')
  const next = await model.nextAnswer()
  next.say('Two')
  await second.expectAnswer('Two')
  await setHidden(second.page, true)
  next.end()
  await expect.poll(() => shownIn(page)).toHaveLength(1)
  await expect(second.stop).toBeHidden()
  expect(await shownIn(second.page)).toEqual([])
  await expect(second.page).toHaveTitle('First · Chat Stream')
})

test('a user who refuses notifications is told how to change that', async ({ chat, page }) => {
  await prepare(page)
  await page.evaluate(() => localStorage.setItem('answer', 'denied'))
  await chat.settings.open()
  await notify(chat).click()
  await expect(notify(chat)).not.toBeChecked()
  await expect(notify(chat)).toHaveAccessibleDescription(/Notifications are blocked/)
})
