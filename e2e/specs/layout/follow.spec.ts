import { launchOptions } from '../../support/chromium.ts'
import { expect, test } from '../../support/fixtures.ts'
import type { ManualAnswer } from '../../support/manualModel.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { waitForScrollEnd } from '../../support/waitForScrollEnd.ts'

// Tests what ends the following of a growing answer, and what does not. still.spec.ts tests wheel, keys and touch.

test.use({
  manualAnswers: true,
  viewport: { width: 900, height: 500 },
  // Playwright hides scrollbars by default; these tests use them.
  launchOptions: { ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] },
})

/** Returns paragraphs with different texts. */
function lines(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => `Line ${from + index}.\n\n`).join('')
}

function lineOf({ log }: ChatPage, number: number) {
  return log.getByText(`Line ${number}.`, { exact: true })
}

/** Sends an answer of 60 lines, and waits until its end is in view. */
async function fill(
  chat: ChatPage,
  nextAnswer: () => Promise<ManualAnswer>,
): Promise<ManualAnswer> {
  await chat.ask('Many lines')
  const answer = await nextAnswer()
  answer.say(lines(1, 60))
  await expect(lineOf(chat, 59)).toBeInViewport()
  await chat.log.evaluate(waitForScrollEnd)
  return answer
}

async function expectToFollow(chat: ChatPage, answer: ManualAnswer, from = 60): Promise<void> {
  answer.say(lines(from, from + 20))
  await expect(lineOf(chat, from + 19)).toBeInViewport()
  await expect(chat.scrollToEnd).toBeHidden()
}

async function expectToStay(chat: ChatPage, answer: ManualAnswer, from = 60): Promise<void> {
  await expect(chat.scrollToEnd).toBeVisible()
  const top = await chat.log.evaluate((log) => log.scrollTop)
  answer.say(lines(from, from + 20))
  await expect(lineOf(chat, from + 19)).toBeAttached()
  await chat.log.evaluate(waitForScrollEnd)
  expect(await chat.log.evaluate((log) => log.scrollTop)).toBe(top)
}

/** Hides the last lines for a moment within one frame, so that the browser clamps the scroll position. */
function clamp({ log }: ChatPage): Promise<number> {
  return log.evaluate((element) => {
    const before = element.scrollTop
    const last = [...element.querySelectorAll('p')].slice(-3)
    for (const line of last) line.hidden = true
    const clamped = element.scrollTop
    for (const line of last) line.hidden = false
    return before - clamped
  })
}

test('the view continues to follow after content that shrank for a moment moved it up', async ({
  chat,
  model,
}) => {
  const answer = await fill(chat, model.nextAnswer)
  expect(await clamp(chat), 'The browser moved the view').toBeGreaterThan(0)
  await chat.log.evaluate(waitForScrollEnd)
  await expectToFollow(chat, answer)
})

test('the view continues to follow while the composer grows and shrinks', async ({
  chat,
  model,
}) => {
  const answer = await fill(chat, model.nextAnswer)
  await chat.composer.fill('line\n'.repeat(8))
  await expectToFollow(chat, answer)
  await chat.composer.fill('')
  await expectToFollow(chat, answer, 80)
})

test('the view continues to follow after a script moved it up by less than half its height @main', async ({
  chat,
  model,
}) => {
  const answer = await fill(chat, model.nextAnswer)
  await chat.log.evaluate((log) => log.scrollBy(0, -100))
  await expect(chat.scrollToEnd).toBeVisible()
  await expectToFollow(chat, answer)
})

test('scrollIntoView() of a line far from the end ends the following', async ({ chat, model }) => {
  const answer = await fill(chat, model.nextAnswer)
  await lineOf(chat, 20).evaluate((line) => line.scrollIntoView())
  await expectToStay(chat, answer)
  await expect(lineOf(chat, 20)).toBeInViewport()
})

test('a hidden heading that a screen reader scrolls to ends the following', async ({
  chat,
  model,
}) => {
  const answer = await fill(chat, model.nextAnswer)
  await chat.questions
    .first()
    .getByRole('heading')
    .evaluate((heading) => heading.scrollIntoView())
  await expectToStay(chat, answer)
  await expect(chat.questions.first()).toBeInViewport()
})

test('a small drag of the scrollbar ends the following, while it is held and after', async ({
  chat,
  model,
  page,
}) => {
  const answer = await fill(chat, model.nextAnswer)
  const bar = await chat.log.evaluate((log) => {
    const { right, top } = log.getBoundingClientRect()
    const { clientHeight, scrollHeight, scrollTop } = log
    // The middle of the thumb. Its share of the track is that of the view in the content.
    const middle = ((scrollTop + clientHeight / 2) / scrollHeight) * clientHeight
    return {
      x: right - 3,
      y: top + middle,
      width: log.getBoundingClientRect().width - log.clientWidth,
    }
  })
  expect(bar.width, 'The scrollbar is visible').toBeGreaterThan(0)
  const top = await chat.log.evaluate((log) => log.scrollTop)
  await page.mouse.move(bar.x, bar.y)
  await page.mouse.down()
  await page.mouse.move(bar.x, bar.y - 6)
  await expect.poll(() => chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(top)
  expect(await chat.log.evaluate((log) => log.scrollTop)).toBeGreaterThan(top - 100)
  await expectToStay(chat, answer)
  await page.mouse.up()
  await expectToStay(chat, answer, 80)

  await test.step('a released scrollbar no longer ends the following', async () => {
    await chat.scrollToEnd.click()
    await expectToFollow(chat, answer, 100)
    await clamp(chat)
    await chat.log.evaluate(waitForScrollEnd)
    await expectToFollow(chat, answer, 120)
  })
})

for (const [method, scrollUp] of [
  ['wheel', (chat: ChatPage) => chat.page.mouse.wheel(0, -2)],
  ['key', (chat: ChatPage) => chat.log.press('ArrowUp')],
] as const)
  test(`the smallest scroll by ${method} ends the following`, async ({ chat, model }) => {
    const answer = await fill(chat, model.nextAnswer)
    await chat.log.hover()
    const top = await chat.log.evaluate((log) => log.scrollTop)
    await scrollUp(chat)
    await expect.poll(() => chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(top)
    await chat.log.evaluate(waitForScrollEnd)
    answer.say(lines(60, 80))
    await expect(lineOf(chat, 79)).toBeAttached()
    await expectToStay(chat, answer, 80)
  })
