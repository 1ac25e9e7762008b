import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures.ts'
import type { ChatPage } from './pages/ChatPage.ts'

test.use({ answersByHand: true, expectedTrouble: /Failed to load resource/ })

async function expectAccessible({ page }: ChatPage): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
  // A scan that looks at nothing finds nothing.
  expect(passes.length).toBeGreaterThan(10)
}

const RICH = [
  '> A quotation with `code` and [a link](https://example.com/)',
  '```ts\nexport const name = 1\n```',
  '| A | B |\n| - | - |\n| 1 | 2 |',
  '![A fox](https://pictures.test/fox.png)',
  '- [x] done\n\nAnd another one',
].join('\n\n')

// Each theme and each language once: a colour does not depend on the words.
for (const [colorScheme, locale] of [
  ['light', 'zh-CN'],
  ['dark', 'en-US'],
] as const) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale, reducedMotion: 'reduce' })

    test('axe finds nothing, from the welcome to the settings', async ({
      chat,
      cutStreams,
      model,
      page,
    }) => {
      test.slow()
      await test.step('welcome', () => expectAccessible(chat))

      await chat.ask('Hello')
      const answer = await model.asked()
      await test.step('waiting', () => expectAccessible(chat))

      answer.think('Let me think.')
      answer.say(`A paragraph.\n\n${RICH}`)
      await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(2)
      await chat.ask('And then?')
      await expect(chat.log).toContainText('And then?')
      await test.step('streaming, and a question that waits', () => expectAccessible(chat))

      answer.end()
      const next = await model.asked()
      next.say('Nothing.')
      next.end()
      await chat.expectAnswer('Nothing.')
      await chat.expectIdle()
      await test.step('answered', () => expectAccessible(chat))

      await chat.sidebar.choose('Hello', chat.names.pin)
      await chat.sidebar.options('Hello').click()
      await chat.sidebar.entry(chat.names.remove).waitFor()
      await test.step('a chat’s menu', () => expectAccessible(chat))
      await page.keyboard.press('Escape')
      await chat.sidebar.choose('Hello', chat.names.rename)
      await test.step('a chat being renamed', () => expectAccessible(chat))
      await page.keyboard.press('Escape')
      await chat.sidebar.search.fill('paragraph')
      await expect(chat.sidebar.results).toHaveCount(1)
      await chat.sidebar.results.click()
      await test.step('search, with a result', () => expectAccessible(chat))
      await chat.sidebar.search.fill('nothing of this')
      await expect(chat.sidebar.results).toHaveCount(0)
      await test.step('search, without one', () => expectAccessible(chat))
      await chat.sidebar.search.fill('')

      await chat.lastAnswer.getByRole('button', { name: chat.names.aboutAnswer }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await test.step('what is known of it', () => expectAccessible(chat))
      await page.keyboard.press('Escape')

      await chat.regenerate.click()
      const again = await model.asked()
      again.say('A paragraph')
      again.end()
      await chat.expectIdle()
      await expect(chat.versionsOf(chat.lastAnswer).root).toBeVisible()
      await chat.edit()
      await test.step('versions, and the editor', () => expectAccessible(chat))
      await page.keyboard.press('Escape')

      await page.route('**/init', (route) => route.fulfill({ status: 500, body: 'Broken' }))
      await chat.ask('Hello again')
      await chat.openDetails()
      await page.unroute('**/init')
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
      await test.step('failed, with details; cut; and what can be undone', () =>
        expectAccessible(chat))

      await chat.settings.open()
      await test.step('settings', () => expectAccessible(chat))

      await chat.transfer.importOpener.click()
      await chat.transfer.choose(
        '{"format":"vue-chat-stream","version":1,"chats":[{"id":"a"},{"id":5}]}',
      )
      await expect(chat.transfer.rows).not.toHaveCount(0)
      await test.step('import', () => expectAccessible(chat))
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: chat.names.chatSettings }).click()
      await page.getByRole('dialog', { name: chat.names.chatSettings }).waitFor()
      await test.step('the settings of a chat', () => expectAccessible(chat))
      await page.keyboard.press('Escape')

      await chat.transfer.exportOpener.click()
      await test.step('export', () => expectAccessible(chat))
      await page.keyboard.press('Escape')

      await page.keyboard.press('Control+/')
      await expect(chat.settings.keysList).toBeVisible()
      await test.step('keys', () => expectAccessible(chat))
    })
  })
}

test.describe('high contrast', () => {
  test.use({ contrast: 'more', reducedMotion: 'reduce' })

  /** Every text at 7:1, light and dark. */
  async function expectHighContrast({ page }: ChatPage): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
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
