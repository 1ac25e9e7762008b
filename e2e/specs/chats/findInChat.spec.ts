import { expect, test } from '../../support/fixtures.ts'
import { seedHistory } from '../../support/seedHistory.ts'
import { repetitions } from '../../support/soak.ts'
import { watchLine } from '../../support/watchLine.ts'
import { CATS, expectCurrent, openChat } from '../../support/findInChat.ts'

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
    // Before the last letter, there are as many matches.
    const marked = async () => (await chat.find.marked()).all
    await expect.poll(marked).toEqual(['cats', 'Cats', 'Cats', 'Ｃats'])
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
