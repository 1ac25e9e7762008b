import { expect, test } from '../../support/fixtures.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { mainIf } from '../../support/mainPath.ts'

/** Largest share of the page's height that the field takes. */
const MAX_SHARE = 0.4

/** Measures the visible part of the field and how far its text extends beyond it, in pixels. */
function measure({ composer }: ChatPage) {
  return composer.evaluate((textarea) => {
    const field = textarea.parentElement
    if (!field) throw new Error('The textarea has no field around it.')
    const [text, visible] = [textarea.getBoundingClientRect(), field.getBoundingClientRect()]
    return {
      height: visible.height,
      line: Number.parseFloat(getComputedStyle(textarea).lineHeight),
      above: visible.top - text.top,
      below: text.bottom - visible.bottom,
      sideways: field.scrollWidth - field.clientWidth,
    }
  })
}

for (const width of [320, 1280]) {
  test.describe(`${width} px wide, the field`, () => {
    test.use({ viewport: { width, height: 700 } })

    test(`grows with its text up to a limit, and shrinks back after sending${mainIf(width < 1000)}`, async ({
      chat,
      page,
    }) => {
      const empty = await measure(chat)
      await chat.composer.focus()
      for (const lines of [2, 3, 4]) {
        await page.keyboard.press('Shift+Enter')
        expect((await measure(chat)).height).toBeCloseTo(empty.height + (lines - 1) * empty.line)
      }
      await test.step('it shrinks with its text', async () => {
        for (const lines of [3, 2, 1]) {
          await page.keyboard.press('Backspace')
          expect((await measure(chat)).height).toBeCloseTo(empty.height + (lines - 1) * empty.line)
        }
      })

      await test.step('text without a line end, and a word without a space, are wrapped', async () => {
        for (const text of ['many words '.repeat(30), 'Donaudampfschiff'.repeat(20)]) {
          await chat.composer.fill(text)
          const { height, sideways } = await measure(chat)
          expect(height).toBeGreaterThan(empty.height + empty.line)
          expect(sideways).toBe(0)
        }
      })

      await test.step('beyond the limit it scrolls, and the typed text stays visible', async () => {
        await chat.composer.fill('line\n'.repeat(60))
        await page.keyboard.type('the end')
        const full = await measure(chat)
        expect(full.height).toBeCloseTo(MAX_SHARE * 700, 0)
        expect(full.below).toBeLessThan(empty.line)
        expect(full.above).toBeGreaterThan(30 * empty.line)
        await expect(chat.send).toBeInViewport({ ratio: 1 })
        await page.keyboard.press('Control+Home')
        await page.keyboard.type('The beginning')
        expect((await measure(chat)).above).toBeLessThan(empty.line)
        expect((await measure(chat)).height).toBe(full.height)
      })

      await chat.composer.press('Enter')
      await expect(chat.questions).toHaveCount(1)
      expect(await measure(chat)).toEqual(empty)
    })
  })
}
