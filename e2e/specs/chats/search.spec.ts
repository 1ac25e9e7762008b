import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { holdRequests } from '../../support/heldRequests.ts'
import { seedHistory, type SeedChat } from '../../support/seedHistory.ts'

const NOON = new Date(2026, 0, 15, 12).getTime()
const MINUTE = 60_000

const CHATS: readonly SeedChat[] = [
  {
    title: 'Weather',
    askedAt: NOON,
    texts: ['How is it?', '今天天气很好，大家都很**快**乐，一起去了公园。'],
  },
  {
    title: 'Plans',
    askedAt: NOON + MINUTE,
    texts: ['Ｃafé or résumé?', 'The **STREAMING** server answers.', '快乐吗？', 'Yes.'],
  },
  {
    title: 'Put aside',
    askedAt: NOON + 2 * MINUTE,
    texts: ['又是快乐的一天', 'Indeed'],
    archived: true,
  },
]

/** Returns the texts that are marked in the thread. */
function marked(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(CSS.highlights.get('search-match') ?? [])].map(String))
}

test.describe('search', () => {
  test.beforeEach(async ({ chat, page }) => {
    await seedHistory(page, CHATS)
    await expect(chat.composer).toBeVisible()
  })

  test('finds 快乐 inside sentences, newest first, and announces the count @main', async ({
    chat,
  }) => {
    await chat.sidebar.search.fill('快乐')
    await expect(chat.announcement).toHaveText('3 results')
    await expect(chat.sidebar.results).toHaveText([
      /^Put aside.*又是快乐的一天.*You.*Archived$/,
      /^Plans.*快乐吗？.*You/,
      /^Weather.*今天天气很好，大家都很快乐，一起去了公园。.*Assistant/,
    ])
    for (const mark of await chat.sidebar.results.locator('mark').all()) {
      await expect(mark).toHaveText('快乐')
    }
    await chat.sidebar.search.fill('忧愁')
    await expect(chat.announcement).toHaveText('No results')
    await expect(chat.sidebar.results).toHaveCount(0)
  })

  for (const [query, found] of [
    ['streaming', 'STREAMING'],
    ['ｔｒｅａｍ', 'TREAM'],
    ['cafe', 'Ｃafé'],
    ['SERVER streaming', 'STREAMING'],
  ] as const) {
    test(`finds ${found} for ${query}`, async ({ chat }) => {
      await chat.sidebar.search.fill(query)
      await expect(chat.sidebar.results).toHaveText([/^Plans/])
      await expect(chat.sidebar.results.locator('mark').first()).toHaveText(found)
    })
  }

  test('works by keyboard: a result opens its chat, marks the match, and keeps the focus @main', async ({
    chat,
    page,
  }) => {
    const { search, results } = chat.sidebar
    await search.focus()
    await page.keyboard.type('快乐')
    await expect(results).toHaveCount(3)
    await page.keyboard.press('ArrowDown')
    await expect(results.nth(0)).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(results.nth(2)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveTitle(/^Weather/)
    await expect.poll(() => marked(page)).toEqual(['快乐'])
    await expect(results.nth(2)).toBeFocused()

    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await expect(page).toHaveTitle(/^Put aside/)
    await expect(chat.messages).toHaveCount(2)
    await expect(results.nth(0)).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(search).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(search).toHaveValue('')
    await expect(search).toBeFocused()
    expect(await marked(page), 'closing the search removes the marks').toEqual([])
  })

  test('opens the result of the typed text on Enter, also while the search still loads', async ({
    chat,
    page,
  }) => {
    let load = () => {}
    const wait = new Promise<void>((resolve) => (load = resolve))
    await page.route('**/chatSearch-*.js', async (route) => {
      await wait
      await route.continue()
    })
    await chat.sidebar.search.focus()
    await page.keyboard.type('streaming')
    await page.keyboard.press('Enter')
    // Wait longer than the search's typing delay.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)))
    load()
    await expect(page).toHaveTitle(/^Plans/)
    await expect.poll(() => marked(page)).toEqual(['STREAMING'])
    await expect(chat.sidebar.search).toBeFocused()
  })

  test('opens the result of the typed text on Enter, also before the search started', async ({
    chat,
    page,
  }) => {
    const release = await holdRequests(page, '**/assets/chatSearch-*.js')
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 60_000)
    await chat.sidebar.search.fill('streaming')
    await page.keyboard.press('Enter')
    // After this time the search starts on its own.
    await page.clock.runFor(500)
    await page.clock.resume()
    await release()
    await expect(page).toHaveTitle(/^Plans/)
  })

  test('finds chats by name, and a renamed chat by its new name', async ({ chat, page }) => {
    await chat.sidebar.choose('Weather', 'Rename')
    await chat.sidebar.nameField.fill('Météo')
    await page.keyboard.press('Enter')
    await chat.sidebar.search.fill('meteo')
    await expect(chat.sidebar.results).toHaveText([/^Météo.*Chat name/])
    await chat.sidebar.results.click()
    await expect(page).toHaveTitle(/^Météo/)
    await chat.sidebar.search.fill('weather')
    await expect(chat.announcement).toHaveText('No results')
  })

  test('does not find a deleted chat until it is restored', async ({ chat }) => {
    const { search, results } = chat.sidebar
    await chat.sidebar.remove('Weather')
    await search.fill('快乐')
    await expect(results).toHaveText([/^Put aside/, /^Plans/])
    await chat.sidebar.undo.click()
    await expect(results).toHaveText([/^Put aside/, /^Plans/, /^Weather/])
  })

  test("marks the message if the browser can't highlight ranges", async ({ chat, page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(CSS, 'highlights'))
    await page.reload()
    await chat.sidebar.search.fill('快乐吗')
    await chat.sidebar.results.click()
    await expect(chat.questions.nth(1)).toHaveAttribute('data-found')
    await chat.sidebar.search.fill('')
    await expect(chat.questions.nth(1)).not.toHaveAttribute('data-found')
  })

  test.describe('on a narrow screen', () => {
    test.use({ viewport: { width: 390, height: 700 } })

    test.beforeEach(({ chat }) => chat.sidebar.opener.click())

    test('opens the message from the drawer, and announces results inside the drawer', async ({
      chat,
      page,
    }) => {
      await chat.sidebar.search.fill('快乐')
      await expect(chat.announcement).toHaveText('3 results')
      await chat.sidebar.results.last().click()
      await expect(chat.sidebar.root).toBeHidden()
      await expect.poll(() => marked(page)).toEqual(['快乐'])
      await expect(page.locator(':focus')).toBeVisible()
    })
  })
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('the search is labeled and announced in Chinese', async ({ chat, page }) => {
    await seedHistory(page, CHATS)
    await chat.sidebar.search.fill('快乐')
    await expect(chat.announcement).toHaveText('3 条结果')
    await expect(chat.sidebar.results.first()).toHaveText(/你.*已归档$/)
    await chat.sidebar.search.fill('忧愁')
    await expect(chat.announcement).toHaveText('没有结果')
  })
})

test.describe('an answer that is streaming', () => {
  test.use({ manualAnswers: true })

  test('is found by the text received so far', async ({ chat, model }) => {
    await chat.ask('About cats')
    const cats = await model.nextAnswer()
    cats.say('Cats are')
    await chat.expectAnswer('Cats are')
    await chat.sidebar.newChat.click()
    await chat.sidebar.search.fill('cats are')
    await expect(chat.sidebar.results).toHaveText([/Cats are/])
    cats.say(' happy')
    cats.end()
    await chat.sidebar.search.fill('are happy')
    await expect(chat.sidebar.results).toHaveText([/Cats are happy/])
  })
})

test.describe('a long chat', () => {
  const PARAGRAPH = 'Words of an answer that say nothing in particular, and 一些中文。 '.repeat(8)
  const texts = Array.from({ length: 300 }, (_, index) =>
    index % 2 === 0 ? `Question ${index}` : `Answer ${index}:\n\n${PARAGRAPH}\n\n${PARAGRAPH}`,
  )

  test.beforeEach(({ chat, page }) =>
    seedHistory(page, [{ title: 'Long', askedAt: NOON, texts }]).then(() =>
      expect(chat.sidebar.chats).toHaveCount(1),
    ),
  )

  test('opens at the result, which stays in view while the other messages are rendered', async ({
    chat,
    page,
  }) => {
    let draw = () => {}
    const wait = new Promise<void>((resolve) => (draw = resolve))
    await page.route('**/StreamMarkdown-*.js', async (route) => {
      await wait
      await route.continue()
    })
    await page.reload()
    await chat.sidebar.search.fill('question 100')
    await chat.sidebar.results.first().click()
    const found = chat.questions.filter({ hasText: 'Question 100' })
    await expect(found).toBeInViewport()
    // Turn scroll anchoring off: some browsers lack it.
    await chat.log.evaluate((element) => void (element.style.overflowAnchor = 'none'))
    const height = await chat.log.evaluate((element) => element.scrollHeight)
    draw()
    await expect(chat.answers.first().locator('p')).toHaveCount(3)
    expect(await chat.log.evaluate((element) => element.scrollHeight)).not.toBe(height)
    await expect(found).toBeInViewport()
    await expect.poll(async () => (await marked(page)).slice(0, 2)).toEqual(['Question', '100'])

    await chat.log.hover()
    await page.mouse.wheel(0, 5000)
    await expect(found, 'the user can scroll away').not.toBeInViewport()
  })

  test('is searchable by the browser from its first message to its last', async ({
    chat,
    page,
  }) => {
    await chat.sidebar.chat('Long').click()
    await expect(chat.messages).toHaveCount(300)
    await expect(chat.answers.last()).toBeInViewport()
    for (const [text, message] of [
      ['Question 0', chat.messages.first()],
      ['Answer 151', chat.messages.nth(151)],
      ['Answer 299', chat.messages.last()],
    ] as const) {
      expect(await page.evaluate(find, text), text).toBe(true)
      expect(await message.evaluate(holdsSelection), text).toBe(true)
    }
    expect(await page.evaluate(find, 'Answer 301')).toBe(false)
  })
})

/** Runs in the page. Returns whether the selection is in a message. */
function holdsSelection(message: Element): boolean {
  return message.contains(getSelection()?.anchorNode ?? null)
}

/** Runs in the page. Searches like Mod+F. `find` is not standardized, so TypeScript has no type for it. */
function find(text: string): boolean {
  getSelection()?.removeAllRanges()
  return (window as unknown as { find(text: string): boolean }).find(text)
}
