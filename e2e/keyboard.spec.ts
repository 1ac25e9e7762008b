import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

test.use({ answersByHand: true, expectedTrouble: /Failed to load resource/ })

/** More stops than the page has. */
const STOPS = 30

/** Goes to an element as a person without a mouse does. */
async function goTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return expectVisibleFocus(target)
    }
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${String(target)}`)
}

async function expectVisibleFocus(target: Locator): Promise<void> {
  const shown = await target.evaluate((element) => {
    for (let box: Element | null = element; box; box = box.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box)
      if (outlineStyle !== 'none' && outlineWidth !== '0px') return true
      if (boxShadow !== 'none') return true
      // A field may show its focus by the box around it.
      if (box.matches('form')) break
    }
    return false
  })
  expect(shown, `${String(target)} shows that it has the focus`).toBe(true)
}

test('everything can be done by keyboard', async ({ chat, model, page }) => {
  const { keyboard } = page

  await test.step('ask: the composer has the focus from the start', async () => {
    await expect(chat.composer).toBeFocused()
    await keyboard.type('About cats')
    await keyboard.press('Enter')
    await expect(chat.questions).toHaveCount(1)
  })
  const cats = await model.asked()
  cats.say('Cats')
  await chat.expectAnswer('Cats')

  await test.step('stop', async () => {
    await goTo(page, chat.stop)
    await keyboard.press('Enter')
    await expect(chat.news).toHaveText('Answer stopped')
    await expect(chat.composer).toBeFocused()
  })

  await test.step('regenerate', async () => {
    await goTo(page, chat.regenerate, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.composer).toBeFocused()
    const again = await model.asked()
    again.say('Cats sleep')
    again.end()
    await chat.expectAnswer('Cats sleep')
    await chat.expectIdle()
  })

  await test.step('retry after a failure, with a look at its details', async () => {
    await page.route('**/init', (route) => route.fulfill({ status: 500, body: 'No cats today' }))
    await keyboard.type('More cats')
    await keyboard.press('Enter')
    await expect(chat.alert).toBeVisible()
    const summary = chat.alert.getByText('Details', { exact: true })
    await goTo(page, summary, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.alert).toContainText('No cats today')
    await page.unroute('**/init')
    await goTo(page, chat.retry)
    await keyboard.press('Enter')
    const more = await model.asked()
    more.say('More')
    more.end()
    await chat.expectAnswer('More')
    await expect(chat.composer).toBeFocused()
  })

  await test.step('settings', async () => {
    await goTo(page, chat.settings.opener, 'Shift+Tab')
    await keyboard.press('Enter')
    await goTo(page, chat.settings.theme)
    await keyboard.type('Dark')
    await expect(chat.settings.theme).toHaveValue('dark')
    await keyboard.press('Escape')
    await expect(chat.settings.root).toBeHidden()
    await expect(chat.settings.opener).toBeFocused()
  })

  await test.step('a new chat, and back to the former one', async () => {
    await goTo(page, chat.sidebar.newChat, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.messages).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    await goTo(page, chat.sidebar.chat('About cats'), 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.questions).toHaveCount(2)
  })

  await test.step('delete a chat and bring it back', async () => {
    await goTo(page, chat.sidebar.options('About cats'))
    await keyboard.press('Enter')
    await expect(chat.sidebar.entry('Rename')).toBeVisible()
    await keyboard.press('End')
    await keyboard.press('Enter')
    await expect(chat.sidebar.chats).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    await goTo(page, chat.sidebar.undo)
    await keyboard.press('Enter')
    await expect(chat.sidebar.chats).toHaveCount(1)
    await expect(chat.questions).toHaveCount(2)
  })
})

test('the conversation can be scrolled by keyboard', async ({ chat, model, page }) => {
  await chat.ask('Many lines')
  const answer = await model.asked()
  answer.say('A line.\n\n'.repeat(100))
  answer.end()
  await chat.expectIdle()
  await goTo(page, chat.log, 'Shift+Tab')
  await page.keyboard.press('Home')
  await expect(chat.questions.first()).toBeInViewport()
  await page.keyboard.press('End')
  await expect(chat.questions.first()).not.toBeInViewport()
  await expect(chat.regenerate).toBeInViewport()
})
