import AxeBuilder from '@axe-core/playwright'
import { devices, type Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { holdRequests } from '../../support/heldRequests.ts'
import { choose, image, notes } from '../../pages/attachments.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { mainIf } from '../../support/mainPath.ts'

test.use({ manualAnswers: true, expectedTrouble: /Failed to load resource/ })

const THEMES = ['light', 'dark'] as const
const LOCALES = ['en-US', 'zh-CN'] as const

/** Checks a screen in both themes, so that a test brings it about only once. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme })
    // A criterion since WCAG 2.2, but axe does not check it by default.
    const rules = { 'target-size': { enabled: true } }
    const { violations, passes } = await new AxeBuilder({ page }).options({ rules }).analyze()
    const failures = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))
    expect(failures, colorScheme).toEqual([])
    // A scan that checks nothing finds nothing.
    expect(passes.length).toBeGreaterThan(10)
  }
}

const RICH = [
  '> A quotation with `code` and [a link](https://example.com/)',
  '```ts\nexport const name = 1\n```',
  '| A | B |\n| - | - |\n| 1 | 2 |',
  '![A fox](https://pictures.test/fox.png)',
  '- [x] done\n\nAnd another one',
].join('\n\n')

for (const locale of LOCALES) {
  test.describe(`axe finds nothing in ${locale}, light and dark:`, () => {
    test.use({ locale, reducedMotion: 'reduce' })

    test(`a chat${mainIf(locale === 'en-US')}`, async ({ chat, model, page }) => {
      test.slow()
      await test.step('welcome', () => expectAccessible(page))

      await chat.ask('Hello')
      const answer = await model.nextAnswer()
      await test.step('waiting', () => expectAccessible(page))

      answer.think('Let me think.')
      answer.say(`A paragraph.\n\n${RICH}`)
      await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(2)
      await chat.ask('And then?')
      await expect(chat.log).toContainText('And then?')
      await test.step('streaming, and a queued question', () => expectAccessible(page))

      answer.end()
      const next = await model.nextAnswer()
      next.say('Nothing.')
      next.end()
      await chat.expectAnswer('Nothing.')
      await chat.expectIdle()
      await test.step('answered', () => expectAccessible(page))

      await chat.lastAnswer.getByRole('button', { name: chat.names.aboutAnswer }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await test.step('details about an answer', () => expectAccessible(page))
      await page.keyboard.press('Escape')

      await chat.regenerate.click()
      const again = await model.nextAnswer()
      again.say('A paragraph')
      again.end()
      await chat.expectIdle()
      await expect(chat.versionsOf(chat.lastAnswer).root).toBeVisible()
      await chat.edit()
      await test.step('versions and the editor', () => expectAccessible(page))
    })

    test('answers that ended early, and Undo', async ({ chat, cutStreams, model, page }) => {
      test.slow()
      await page.route('**/init', (route) => route.fulfill({ status: 500, body: 'Broken' }))
      await chat.ask('Hello')
      await chat.openDetails()
      await page.unroute('**/init')
      await chat.ask('Stop')
      const stopped = await model.nextAnswer()
      stopped.say('It **was')
      await chat.expectAnswer('It **was**')
      await chat.stop.click()
      await chat.expectIdle()
      await test.step('failed, with details, and stopped', () => expectAccessible(page))

      await chat.ask('Once more')
      const cut = await model.nextAnswer()
      cut.say('It was')
      await chat.expectAnswer('It was')
      await page.route('**/ai/chat/stream/*', (route) => route.fulfill({ status: 404 }))
      cutStreams()
      await expect(chat.continue).toBeVisible()
      await page.unroute('**/ai/chat/stream/*')
      await chat.questions
        .first()
        .getByRole('button', { name: chat.names.removeTurn, exact: true })
        .click()
      // The pointer keeps the toast open.
      await chat.sidebar.undo.hover()
      await test.step('a truncated answer, and a deleted turn that can be restored', () =>
        expectAccessible(page))
      await chat.sidebar.undo.click()

      await page.keyboard.press('Control+Shift+:')
      const toast = chat.appRoot.getByText(
        locale === 'en-US' ? 'No code in this chat' : '此对话中没有代码',
      )
      await toast.hover()
      await test.step('the toast of a shortcut', () => expectAccessible(page))
    })

    test('the list of chats and the search', async ({ chat, model, page }) => {
      test.slow()
      await chat.ask('Hello')
      const answer = await model.nextAnswer()
      answer.say('A paragraph')
      answer.end()
      await chat.expectIdle()
      await chat.sidebar.choose('Hello', chat.names.pin)
      await chat.sidebar.options('Hello').click()
      await chat.sidebar.entry(chat.names.remove).waitFor()
      await test.step('a chat’s menu', () => expectAccessible(page))
      await page.keyboard.press('Escape')
      await chat.sidebar.choose('Hello', chat.names.rename)
      await test.step('a chat being renamed', () => expectAccessible(page))
      await page.keyboard.press('Escape')
      const release = await holdRequests(page, '**/assets/chatSearch-*.js')
      await chat.sidebar.search.fill('paragraph')
      await expect(page.locator('.skeleton')).not.toHaveCount(0)
      await test.step('search, loading', () => expectAccessible(page))
      await release()
      await expect(chat.sidebar.results).toHaveCount(1)
      await chat.sidebar.results.click()
      await test.step('search, with a result', () => expectAccessible(page))
      await chat.sidebar.search.fill('nothing of this')
      await expect(chat.sidebar.results).toHaveCount(0)
      await test.step('search, without a result', () => expectAccessible(page))
    })

    test('dialogs', async ({ chat, model, page }) => {
      test.slow()
      await chat.ask('Hello')
      const answer = await model.nextAnswer()
      answer.end()
      await chat.expectIdle()

      await chat.settings.open()
      await test.step('settings', () => expectAccessible(page))
      await chat.transfer.importOpener.click()
      await chat.transfer.choose(
        '{"format":"vue-chat-stream","version":1,"chats":[{"id":"a"},{"id":5}]}',
      )
      await expect(chat.transfer.rows).not.toHaveCount(0)
      await test.step('import', () => expectAccessible(page))
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: chat.names.chatSettings }).click()
      await page.getByRole('dialog', { name: chat.names.chatSettings }).waitFor()
      await test.step('the settings of a chat', () => expectAccessible(page))
      await page.keyboard.press('Escape')

      const release = await holdRequests(page, '**/assets/ChatExport-*.js')
      await chat.transfer.exportOpener.click()
      await expect(page.locator('.skeleton')).not.toHaveCount(0)
      await test.step('a dialog that is loading', () => expectAccessible(page))
      await release()
      await chat.transfer.exportDialog.waitFor()
      await test.step('export', () => expectAccessible(page))
      await page.keyboard.press('Escape')

      await page.keyboard.press('Control+/')
      await expect(chat.settings.keysList).toBeVisible()
      await test.step('the list of shortcuts', () => expectAccessible(page))
    })

    test.describe('notices:', () => {
      test.use({
        manualAnswers: false,
        appConfig: { transport: 'session', temperature: 9, apiKey: 'do-not-show-me' },
        expectedTrouble: /./,
      })

      test('about storage, the configuration, a refusal and the connection test', async ({
        chat,
        page,
      }) => {
        test.slow()
        await page.addInitScript(() =>
          Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
        )
        await page.reload()
        await expect(chat.notice).toBeVisible()
        await chat.ask('/refuse 40 Tell me a story')
        await chat.expectIdle()
        await test.step('notices, and a refusal', () => expectAccessible(page))

        await chat.settings.open()
        const url = chat.settings.serverUrl
        await url.fill('http://localhost:9/chat')
        await url.blur()
        await chat.settings.root.getByRole('button', { name: chat.names.testConnection }).click()
        await expect(chat.settings.root.locator('.verdict')).toBeVisible()
        await test.step('the result of the connection test', () => expectAccessible(page))
      })
    })

    test.describe('on a phone:', () => {
      const { isMobile, hasTouch, userAgent } = devices['Pixel 7']
      test.use({ viewport: { width: 390, height: 780 }, isMobile, hasTouch, userAgent })

      test('the drawer, links and files', async ({ chat, model, page }) => {
        test.slow()
        await chat.composer.fill('Hello')
        await chat.send.tap()
        const answer = await model.nextAnswer()
        answer.say(`See [the manual](https://example.com/), **[it](https://b.test/)**\n\n${RICH}`)
        answer.end()
        await chat.expectIdle()
        await choose(chat.attach, image, notes)
        await expect(page.getByText('notes.md', { exact: true })).toBeVisible()
        await test.step('links that show their URL, and files', () => expectAccessible(page))
        await chat.sidebar.opener.tap()
        await expect(chat.sidebar.root).toBeVisible()
        await test.step('the drawer', () => expectAccessible(page))
      })
    })
  })
}

test.describe('high contrast', () => {
  test.use({ contrast: 'more', reducedMotion: 'reduce' })

  /** Expects a contrast of 7:1 for every text, light and dark. */
  async function expectHighContrast({ page }: ChatPage): Promise<void> {
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme })
      const scan = new AxeBuilder({ page }).withRules('color-contrast-enhanced')
      const { violations, passes } = await scan.analyze()
      const failures = violations.flatMap(({ nodes }) => nodes.map(({ any }) => any[0]?.message))
      expect(failures, colorScheme).toEqual([])
      expect(passes.length).toBe(1)
    }
  }

  test('every text has enough contrast', async ({ chat, model, page }) => {
    test.slow()
    await test.step('welcome', () => expectHighContrast(chat))
    await chat.ask('Hello')
    const answer = await model.nextAnswer()
    const code = '```ts\n/** Why. */\nexport const name: string = `text ${1}`\n```'
    answer.say(`> A quotation\n\n[A link](https://example.com) and \`code\`\n\n${code}`)
    answer.fail('Broken')
    await expect(chat.alert).toBeVisible()
    await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(2)
    await chat.openDetails()
    await test.step('a failed answer', () => expectHighContrast(chat))
    await chat.sidebar.search.fill('quotation')
    await expect(chat.sidebar.results).toHaveCount(1)
    await test.step('search', () => expectHighContrast(chat))
    await chat.settings.open()
    await page.keyboard.press('Tab')
    await test.step('settings', () => expectHighContrast(chat))
  })
})
