import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'

/** Composes text like an input method: underlined, in the field itself. */
async function compose(page: Page, text: string): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
  await browser.detach()
}

test('Enter that picks a candidate of the input method sends nothing @main', async ({
  chat,
  page,
  stubState,
}) => {
  await chat.composer.focus()
  await compose(page, 'ni hao')
  await expect(chat.composer).toHaveValue('ni hao')
  await page.keyboard.press('Enter')
  await expect(chat.messages).toHaveCount(0)

  await page.keyboard.insertText('你好')
  await expect(chat.composer).toHaveValue(/你好/)
  await expect(chat.messages).toHaveCount(0)
  expect((await stubState()).runs).toBe(0)
})

test('Escape that dismisses the candidates does not stop an answer', async ({
  chat,
  page,
  stubState,
}) => {
  await chat.ask('/slow 1000 Tell me a story')
  await expect(chat.stop).toBeVisible()
  await compose(page, 'ni hao')
  await page.keyboard.press('Escape')

  await chat.composer.fill('')
  await expect(chat.stop).toBeVisible()
  expect((await stubState()).liveRuns).toBe(1)
})

/** How browsers mark the Enter that ends a composition. In Safari it follows the end. */
const ENTER_SIGNALS = [
  { name: 'isComposing', key: { isComposing: true }, endsBefore: false },
  { name: 'the key code 229', key: { keyCode: 229 }, endsBefore: false },
  { name: 'a compositionend just before', key: {}, endsBefore: true },
]

for (const { name, key, endsBefore } of ENTER_SIGNALS) {
  test(`an Enter with ${name} sends nothing; the next one does`, async ({ chat, page }) => {
    await chat.composer.fill('你好')
    const endedAt = await chat.composer.evaluate(
      (element, [init, ends]) => {
        element.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
        if (ends) element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
        const enter = { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true }
        element.dispatchEvent(new KeyboardEvent('keydown', { ...enter, ...init }))
        if (!ends) element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
        return performance.now()
      },
      [key, endsBefore] as const,
    )
    await expect(chat.composer).toHaveValue('你好')
    await expect(chat.messages).toHaveCount(0)

    // The page measures the grace period after a composition with its own clock.
    await page.waitForFunction((end) => performance.now() - end > 60, endedAt)
    await chat.composer.press('Enter')
    await expect(chat.questions).toHaveCount(1)
    await expect(chat.questions).toContainText('你好')
  })
}
