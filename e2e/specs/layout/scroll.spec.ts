import type { Locator } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true, viewport: { width: 900, height: 500 } })

/** Returns paragraphs with different texts. */
function lines(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => `Line ${from + index}.\n\n`).join('')
}

function topOf(locator: Locator): Promise<number> {
  return locator.evaluate((element) => element.getBoundingClientRect().top)
}

test('the view follows a growing answer until the user scrolls, then stays still @main', async ({
  chat,
  model,
  page,
}) => {
  const line = (number: number) => chat.log.getByText(`Line ${number}.`, { exact: true })
  await chat.ask('Many lines')
  const answer = await model.nextAnswer()
  answer.say(lines(1, 40))
  await expect(line(39)).toBeInViewport()
  answer.say(lines(40, 60))
  await expect(line(59)).toBeInViewport()
  await expect(chat.scrollToEnd).toBeHidden()

  await test.step('the smallest scroll up ends the following', async () => {
    await chat.log.hover()
    const scrolling = await chat.log.evaluateHandle((log) => ({
      end: new Promise<void>((resolve) => {
        log.addEventListener('scrollend', () => resolve(), { once: true })
      }),
    }))
    await page.mouse.wheel(0, -20)
    await scrolling.evaluate(({ end }) => end)

    const before = await topOf(line(55))
    answer.say(lines(60, 100))
    await expect(line(99)).toBeAttached()
    await expect(chat.scrollToEnd).toBeVisible()
    expect(await topOf(line(55))).toBe(before)

    answer.say(lines(100, 140))
    await expect(line(139)).toBeAttached()
    expect(await topOf(line(55))).toBe(before)
  })

  await test.step('Scroll to end scrolls there, and follows again', async () => {
    await chat.scrollToEnd.click()
    await expect(line(139)).toBeInViewport()
    await expect(chat.scrollToEnd).toBeHidden()
    answer.say(lines(140, 180))
    await expect(line(179)).toBeInViewport()
  })

  await test.step('the view stays still when the answer ends', async () => {
    await page.mouse.wheel(0, -400)
    await expect(chat.scrollToEnd).toBeVisible()
    await expect(line(179)).not.toBeInViewport()
    const before = await topOf(line(165))
    answer.end()
    await chat.expectIdle()
    expect(await topOf(line(165))).toBe(before)
  })
})

test('scrolling by keyboard ends the following, too', async ({ chat, model, page }) => {
  const line = (number: number) => chat.log.getByText(`Line ${number}.`, { exact: true })
  await chat.ask('Many lines')
  const answer = await model.nextAnswer()
  answer.say(lines(1, 60))
  await expect(line(59)).toBeInViewport()

  await chat.log.focus()
  await page.keyboard.press('Home')
  await expect(chat.questions).toBeInViewport()
  await expect(chat.scrollToEnd).toBeVisible()
  answer.say(lines(60, 80))
  await expect(line(79)).toBeAttached()
  await expect(chat.questions).toBeInViewport()

  await page.keyboard.press('End')
  await expect(line(79)).toBeInViewport()
  await expect(chat.scrollToEnd).toBeHidden()
  answer.say(lines(80, 100))
  await expect(line(99)).toBeInViewport()
})

test('a new question scrolls into view from any position', async ({ chat, model }) => {
  await chat.ask('Many lines')
  const first = await model.nextAnswer()
  first.say(lines(1, 80))
  first.end()
  await chat.expectIdle()
  await chat.log.evaluate((log) => log.scrollTo(0, 0))
  await expect(chat.scrollToEnd).toBeVisible()

  await chat.ask('And more')
  await expect(chat.questions.last()).toBeInViewport()
  const second = await model.nextAnswer()
  second.say('Here it is')
  await chat.expectAnswer('Here it is')
  await expect(chat.lastAnswer).toBeInViewport()
  second.end()
  await chat.expectIdle()
})

test('a short answer grows below its question, which does not move', async ({ chat, model }) => {
  await chat.ask('Many lines')
  const first = await model.nextAnswer()
  first.say(lines(1, 40))
  first.end()
  await chat.expectIdle()

  await chat.ask('A few lines')
  const second = await model.nextAnswer()
  second.say('Line one.')
  await chat.expectAnswer('Line one.')
  const before = await topOf(chat.questions.last())
  second.say('\n\nLine two.\n\nLine three.')
  second.end()
  await chat.expectIdle()
  expect(await topOf(chat.questions.last())).toBe(before)
})
