import { devices } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { ManualModel } from '../../support/manualModel.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { seedHistory } from '../../support/seedHistory.ts'

test.use({ manualAnswers: true })

/** Sends a question in a new chat, and answers it. */
async function completeNewChat(
  chat: ChatPage,
  model: ManualModel,
  question: string,
): Promise<void> {
  await chat.sidebar.newChat.click()
  await chat.ask(question)
  const answer = await model.nextAnswer()
  answer.say('Yes')
  answer.end()
  await chat.expectIdle()
}

async function openSecond({ page }: ChatPage): Promise<ChatPage> {
  const second = new ChatPage(await page.context().newPage())
  await second.open()
  return second
}

test.describe('renaming a chat', () => {
  test('works by keyboard, survives new questions, and returns the focus @main', async ({
    chat,
    model,
    page,
  }) => {
    await completeNewChat(chat, model, 'About cats')
    await chat.sidebar.options('About cats').focus()
    await page.keyboard.press('Enter')
    await expect(chat.sidebar.entry('Rename')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(chat.sidebar.nameField).toBeFocused()
    await expect(chat.sidebar.nameField).toHaveValue('About cats')
    await page.keyboard.type('My animals')
    await page.keyboard.press('Enter')
    await expect(chat.sidebar.options('My animals')).toBeFocused()
    await expect(page).toHaveTitle(/My animals/)

    await chat.ask('And dogs?')
    const answer = await model.nextAnswer()
    answer.end()
    await chat.expectIdle()
    await page.reload()
    await expect(chat.sidebar.chats).toHaveText(['My animals'])
  })

  test('is canceled by Escape, which stops no answer', async ({ chat, model, page }) => {
    await chat.ask('About cats')
    const cats = await model.nextAnswer()
    cats.say('Cats')
    await chat.sidebar.choose('About cats', 'Rename')
    await chat.sidebar.nameField.fill('Something else')
    await page.keyboard.press('Escape')
    await expect(chat.sidebar.options('About cats')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(chat.sidebar.entry('Rename')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(chat.sidebar.entry('Rename')).toBeHidden()
    await expect(chat.sidebar.options('About cats')).toBeFocused()
    expect(cats.isStopped()).toBe(false)
    await expect(chat.stop).toBeVisible()
  })

  test('is saved when the focus leaves the field, but not by Enter in an input method', async ({
    chat,
    model,
    page,
  }) => {
    await completeNewChat(chat, model, 'About cats')
    await chat.sidebar.choose('About cats', 'Rename')
    const { nameField } = chat.sidebar
    await nameField.fill('我的猫')
    await nameField.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    await expect(nameField).toBeVisible()
    await chat.composer.click()
    await expect(chat.sidebar.chats).toHaveText(['我的猫'])
    await expect(chat.composer).toBeFocused()
    await chat.sidebar.choose('我的猫', 'Rename')
    await nameField.fill('   ')
    await page.keyboard.press('Enter')
    await expect(chat.sidebar.chats).toHaveText(['我的猫'])
  })
})

test('a chat’s menu closes at a second click, and a click elsewhere keeps its focus', async ({
  chat,
  model,
}) => {
  await completeNewChat(chat, model, 'About cats')
  const rename = chat.sidebar.entry('Rename')
  await chat.sidebar.options('About cats').click()
  await expect(rename).toBeVisible()
  await chat.sidebar.options('About cats').click()
  await expect(rename).toBeHidden()
  await chat.sidebar.options('About cats').click()
  await expect(rename).toBeVisible()
  await chat.composer.click()
  await expect(rename).toBeHidden()
  await expect(chat.composer).toBeFocused()
})

test('a pinned chat is first, also after a reload, and keeps the focus @main', async ({
  chat,
  model,
  page,
}) => {
  await completeNewChat(chat, model, 'About cats')
  await completeNewChat(chat, model, 'About dogs')
  await expect(chat.sidebar.chats).toHaveText(['About dogs', 'About cats'])
  await chat.sidebar.choose('About cats', 'Pin')
  await expect(chat.sidebar.group('Pinned')).toHaveText(['About cats'])
  await expect(chat.sidebar.group('Today')).toHaveText(['About dogs'])
  await expect(chat.sidebar.options('About cats')).toBeFocused()
  await page.reload()
  await expect(chat.sidebar.chats).toHaveText(['About cats', 'About dogs'])
  await chat.sidebar.choose('About cats', 'Unpin')
  await expect(chat.sidebar.chats).toHaveText(['About dogs', 'About cats'])
})

test('an archived chat leaves the list, can be opened in the archive, and returns', async ({
  chat,
  model,
  page,
}) => {
  await completeNewChat(chat, model, 'About cats')
  await completeNewChat(chat, model, 'About dogs')
  await chat.sidebar.choose('About dogs', 'Archive')
  await expect(chat.sidebar.chats).toHaveText(['About cats'])
  await expect(chat.messages, 'an archived chat is closed').toHaveCount(0)
  await expect(chat.composer).toBeFocused()

  await page.reload()
  await expect(chat.sidebar.chats).toHaveText(['About cats'])
  await chat.sidebar.archive.click()
  await expect(chat.sidebar.group('Archived')).toHaveText(['About dogs'])
  await chat.sidebar.chat('About dogs').click()
  await expect(chat.messages).toHaveCount(2)
  await chat.sidebar.choose('About dogs', 'Unarchive')
  await expect(chat.sidebar.archive).toBeHidden()
  await expect(chat.sidebar.group('Today')).toHaveText(['About dogs', 'About cats'])
  await expect(chat.sidebar.options('About dogs')).toBeFocused()
})

test('a dot marks a chat with an unseen answer, also after a reload and in all tabs', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('About cats')
  const cats = await model.nextAnswer()
  cats.say('Cats')
  await chat.expectAnswer('Cats')
  await chat.sidebar.newChat.click()
  await expect(chat.sidebar.row('About cats')).toHaveText(/Responding$/)
  cats.say(' sleep')
  cats.end()
  await expect(chat.sidebar.row('About cats')).toHaveText(/New response$/)

  await page.reload()
  await expect(chat.sidebar.row('About cats')).toHaveText(/New response$/)
  const second = await openSecond(chat)
  await expect(second.sidebar.row('About cats')).toHaveText(/New response$/)
  await second.sidebar.chat('About cats').click()
  await second.expectAnswer('Cats sleep')
  await expect(second.sidebar.row('About cats')).toHaveText('About cats')
  await expect(chat.sidebar.row('About cats')).toHaveText('About cats')
})

test('changes of different properties in two tabs are both stored and shown', async ({
  chat,
  model,
}) => {
  await completeNewChat(chat, model, 'About cats')
  const second = await openSecond(chat)
  await chat.sidebar.choose('About cats', 'Rename')
  await chat.sidebar.nameField.fill('My animals')
  // The chat's row moves while the first tab renames it.
  await second.sidebar.choose('About cats', 'Pin')
  for (const tab of [chat, second]) {
    await expect(tab.sidebar.group('Pinned')).toHaveText(['My animals'])
  }
  await second.page.reload()
  await expect(second.sidebar.group('Pinned')).toHaveText(['My animals'])
})

test('a chat that streams in another tab can be renamed', async ({ chat, model }) => {
  await chat.ask('About cats')
  const cats = await model.nextAnswer()
  cats.say('Cats')
  const second = await openSecond(chat)
  await second.sidebar.choose('About cats', 'Rename')
  await second.sidebar.nameField.fill('My animals')
  await second.sidebar.nameField.press('Enter')
  await expect(chat.sidebar.row('My animals')).toBeVisible()
  cats.end()
  await chat.expectIdle()
  await expect(chat.page).toHaveTitle(/My animals/)
})

for (const [locale, headings] of [
  ['en-US', ['Pinned', 'Today', 'Yesterday', 'Previous 7 days', 'Previous 30 days', 'July']],
  ['zh-CN', ['已置顶', '今天', '昨天', '近 7 天', '近 30 天', '七月']],
] as const) {
  test.describe(`dates, ${locale}`, () => {
    test.use({ locale, timezoneId: 'Asia/Shanghai' })

    test('group the chats, and update at midnight', async ({ chat, page }) => {
      const [pinned, today, yesterday, week, month, july] = headings
      const timestampOf = (time: string) => new Date(`${time}+08:00`).getTime()
      await page.clock.install({ time: timestampOf('2026-09-15T23:59:30') })
      await seedHistory(page, [
        { title: 'P', askedAt: timestampOf('2026-01-01T12:00'), pinned: true },
        { title: 'A', askedAt: timestampOf('2026-09-15T00:00') },
        { title: 'B', askedAt: timestampOf('2026-09-14T23:59') },
        { title: 'C', askedAt: timestampOf('2026-09-08T12:00') },
        { title: 'D', askedAt: timestampOf('2026-09-07T12:00') },
        { title: 'E', askedAt: timestampOf('2026-07-31T12:00') },
        { title: 'F', askedAt: timestampOf('2025-12-31T12:00') },
      ])
      const { sidebar } = chat
      await expect(sidebar.chats).toHaveText(['P', 'A', 'B', 'C', 'D', 'E', 'F'])
      await expect(sidebar.root.getByRole('heading')).toHaveText([
        ...headings,
        locale === 'zh-CN' ? '2025年12月' : 'December 2025',
      ])
      await expect(sidebar.group(pinned)).toHaveText(['P'])
      await expect(sidebar.group(today)).toHaveText(['A'])
      await expect(sidebar.group(yesterday)).toHaveText(['B'])
      await expect(sidebar.group(week)).toHaveText(['C'])
      await expect(sidebar.group(month)).toHaveText(['D'])
      await expect(sidebar.group(july)).toHaveText(['E'])

      await page.clock.fastForward(31_000)
      await expect(sidebar.group(yesterday)).toHaveText(['A'])
      await expect(sidebar.group(week)).toHaveText(['B'])
      await expect(sidebar.group(month)).toHaveText(['C', 'D'])
    })
  })
}

test('the sidebar collapses, stays so after a reload, and hands the focus to its button', async ({
  chat,
  page,
}) => {
  await chat.sidebar.closer.click()
  await expect(chat.sidebar.root).toBeHidden()
  await expect(chat.sidebar.opener).toBeFocused()
  await page.reload()
  await expect(chat.sidebar.opener).toBeVisible()
  await expect(chat.sidebar.root).toBeHidden()
  await page.getByRole('button', { name: 'New chat', exact: true }).click()
  await expect(chat.composer).toBeFocused()
  await chat.sidebar.opener.press('Enter')
  await expect(chat.sidebar.root).toBeVisible()
  await expect(chat.sidebar.closer).toBeFocused()
})

test.describe('on a phone', () => {
  const { viewport, isMobile, hasTouch, userAgent } = devices['Pixel 7']
  test.use({ viewport, isMobile, hasTouch, userAgent })

  test('a chat’s menu opens by tap, and its entries are large enough', async ({
    chat,
    model,
    page,
  }) => {
    await chat.composer.fill('About cats')
    await chat.send.tap()
    const cats = await model.nextAnswer()
    cats.end()
    await chat.expectIdle()
    await chat.sidebar.opener.tap()
    await chat.sidebar.options('About cats').tap()
    for (const entry of await page.getByRole('menuitem').all()) {
      expect((await entry.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    }
    await chat.sidebar.entry('Pin').tap()
    await expect(chat.sidebar.group('Pinned')).toHaveText(['About cats'])
    await chat.sidebar.options('About cats').tap()
    await chat.sidebar.entry('Delete').tap()
    await expect(chat.sidebar.chats).toHaveCount(0)
    await expect(chat.sidebar.root, 'the drawer stays open').toBeVisible()
    await chat.sidebar.undo.tap()
    await expect(chat.sidebar.group('Pinned')).toHaveText(['About cats'])
  })
})
