import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { seedHistory } from '../../support/seedHistory.ts'
import { waitForScrollEnd } from '../../support/waitForScrollEnd.ts'
import { repetitions } from '../../support/soak.ts'
import { watchLine } from '../../support/watchLine.ts'

// Turns far from the end of a long chat are rendered late or not at all, but must be found, copied and printed.

const TURNS = repetitions(1000, 200)
const PARAGRAPH = 'Words that say nothing in particular, and 一些中文。 '.repeat(8)
const texts = Array.from({ length: TURNS }, (_, turn) => [
  `Question ${turn}?`,
  `${PARAGRAPH}\n\n${PARAGRAPH}\n\n${PARAGRAPH}\n\n${turn === 0 ? 'The first a' : 'A'}nswer **${turn}** ends.`,
]).flat()
const LAST = TURNS - 1

test.use({ viewport: { width: 900, height: 500 }, permissions: ['clipboard-read'] })

test.beforeEach(async ({ chat, page }) => {
  await seedHistory(page, [{ title: 'Long', askedAt: Date.now(), texts }])
  await expect(chat.sidebar.chats).toHaveCount(1)
})

/** Holds back the rendering of everything but the end of chats. Returns a function that releases it. */
async function holdRest(page: Page): Promise<() => void> {
  let release = () => {}
  const wait = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/turnFill-*.js', async (route) => {
    await wait
    await route.continue()
  })
  return release
}

async function expectAll(chat: ChatPage): Promise<void> {
  await expect(chat.messages).toHaveCount(2 * TURNS)
}

test('a long chat opens at its end, and is searched, copied and printed from its first message @main @soak', async ({
  chat,
  page,
}) => {
  test.slow()
  const first = chat.answers.first()
  await chat.sidebar.chat('Long').click()
  await expect(chat.lastAnswer.locator('strong')).toBeInViewport()
  await expectAll(chat)
  await expect(first).toHaveAccessibleName('Assistant')

  await test.step('the browser finds text across formatting, and keeps it selected', async () => {
    expect(await page.evaluate(find, 'The first answer 0 ends.')).toBe(true)
    // Mod+F scrolls to the match, but `find` does not if nothing was laid out yet.
    await page.evaluate(() => getSelection()?.anchorNode?.parentElement?.scrollIntoView())
    await expect(first.getByText('The first answer')).toBeInViewport()
    await expect(
      chat.messages.nth(3).locator('p').first(),
      'messages around it are rendered',
    ).toBeVisible()
    expect(await page.evaluate(() => String(getSelection()))).toBe('The first answer 0 ends.')
    await page.evaluate(() => getSelection()?.removeAllRanges())
    await expect(first.locator('strong')).toHaveText('0')
  })

  await test.step('all of it can be selected and copied', async () => {
    await chat.scrollToEnd.click()
    await expect(chat.lastAnswer).toBeInViewport()
    await chat.log.focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    for (const turn of [1, 50, LAST]) expect(copied).toContain(`Answer ${turn} ends.`)
    expect(copied).toContain('The first answer 0 ends.')
    await page.evaluate(() => getSelection()?.removeAllRanges())
  })

  await test.step('all of it is rendered for print', async () => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await expect(chat.log.locator('strong')).toHaveCount(TURNS)
  })
})

for (const [browsers, anchor] of [
  ['with scroll anchoring', 'auto'],
  // Like WebKit.
  ['without it', 'none'],
] as const) {
  test(`rendering above the view moves nothing, in browsers ${browsers}; Home scrolls to the beginning`, async ({
    chat,
    page,
  }) => {
    const release = await holdRest(page)
    await page.reload()
    await chat.sidebar.chat('Long').click()
    const line = chat.lastAnswer.locator('p').last()
    await expect(line).toBeInViewport()
    expect(await chat.messages.count()).toBeLessThan(20)
    await chat.log.evaluate((log, value) => (log.style.overflowAnchor = value), anchor)
    await chat.log.hover()
    await page.mouse.wheel(0, -60)
    await expect(chat.scrollToEnd).toBeVisible()
    await chat.log.evaluate(waitForScrollEnd)
    const moved = await watchLine(line)
    release()
    await expectAll(chat)
    await expect(chat.messages.nth(2 * TURNS - 39).locator('strong')).toBeAttached()
    expect(await moved()).toBe(0)

    await chat.log.press('Home')
    await expect(chat.questions.first()).toBeInViewport()
    await expect(chat.answers.first().locator('strong')).toHaveText('0')
  })
}

test('a search result in the first answer opens there', async ({ chat, page }) => {
  test.slow()
  const release = await holdRest(page)
  await page.reload()
  await chat.sidebar.search.fill('the first answer')
  await chat.sidebar.results.first().click()
  await expect(chat.lastAnswer).toBeVisible()
  release()
  const found = chat.answers.first()
  // A busy machine takes long to render 2,000 messages.
  await expect(found.locator('strong')).toBeInViewport({ timeout: 60_000 })
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('search-match') ?? [])].map(String)))
    .toEqual(['The', 'first', 'answer'])
})

/** Runs in the page. Searches like Mod+F. `find` is not standardized, so TypeScript has no type for it. */
function find(text: string): boolean {
  getSelection()?.removeAllRanges()
  return (window as unknown as { find(text: string): boolean }).find(text)
}
