import AxeBuilder from '@axe-core/playwright'
import { devices, type Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { holdRequests } from '../../support/heldRequests.ts'
import { choose, notes, picture } from '../../pages/attachments.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'

test.use({ answersByHand: true, expectedTrouble: /Failed to load resource/ })

const THEMES = ['light', 'dark'] as const
const LOCALES = ['en-US', 'zh-CN'] as const

/** A screen, in both themes: what is on it does not have to be brought about twice. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme })
    // It is a criterion since WCAG 2.2, and not among those that are looked at by themselves.
    const rules = { 'target-size': { enabled: true } }
    const { violations, passes } = await new AxeBuilder({ page }).options({ rules }).analyze()
    const at = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))
    expect(at, colorScheme).toEqual([])
    // A scan that looks at nothing finds nothing.
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
  test.describe(`${locale}, light and dark, axe finds nothing in`, () => {
    test.use({ locale, reducedMotion: 'reduce' })

    test('a conversation', async ({ chat, model, page }) => {
      test.slow()
      await test.step('welcome', () => expectAccessible(page))

      await chat.ask('Hello')
      const answer = await model.asked()
      await test.step('waiting', () => expectAccessible(page))

      answer.think('Let me think.')
      answer.say(`A paragraph.\n\n${RICH}`)
      await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(2)
      await chat.ask('And then?')
      await expect(chat.log).toContainText('And then?')
      await test.step('streaming, and a question that waits', () => expectAccessible(page))

      answer.end()
      const next = await model.asked()
      next.say('Nothing.')
      next.end()
      await chat.expectAnswer('Nothing.')
      await chat.expectIdle()
      await test.step('answered', () => expectAccessible(page))

      await chat.lastAnswer.getByRole('button', { name: chat.names.aboutAnswer }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await test.step('what is known of it', () => expectAccessible(page))
      await page.keyboard.press('Escape')

      await chat.regenerate.click()
      const again = await model.asked()
      again.say('A paragraph')
      again.end()
      await chat.expectIdle()
      await expect(chat.versionsOf(chat.lastAnswer).root).toBeVisible()
      await chat.edit()
      await test.step('versions, and the editor', () => expectAccessible(page))
    })

    test('answers that ended early, and what can be undone', async ({
      chat,
      cutStreams,
      model,
      page,
    }) => {
      test.slow()
      await page.route('**/init', (route) => route.fulfill({ status: 500, body: 'Broken' }))
      await chat.ask('Hello')
      await chat.openDetails()
      await page.unroute('**/init')
      await chat.ask('Stop')
      const stopped = await model.asked()
      stopped.say('It **was')
      await chat.expectAnswer('It **was**')
      await chat.stop.click()
      await chat.expectIdle()
      await test.step('failed, with details, and stopped', () => expectAccessible(page))

      await chat.ask('Once more')
      const cut = await model.asked()
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
      // Where it is pointed at, it stays.
      await chat.sidebar.undo.hover()
      await test.step('cut, and a turn that can be brought back', () => expectAccessible(page))
      await chat.sidebar.undo.click()

      await page.keyboard.press('Control+Shift+:')
      const toast = chat.seen.getByText(
        locale === 'en-US' ? 'No code in this chat' : '此对话中没有代码',
      )
      await toast.hover()
      await test.step('what a key did', () => expectAccessible(page))
    })

    test('the list of chats and the search', async ({ chat, model, page }) => {
      test.slow()
      await chat.ask('Hello')
      const answer = await model.asked()
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
      await test.step('search, waited for', () => expectAccessible(page))
      await release()
      await expect(chat.sidebar.results).toHaveCount(1)
      await chat.sidebar.results.click()
      await test.step('search, with a result', () => expectAccessible(page))
      await chat.sidebar.search.fill('nothing of this')
      await expect(chat.sidebar.results).toHaveCount(0)
      await test.step('search, without one', () => expectAccessible(page))
    })

    test('dialogs', async ({ chat, model, page }) => {
      test.slow()
      await chat.ask('Hello')
      const answer = await model.asked()
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
      await test.step('a dialog that is waited for', () => expectAccessible(page))
      await release()
      await chat.transfer.exportDialog.waitFor()
      await test.step('export', () => expectAccessible(page))
      await page.keyboard.press('Escape')

      await page.keyboard.press('Control+/')
      await expect(chat.settings.keysList).toBeVisible()
      await test.step('keys', () => expectAccessible(page))
    })

    test.describe('notices:', () => {
      test.use({
        answersByHand: false,
        appConfig: { transport: 'session', temperature: 9, apiKey: 'do-not-show-me' },
        expectedTrouble: /./,
      })

      test('of the storage, the configuration, a refusal and the doctor', async ({
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
        const url = chat.settings.address
        await url.fill('http://localhost:9/chat')
        await url.blur()
        await chat.settings.root.getByRole('button', { name: chat.names.testConnection }).click()
        await expect(chat.settings.root.locator('.verdict')).toBeVisible()
        await test.step('what the doctor says', () => expectAccessible(page))
      })
    })

    test.describe('on a phone:', () => {
      const { isMobile, hasTouch, userAgent } = devices['Pixel 7']
      test.use({ viewport: { width: 390, height: 780 }, isMobile, hasTouch, userAgent })

      test('the drawer, links and files', async ({ chat, model, page }) => {
        test.slow()
        await chat.composer.fill('Hello')
        await chat.send.tap()
        const answer = await model.asked()
        answer.say(`See [the manual](https://example.com/), **[it](https://b.test/)**\n\n${RICH}`)
        answer.end()
        await chat.expectIdle()
        await choose(chat.attach, picture, notes)
        await expect(page.getByText('notes.md', { exact: true })).toBeVisible()
        await test.step('links that show where they go, and files', () => expectAccessible(page))
        await chat.sidebar.opener.tap()
        await expect(chat.sidebar.root).toBeVisible()
        await test.step('the drawer', () => expectAccessible(page))
      })
    })
  })
}

test.describe('high contrast', () => {
  test.use({ contrast: 'more', reducedMotion: 'reduce' })

  /** Every text at 7:1, light and dark. */
  async function expectHighContrast({ page }: ChatPage): Promise<void> {
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme })
      const scan = new AxeBuilder({ page }).withRules('color-contrast-enhanced')
      const { violations, passes } = await scan.analyze()
      const at = violations.flatMap(({ nodes }) => nodes.map(({ any }) => any[0]?.message))
      expect(at, colorScheme).toEqual([])
      expect(passes.length).toBe(1)
    }
  }

  test('lets every text stand out', async ({ chat, model, page }) => {
    test.slow()
    await test.step('welcome', () => expectHighContrast(chat))
    await chat.ask('Hello')
    const answer = await model.asked()
    const code = '```ts\n/** Why. */\nexport const name: string = `text ${1}`\n```'
    answer.say(`> A quotation\n\n[A link](https://example.com) and \`code\`\n\n${code}`)
    answer.fail('Broken')
    await expect(chat.alert).toBeVisible()
    await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(2)
    await chat.openDetails()
    await test.step('an answer that failed', () => expectHighContrast(chat))
    await chat.sidebar.search.fill('quotation')
    await expect(chat.sidebar.results).toHaveCount(1)
    await test.step('search', () => expectHighContrast(chat))
    await chat.settings.open()
    await page.keyboard.press('Tab')
    await test.step('settings', () => expectHighContrast(chat))
  })
})
