import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { describeScrollablePages } from '../../support/pageInPlace.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { seedHistory } from '../../support/seedHistory.ts'
import { mainIf } from '../../support/mainPath.ts'

// Screen readers scroll to what they read, also to headings that only they present (`scrollIntoView`, AT-SPI's
// `scrollTo`). The header, the composer and the sidebar must stay on the screen.

test.use({ manualAnswers: true })

const PARAGRAPH = 'Words that say nothing in particular. '.repeat(8)
const texts = Array.from({ length: 12 }, (_, turn) => [
  `Question ${turn}?`,
  `${PARAGRAPH}\n\n${PARAGRAPH}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n\`\`\`ts\nlet a = ${turn}\n\`\`\`\n`,
]).flat()

/** Enough chats to make the sidebar scroll. */
const OTHER_CHATS = Array.from({ length: 40 }, (_, index) => ({
  title: `Chat ${index}`,
  askedAt: 1_700_000_000_000 + index,
}))

/**
 * Scrolls to every element of the page in turn, from both sides. Returns the number of elements, and those whose
 * scrolling moved a fixed part of the app, also one behind a dialog. Every other box may scroll.
 */
function scrollToEveryElement(page: Page) {
  return page.evaluate(() => {
    const parts = ['#app > *', 'main', 'header', '[role=log]', 'form', 'nav'].map((selector) => {
      const part = document.querySelector(selector)
      if (!part) throw new Error(`No element matches ${selector}.`)
      return part
    })
    const positionsOf = () =>
      parts.map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect()
        return [x, y, width, height].join(' ')
      })
    const before = positionsOf().join()
    const elements = document.body.querySelectorAll('*')
    const disturbing: string[] = []
    for (const block of ['start', 'end'] as const)
      for (const element of elements) {
        element.scrollIntoView({ block, inline: block })
        if (positionsOf().join() === before) continue
        disturbing.push(`${element.tagName} ${String(element.className)}`)
      }
    return { count: elements.length, disturbing }
  })
}

async function expectToStay({ page }: ChatPage): Promise<void> {
  const { count, disturbing } = await scrollToEveryElement(page)
  expect(count).toBeGreaterThan(100)
  expect(disturbing).toEqual([])
  expect(await describeScrollablePages(page.context())).toEqual([])
}

for (const width of [390, 1280]) {
  test.describe(`the app stays in place at ${width} px`, () => {
    test.use({ viewport: { width, height: 700 } })

    test.beforeEach(async ({ chat, page }) => {
      await seedHistory(page, [{ title: 'Long', askedAt: Date.now(), texts }, ...OTHER_CHATS])
      if (width < 800) await chat.sidebar.opener.click()
      await chat.sidebar.chat('Long').click()
      await expect(chat.messages).toHaveCount(texts.length)
    })

    test(`when something scrolls to any element of a long chat${mainIf(width < 1000)}`, async ({
      chat,
    }) => {
      await expectToStay(chat)
    })

    test('when something scrolls to any element while an answer streams', async ({
      chat,
      model,
    }) => {
      await chat.ask('More')
      const answer = await model.nextAnswer()
      answer.think('Hm. ')
      answer.say(`${PARAGRAPH}\n\n`.repeat(20))
      await expect(chat.lastAnswer.locator('p').nth(19)).toBeAttached()
      await expectToStay(chat)
      answer.end()
      await chat.expectIdle()
    })

    test('when something scrolls to any element beside the open sidebar and find bar', async ({
      chat,
      page,
    }) => {
      await chat.find.opener.click()
      await expect(chat.find.field).toBeFocused()
      await expectToStay(chat)
      await page.keyboard.press('Escape')
      if (width < 800) await chat.sidebar.opener.click()
      await expect(chat.sidebar.root).toBeVisible()
      await expectToStay(chat)
    })

    for (const [name, keys] of [
      ['settings', 'Control+,'],
      ['list of shortcuts', 'Control+/'],
    ] as const) {
      test(`when something scrolls to any element behind and in the ${name}`, async ({
        chat,
        page,
      }) => {
        await page.keyboard.press(keys)
        await expect(page.getByRole('dialog')).toBeVisible()
        await expectToStay(chat)
      })
    }
  })
}
