import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { chooseBy, notes } from '../../pages/attachments.ts'

test.use({ manualAnswers: true, expectedTrouble: /Failed to load resource/ })

/** More stops than the page has. */
const MAX_STOPS = 60

/** Moves the focus to an element as a keyboard user does. */
async function goTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return expectVisibleFocus(target)
    }
    await page.keyboard.press(key)
  }
  throw new Error(`Pressing ${key} ${MAX_STOPS} times did not focus ${String(target)}.`)
}

async function expectVisibleFocus(target: Locator): Promise<void> {
  const shown = await target.evaluate((element) => {
    for (let box: Element | null = element; box; box = box.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box)
      if (outlineStyle !== 'none' && outlineWidth !== '0px') return true
      if (boxShadow !== 'none') return true
      // A field may show its focus with the box around it.
      if (box.matches('form')) break
    }
    return false
  })
  expect(shown, `${String(target)} has a visible focus indicator`).toBe(true)
}

test('the app is usable by keyboard only @main', async ({ chat, cutStreams, model, page }) => {
  test.slow()
  const { keyboard } = page

  await test.step('ask: the composer has the focus from the start', async () => {
    await expect(chat.composer).toBeFocused()
    await keyboard.type('About cats')
    await keyboard.press('Enter')
    await expect(chat.questions).toHaveCount(1)
  })
  const cats = await model.nextAnswer()
  cats.say('Cats')
  await chat.expectAnswer('Cats')

  await test.step('stop', async () => {
    await goTo(page, chat.stop)
    await keyboard.press('Enter')
    await expect(chat.announcement).toHaveText('Answer stopped')
    await expect(chat.composer).toBeFocused()
  })

  await test.step('regenerate', async () => {
    await goTo(page, chat.regenerate, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.composer).toBeFocused()
    const again = await model.nextAnswer()
    again.say('Cats sleep')
    again.end()
    await chat.expectAnswer('Cats sleep')
    await chat.expectIdle()
  })

  await test.step('retry after a failure, after opening its details', async () => {
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
    const more = await model.nextAnswer()
    more.say('More')
    more.end()
    await chat.expectAnswer('More')
    await expect(chat.composer).toBeFocused()
  })

  await test.step('edit a question, and switch between the branches', async () => {
    const first = chat.questions.first()
    await goTo(page, first.getByRole('button', { name: chat.names.edit, exact: true }), 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.editor).toBeFocused()
    await expectVisibleFocus(chat.editor)
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('About dogs')
    await keyboard.press('Enter')
    const dogs = await model.nextAnswer()
    dogs.say('Dogs bark')
    dogs.end()
    await chat.expectAnswer('Dogs bark')
    await chat.expectIdle()
    const versions = chat.versionsOf(first)
    await goTo(page, versions.previous, 'Shift+Tab')
    await keyboard.press('Enter')
    await chat.expectAnswer('More')
    await goTo(page, versions.next)
    await keyboard.press('Enter')
    await chat.expectAnswer('Dogs bark')
    await expect(versions.next).toBeFocused()
  })

  await test.step('continue a truncated answer', async () => {
    await keyboard.press('Shift+Escape')
    await expect(chat.composer).toBeFocused()
    await keyboard.type('Why?')
    await keyboard.press('Enter')
    const why = await model.nextAnswer()
    why.say('Because')
    await chat.expectAnswer('Because')
    await page.route('**/ai/chat/stream/*', (route) => route.fulfill({ status: 404 }))
    cutStreams()
    await expect(chat.continue).toBeVisible()
    await page.unroute('**/ai/chat/stream/*')
    await goTo(page, chat.continue, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.composer).toBeFocused()
    const rest = await model.nextAnswer()
    rest.say('they can')
    rest.end()
    await chat.expectAnswer('they can')
    await chat.expectIdle()
  })

  await test.step('delete a question with its answer, and undo it', async () => {
    const { removeTurn } = chat.names
    const bin = chat.questions.last().getByRole('button', { name: removeTurn, exact: true })
    await goTo(page, bin, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.questions).toHaveText([/About dogs/, /Why\?/])
    await expect(chat.composer).toBeFocused()
    await goTo(page, chat.sidebar.undo)
    await keyboard.press('Enter')
    await expect(chat.questions).toHaveCount(3)
    await expect(chat.composer).toBeFocused()
  })

  await test.step('attach a file, and remove it', async () => {
    await goTo(page, chat.attach)
    await chooseBy(page, () => keyboard.press('Enter'), notes)
    const remove = page.getByRole('button', { name: 'Remove “notes.md”' })
    await expect(remove).toBeVisible()
    await expect(chat.composer).toBeFocused()
    await goTo(page, remove, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(remove).toBeHidden()
    await expect(chat.composer).toBeFocused()
  })

  await test.step('search, and open a result', async () => {
    await keyboard.press('Control+k')
    await expect(chat.sidebar.search).toBeFocused()
    await keyboard.type('sleep')
    await expect(chat.sidebar.results).toHaveCount(1)
    await keyboard.press('ArrowDown')
    await expect(chat.sidebar.results).toBeFocused()
    await expectVisibleFocus(chat.sidebar.results)
    await keyboard.press('Enter')
    await expect(chat.answers.first()).toContainText('Cats sleep')
    await goTo(page, chat.sidebar.search, 'Shift+Tab')
    await keyboard.press('Escape')
    await expect(chat.sidebar.results).toHaveCount(0)
    await expect(chat.sidebar.search).toBeFocused()
  })

  await test.step('open the list of shortcuts', async () => {
    await keyboard.press('Control+/')
    await expect(chat.settings.keysList).toBeVisible()
    await keyboard.press('Escape')
    await expect(chat.settings.keysList).toBeHidden()
    await expect(chat.sidebar.search).toBeFocused()
    await keyboard.press('Shift+Escape')
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

  await test.step('open a new chat, then the previous one', async () => {
    await goTo(page, chat.sidebar.newChat, 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.messages).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
    await goTo(page, chat.sidebar.chat('About cats'), 'Shift+Tab')
    await keyboard.press('Enter')
    await expect(chat.questions).toHaveCount(2)
  })

  await test.step('delete a chat, and undo it', async () => {
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

test('the chat scrolls by keyboard', async ({ chat, model, page }) => {
  await chat.ask('Many lines')
  const answer = await model.nextAnswer()
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
