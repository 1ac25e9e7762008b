import { devices, type Locator } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { mainIf } from '../../support/mainPath.ts'

/** Text, a table and code that are wider than any phone. */
const WIDE = `${'Donaudampfschifffahrt'.repeat(12)}

| ${'a column | '.repeat(12)}
|${'---|'.repeat(12)}

\`\`\`
${'code '.repeat(100)}
\`\`\`
`

async function expectNoSidewaysScroll({ page }: ChatPage): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(overflow).toBe(0)
  // A dialog hides the log from screen readers, not from sight.
  const log = page.getByRole('log', { includeHidden: true })
  expect(await log.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
}

for (const width of [320, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 600 }, manualAnswers: true })

    test(`nothing scrolls horizontally${mainIf(width > 350)}`, async ({ chat, model }) => {
      await test.step('welcome', () => expectNoSidewaysScroll(chat))
      await chat.ask(WIDE)
      const answer = await model.nextAnswer()
      answer.say(WIDE)
      await chat.expectAnswer(WIDE)
      await test.step('streaming', () => expectNoSidewaysScroll(chat))
      answer.fail(WIDE)
      await expect(chat.alert).toBeVisible()
      await chat.openDetails()
      await test.step('failed', () => expectNoSidewaysScroll(chat))
      await expect(chat.composer).toBeInViewport({ ratio: 1 })
      await expect(chat.send).toBeInViewport({ ratio: 1 })

      await chat.settings.open()
      await expect(chat.settings.close).toBeInViewport({ ratio: 1 })
      await test.step('settings', () => expectNoSidewaysScroll(chat))
    })

    test('a table scrolls in its own box, also by keyboard', async ({ chat, model, page }) => {
      await chat.ask('Columns')
      const answer = await model.nextAnswer()
      answer.say(WIDE)
      answer.end()
      await chat.expectIdle()
      const last = chat.lastAnswer.getByRole('columnheader').last()
      await expect(last).not.toBeInViewport()
      await chat.lastAnswer.getByRole('table').locator('..').focus()
      for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowRight')
      await expect(last).toBeInViewport({ ratio: 0.9 })
      await expectNoSidewaysScroll(chat)
    })

    test('the chats are in a drawer', async ({ chat, model, page }) => {
      await chat.ask('About cats')
      const answer = await model.nextAnswer()
      answer.end()
      await chat.expectIdle()
      await expect(chat.sidebar.root).toBeHidden()

      await chat.sidebar.opener.click()
      await expect(chat.sidebar.root).toBeVisible()
      await expectNoSidewaysScroll(chat)
      await page.keyboard.press('Escape')
      await expect(chat.sidebar.root).toBeHidden()
      await expect(chat.sidebar.opener).toBeFocused()

      await chat.sidebar.opener.click()
      // Click next to the drawer, because the closing button also lies under it.
      await chat.sidebar.closer.click({ position: { x: width - 5, y: 300 } })
      await expect(chat.sidebar.root).toBeHidden()

      await chat.sidebar.opener.click()
      await chat.sidebar.newChat.click()
      await expect(chat.sidebar.root).toBeHidden()
      await expect(chat.messages).toHaveCount(0)

      await chat.sidebar.opener.click()
      await chat.sidebar.chat('About cats').click()
      await expect(chat.sidebar.root).toBeHidden()
      await expect(chat.messages).toHaveCount(2)
    })
  })
}

test.describe('on a phone', () => {
  const { viewport, isMobile, hasTouch, userAgent } = devices['Pixel 7']
  test.use({ viewport, isMobile, hasTouch, userAgent, manualAnswers: true })

  test('Return breaks the line, and a tap on Send sends', async ({ chat, model, page }) => {
    // The on-screen keyboard would cover half of the welcome.
    await expect(chat.composer).not.toBeFocused()
    await chat.composer.tap()
    await chat.composer.pressSequentially('one')
    await chat.composer.press('Enter')
    await chat.composer.pressSequentially('two')
    await expect(chat.composer).toHaveValue('one\ntwo')
    await expect(chat.messages).toHaveCount(0)

    await chat.send.tap()
    const answer = await model.nextAnswer()
    expect(answer.question.message).toBe('one\ntwo')
    answer.say('three')
    await chat.expectAnswer('three')
    await chat.stop.tap()
    await expect(chat.announcement).toHaveText('Answer stopped')

    await test.step('Return sends if the settings say so', async () => {
      await chat.settings.opener.tap()
      const enterSends = chat.settings.root.getByRole('checkbox', { name: 'Press Enter to send' })
      await expect(enterSends).not.toBeChecked()
      await enterSends.check()
      await page.reload()
      await chat.composer.tap()
      await chat.composer.pressSequentially('four')
      await chat.composer.press('Enter')
      expect((await model.nextAnswer()).question.message).toBe('four')
    })
  })

  test('an on-screen keyboard covers neither the composer nor the fields of a dialog', async ({
    chat,
    page,
  }) => {
    // Simulates how Safari reports its keyboard; Chromium shrinks the page instead.
    const cover = (height: number) =>
      page.evaluate((value) => {
        if (!visualViewport) throw new Error('The browser has no visualViewport.')
        Object.defineProperty(visualViewport, 'height', { value, configurable: true })
        visualViewport.dispatchEvent(new Event('resize'))
      }, height)
    const endOf = async (part: Locator) => {
      const box = await part.boundingBox()
      return (box?.y ?? NaN) + (box?.height ?? NaN)
    }
    const pageHeight = page.viewportSize()?.height ?? NaN
    await cover(400)
    expect(await endOf(chat.send)).toBeLessThanOrEqual(400)
    await chat.composer.fill('line\n'.repeat(40))
    expect(await endOf(chat.send)).toBeLessThanOrEqual(400)
    await chat.settings.open()
    expect(await endOf(chat.settings.root)).toBeLessThanOrEqual(400)
    await page.keyboard.press('Escape')
    await cover(pageHeight)
    expect(await endOf(chat.send)).toBeGreaterThan(400)
  })

  test('buttons are large enough to tap', async ({ chat, model, page }) => {
    await chat.composer.fill('Hello')
    await chat.send.tap()
    const answer = await model.nextAnswer()
    answer.end()
    await chat.expectIdle()

    for (const button of await page.getByRole('button').all()) {
      const box = await button.boundingBox()
      expect(
        Math.min(box?.width ?? 0, box?.height ?? 0),
        await button.ariaSnapshot(),
      ).toBeGreaterThanOrEqual(24)
    }
  })
})
