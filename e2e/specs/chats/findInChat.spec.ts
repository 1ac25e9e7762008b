import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../../support/fixtures.ts'
import type { ManualModel } from '../../support/manualModel.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { seedHistory, type SeedChat } from '../../support/seedHistory.ts'
import { repetitions } from '../../support/soak.ts'
import { waitForScrollEnd } from '../../support/waitForScrollEnd.ts'
import { watchLine } from '../../support/watchLine.ts'

const CATS: SeedChat = {
  title: 'Cats',
  askedAt: Date.now(),
  texts: [
    'What do cats do?',
    '# Cats\n\n- **Ca**ts sleep, see [here](https://cats.test/cats)\n- and hunt',
    '猫快乐吗？',
    '大家都很**快**乐，`猫`也是。',
    'Ｃats?',
    'No more.',
  ],
}

/** Opens a stored chat. */
async function openChat(chat: ChatPage, seed: SeedChat): Promise<void> {
  await seedHistory(chat.page, [seed])
  await expect(chat.composer).toBeVisible()
  if (await chat.sidebar.opener.isVisible()) await chat.sidebar.opener.click()
  await chat.sidebar.chat(seed.title).click()
  await expect(chat.messages).toHaveCount(seed.texts?.length ?? 0)
}

async function answerNext(model: ManualModel, text: string): Promise<void> {
  const answer = await model.nextAnswer()
  answer.say(text)
  answer.end()
}

/** Expects the current match, its position in the count, and that it is in view. */
async function expectCurrent(
  { find }: ChatPage,
  text: string,
  announcement: string,
): Promise<void> {
  await expect(find.announcement).toHaveText(announcement)
  await expect.poll(() => find.marked()).toMatchObject({ current: [text], isCurrentInView: true })
}

test('Find steps through a chat by keyboard, and returns the focus @main', async ({
  chat,
  page,
}) => {
  await openChat(chat, CATS)
  await chat.composer.focus()
  await page.keyboard.press('Control+Shift+F')
  await expect(chat.find.field).toBeFocused()
  await page.keyboard.type('cats')

  await test.step("it finds all visible text, but no URLs; formatting, case and width don't matter", async () => {
    await expect(chat.find.announcement).toHaveText(/ of 4$/)
    const { all } = await chat.find.marked()
    expect(all).toEqual(['cats', 'Cats', 'Cats', 'Ｃats'])
  })

  await test.step('Enter goes to the next match, Shift+Enter to the previous one, and both wrap around', async () => {
    await expectCurrent(chat, 'Ｃats', '4 of 4')
    await page.keyboard.press('Enter')
    await expectCurrent(chat, 'cats', '1 of 4')
    await page.keyboard.press('Enter')
    await expectCurrent(chat, 'Cats', '2 of 4')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.press('Shift+Enter')
    await expectCurrent(chat, 'Ｃats', '4 of 4')
    await expect(chat.find.field).toBeFocused()
    await expect(chat.find.field).toHaveAccessibleDescription('4 of 4')
  })

  await test.step('the buttons do the same, and Tab reaches them', async () => {
    await page.keyboard.press('Tab')
    await expect(chat.find.previous).toBeFocused()
    await page.keyboard.press('Enter')
    await expectCurrent(chat, 'Cats', '3 of 4')
    await page.keyboard.press('Tab')
    await expect(chat.find.next).toBeFocused()
    await page.keyboard.press('Space')
    await expectCurrent(chat, 'Ｃats', '4 of 4')
  })

  await test.step('the shortcut focuses the field and selects its text', async () => {
    await page.keyboard.press('Control+Shift+F')
    await page.keyboard.type('birds')
    await expect(chat.find.announcement).toHaveText('No results')
    expect((await chat.find.marked()).all).toEqual([])
    await expect(chat.find.next).toHaveAttribute('aria-disabled', 'true')
  })

  await page.keyboard.press('Escape')
  await expect(chat.find.root).toBeHidden()
  await expect(chat.composer).toBeFocused()
})

test('the button opens the find bar and gets the focus back; closing removes the marks', async ({
  chat,
  page,
}) => {
  await openChat(chat, CATS)
  await chat.find.opener.click()
  await expect(chat.find.field).toBeFocused()
  await page.keyboard.type('hunt')
  await expectCurrent(chat, 'hunt', '1 of 1')
  await page.emulateMedia({ media: 'print' })
  await expect(chat.find.root).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await chat.find.close.click()
  await expect(chat.find.opener).toBeFocused()
  expect(await chat.find.marked()).toMatchObject({ all: [], current: [] })

  await test.step('it closes with its chat, and an empty chat has none', async () => {
    await chat.find.opener.click()
    await expect(chat.find.field).toBeFocused()
    await chat.sidebar.newChat.click()
    await expect(chat.find.root).toBeHidden()
    await expect(chat.find.opener).toBeHidden()
    await expect(chat.composer).toBeFocused()
    await page.keyboard.press('Control+Shift+F')
    await expect(chat.find.root).toBeHidden()
  })
})

test('switching off the shortcuts includes the one for Find', async ({ chat, page }) => {
  await openChat(chat, CATS)
  await chat.settings.open()
  await chat.settings.keys.uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+F')
  await chat.find.opener.click()
  await expect(chat.find.field).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+F')
  await expect(chat.find.root).toBeHidden()
})

test('Enter right after typing goes to the first match of the typed text', async ({
  chat,
  page,
}) => {
  await openChat(chat, CATS)
  await chat.find.opener.click()
  await chat.find.field.fill('cats')
  await expectCurrent(chat, 'Ｃats', '4 of 4')
  await chat.find.field.press('Enter')
  await expectCurrent(chat, 'cats', '1 of 4')
  await chat.find.field.selectText()
  await page.keyboard.type('at')
  await page.keyboard.press('Enter')
  // The match at the current position; the previous word contains another one.
  await expectCurrent(chat, 'at', '2 of 5')
})

test("Find marks the message if the browser can't highlight ranges", async ({ chat, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(CSS, 'highlights'))
  await openChat(chat, CATS)
  await chat.find.opener.click()
  await chat.find.field.fill('猫')
  await expect(chat.find.announcement).toHaveText(/ of 2$/)
  await chat.find.field.press('Enter')
  await expect(chat.find.announcement).toHaveText('1 of 2')
  await expect(chat.questions.nth(1)).toHaveAttribute('data-found')
  await chat.find.field.press('Enter')
  await expect(chat.answers.nth(1)).toHaveAttribute('data-found')
  await expect(chat.questions.nth(1)).not.toHaveAttribute('data-found')
  await page.keyboard.press('Escape')
  await expect(chat.answers.nth(1)).not.toHaveAttribute('data-found')
})

test('Find scrolls to a match out of view, also horizontally, and not to a visible one', async ({
  chat,
  page,
}) => {
  const code = `\`\`\`ts\nconst first = 1\n// ${'and on '.repeat(60)}to the needle\n\`\`\``
  const filler = 'Words that say nothing.\n\n'.repeat(30)
  await openChat(chat, {
    title: 'Code',
    askedAt: Date.now(),
    texts: ['A needle?', `${filler}${code}\n\nOne needle, and another needle.\n\n${filler}`],
  })
  await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(1)
  await chat.find.opener.click()
  await chat.find.field.fill('needle')
  // A chat opens at its end, where no match follows: the current match is the last one above.
  await expectCurrent(chat, 'needle', '4 of 4')
  await chat.find.field.press('Enter')
  await expectCurrent(chat, 'needle', '1 of 4')
  await expect(chat.questions.first()).toBeInViewport()
  await chat.find.field.press('Enter')
  await expectCurrent(chat, 'needle', '2 of 4')

  const moved = await watchLine(chat.lastAnswer.getByText('One needle'))
  await chat.find.field.press('Enter')
  await chat.find.field.press('Enter')
  await expectCurrent(chat, 'needle', '4 of 4')
  expect(await moved()).toBe(0)

  await test.step('it does not scroll back after the user scrolled away', async () => {
    await chat.log.hover()
    await page.mouse.wheel(0, -5000)
    await expect(chat.questions.first()).toBeInViewport()
    await expect.poll(() => chat.find.marked()).toMatchObject({ isCurrentInView: false })
  })
})

test.describe('while an answer streams', () => {
  test.use({ manualAnswers: true })

  test('the count grows, the view stays in place, and Escape stops no answer', async ({
    chat,
    model,
    page,
  }) => {
    await chat.ask('About cats')
    const answer = await model.nextAnswer()
    const lines = Array.from({ length: 30 }, (_, index) => `Line ${index}.\n\n`).join('')
    answer.say(`The first line has cats.\n\n${lines}`)
    await expect(chat.lastAnswer.locator('p')).toHaveCount(31)
    await page.keyboard.press('Control+Shift+F')
    await expect(chat.find.field).toBeFocused()
    await page.keyboard.type('cats.')
    await expectCurrent(chat, 'cats.', '1 of 1')

    const addCats = async (count: number) => {
      const moved = await watchLine(chat.lastAnswer.getByText('Line 9.'))
      answer.say(`**Ca**ts. ${'And another line.\n\n'.repeat(10)}`)
      await expect(chat.find.field).toHaveAccessibleDescription(`1 of ${count}`)
      await expect(chat.lastAnswer.locator('strong')).toHaveCount(count - 1)
      expect(await moved()).toBe(0)
      await expect(chat.find.announcement).toHaveText('1 of 1')
    }
    await test.step('the view stays at the match', () => addCats(2))
    await test.step('the view stays where the user scrolled', async () => {
      await chat.log.hover()
      await page.mouse.wheel(0, 300)
      await chat.log.evaluate(waitForScrollEnd)
      await addCats(3)
    })

    await page.keyboard.press('Enter')
    await expectCurrent(chat, 'Cats.', '2 of 3')
    await page.keyboard.press('Escape')
    await expect(chat.find.root).toBeHidden()
    answer.say('The end')
    answer.end()
    await chat.expectIdle()
    expect(answer.isStopped()).toBe(false)
    await expect(chat.announcement).toHaveText(/^Answer complete/)
    await expect(chat.lastAnswer).toContainText('The end')
  })

  test('a match stays marked while its text is rendered again', async ({ chat, model }) => {
    await chat.ask('Code')
    const answer = await model.nextAnswer()
    answer.say('A *needle')
    await chat.expectAnswer('A *needle*')
    await chat.find.opener.click()
    await chat.find.field.fill('needle')
    await expectCurrent(chat, 'needle', '1 of 1')
    answer.say('* in hay.\n\n```js\nconst needle = 1\n```\n')
    answer.end()
    await chat.expectIdle()
    await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(1)
    await expect
      .poll(() => chat.find.marked())
      .toMatchObject({
        all: ['needle', 'needle'],
        current: ['needle'],
      })
    await chat.find.next.click()
    await expectCurrent(chat, 'needle', '2 of 2')
  })

  test('only the open branch is searched', async ({ chat, model }) => {
    await chat.ask('About cats')
    await answerNext(model, 'Cats sleep, and cats hunt')
    await chat.expectIdle()
    await chat.regenerate.click()
    await answerNext(model, 'Dogs bark at cats')
    await chat.expectAnswer('Dogs bark at cats')
    await chat.expectIdle()

    await chat.find.opener.click()
    await chat.find.field.fill('cats')
    await expect(chat.find.announcement).toHaveText('1 of 2')
    await chat.versionsOf(chat.lastAnswer).previous.click()
    await chat.expectAnswer('Cats sleep, and cats hunt')
    await expect(chat.find.field).toHaveAccessibleDescription('1 of 3')
    await chat.find.next.click()
    await expectCurrent(chat, 'Cats', '2 of 3')
    await chat.versionsOf(chat.lastAnswer).next.click()
    await expect(chat.find.field).toHaveAccessibleDescription('2 results')
  })
})

test.describe('a long chat', () => {
  const TURNS = repetitions(1000, 200)
  const PARAGRAPH = 'Words that say nothing in particular, and 一些中文。 '.repeat(8)
  const texts = Array.from({ length: TURNS }, (_, turn) => [
    `Question ${turn}?`,
    `${PARAGRAPH}\n\n${PARAGRAPH}\n\n${turn === 0 ? 'The first a' : 'A'}nswer **${turn}** ends.`,
  ]).flat()

  test.use({ viewport: { width: 900, height: 500 } })

  test('is searched from its first message to its last, rendered or not', async ({
    chat,
    page,
  }) => {
    test.slow()
    let draw = () => {}
    const wait = new Promise<void>((resolve) => (draw = resolve))
    await page.route('**/turnFill-*.js', async (route) => {
      await wait
      await route.continue()
    })
    await seedHistory(page, [{ title: 'Long', askedAt: Date.now(), texts }])
    await chat.sidebar.chat('Long').click()
    await expect(chat.lastAnswer.locator('strong')).toBeInViewport()
    expect(await chat.messages.count()).toBeLessThan(20)

    await page.keyboard.press('Control+Shift+F')
    await expect(chat.find.field).toBeFocused()
    await page.keyboard.type('first answer 0 ends')
    await expect(chat.find.field).toHaveAccessibleDescription('1 of 1')
    draw()
    await expectCurrent(chat, 'first answer 0 ends', '1 of 1')
    await expect(chat.answers.first().locator('strong')).toBeInViewport()

    await chat.find.field.fill('answer')
    const count = TURNS.toLocaleString('en')
    await expectCurrent(chat, 'answer', `1 of ${count}`)
    await page.keyboard.press('Shift+Enter')
    await expectCurrent(chat, 'Answer', `${count} of ${count}`)
    await expect(chat.lastAnswer).toBeInViewport()
    const { all } = await chat.find.marked()
    expect(all.length, 'only rendered messages are marked').toBeLessThan(20)
  })
})

for (const width of [320, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 700 }, hasTouch: true, isMobile: true })

    test('the find bar replaces the header, and a match scrolls into view', async ({
      chat,
      page,
    }) => {
      await openChat(chat, CATS)
      await chat.find.opener.tap()
      for (const part of [chat.find.field, chat.find.previous, chat.find.next, chat.find.close]) {
        await expect(part).toBeInViewport({ ratio: 1 })
      }
      await expect(chat.settings.opener).toBeHidden()
      await chat.find.field.fill('cats')
      await chat.find.next.tap()
      await expectCurrent(chat, 'cats', '1 of 4')
      const overflow = () =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      expect(await page.evaluate(overflow)).toBe(0)
      await chat.find.close.tap()
      await expect(chat.settings.opener).toBeVisible()
      await expect(chat.find.opener).toBeFocused()
    })
  })
}

test.describe('in Chinese, dark', () => {
  test.use({ locale: 'zh-CN', colorScheme: 'dark', reducedMotion: 'reduce' })

  test('快乐 is found inside a sentence and across emphasis, and axe finds nothing', async ({
    chat,
    page,
  }) => {
    const expectAccessible = async () => {
      const { violations, passes } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      expect(passes.length).toBeGreaterThan(10)
    }
    await openChat(chat, CATS)
    await chat.find.opener.click()
    await expect(chat.find.field).toBeFocused()
    await test.step('empty', expectAccessible)
    await chat.find.field.fill('快乐')
    await expect(chat.find.announcement).toHaveText(/^第 . 个，共 2 个$/)
    await chat.find.field.press('Enter')
    await expectCurrent(chat, '快乐', '第 1 个，共 2 个')
    await chat.find.field.press('Enter')
    await expectCurrent(chat, '快乐', '第 2 个，共 2 个')
    await test.step('found', expectAccessible)
    await chat.find.field.fill('忧愁')
    await expect(chat.find.announcement).toHaveText('没有结果')
    await test.step('nothing found', expectAccessible)
  })
})
