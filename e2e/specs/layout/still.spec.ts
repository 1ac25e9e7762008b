import type { Locator } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { ManualModel } from '../../support/manualModel.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { waitForScrollEnd } from '../../support/waitForScrollEnd.ts'
import { watchLine } from '../../support/watchLine.ts'

// Nothing moves under a reader: the line in view stays in place, to the pixel, in every frame.

test.use({ manualAnswers: true, viewport: { width: 900, height: 500 } })

/** Returns paragraphs with different texts. */
function lines(from: number, to: number, name = 'Line'): string {
  return Array.from({ length: to - from }, (_, index) => `${name} ${from + index}.\n\n`).join('')
}

function lineOf({ log }: ChatPage, number: number, name = 'Line'): Locator {
  return log.getByText(`${name} ${number}.`, { exact: true })
}

async function completeTurn(chat: ChatPage, model: ManualModel, question: string, answer: string) {
  await chat.ask(question)
  const manual = await model.nextAnswer()
  manual.say(answer)
  manual.end()
  await chat.expectIdle()
}

/** Scrolls a line to the middle of the view without wheel events. */
async function scrollToMiddle(chat: ChatPage, line: Locator): Promise<void> {
  await line.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await expect(chat.scrollToEnd).toBeVisible()
}

/** Scrolls so that the gap below a line is a little below the top of the view, instead of a line. */
async function putGapOnTop(chat: ChatPage, line: Locator): Promise<void> {
  const [log, above] = await Promise.all([chat.log.boundingBox(), line.boundingBox()])
  if (!log || !above) throw new Error('The log or the line is not visible.')
  const distance = above.y + above.height - log.y - 6
  await chat.log.evaluate(
    (element, by) => element.scrollBy({ top: by, behavior: 'instant' }),
    distance,
  )
}

test('the line at the end stays in place when its answer is complete', async ({ chat, model }) => {
  await chat.ask('Many lines')
  const answer = await model.nextAnswer()
  answer.say(lines(1, 60) + 'The last words without')
  await expect(chat.lastAnswer).toContainText('The last words without')
  await expect(lineOf(chat, 59)).toBeInViewport()
  const moved = await watchLine(lineOf(chat, 59))
  answer.end()
  await chat.expectIdle()
  expect(await moved()).toBe(0)
})

test('streaming, late syntax colors and the end move nothing for a user who scrolled up @main', async ({
  chat,
  model,
  page,
}) => {
  let releaseColors: () => void = () => undefined
  const colors = new Promise<void>((resolve) => (releaseColors = resolve))
  await page.route(/python.*\.js$/, async (route) => {
    await colors
    await route.continue()
  })
  await chat.ask('Code and many lines')
  const answer = await model.nextAnswer()
  answer.say(`${lines(1, 5)}\`\`\`py\nreturn None\n\`\`\`\n\n${lines(5, 60)}`)
  await expect(lineOf(chat, 59)).toBeInViewport()

  await scrollToMiddle(chat, lineOf(chat, 8))
  const moved = await watchLine(lineOf(chat, 8))
  for (let count = 60; count < 100; count += 10) answer.say(lines(count, count + 10))
  await expect(lineOf(chat, 99)).toBeAttached()
  releaseColors()
  await expect(chat.lastAnswer.locator('.token-keyword').first()).toHaveText('return')
  answer.say('```py\nreturn 1\n```\n')
  answer.end()
  await chat.expectIdle()
  expect(await moved()).toBe(0)
})

test('the smallest scroll up by any input ends the following, and scrolling to the end resumes it', async ({
  chat,
  model,
}) => {
  await chat.ask('Many lines')
  const answer = await model.nextAnswer()
  let count = 60
  const sayMore = async () => {
    answer.say(lines(count, count + 10))
    count += 10
    await expect(lineOf(chat, count - 1)).toBeAttached()
  }
  answer.say(lines(1, count))
  await expect(lineOf(chat, count - 1)).toBeInViewport()

  const scrollMethods: readonly (readonly [string, () => Promise<void>])[] = [
    ['wheel', () => chat.page.mouse.wheel(0, -2)],
    ['key', () => chat.log.press('ArrowUp')],
  ]
  for (const [method, scrollUp] of scrollMethods) {
    await test.step(method, async () => {
      await chat.log.hover()
      const top = await chat.log.evaluate((log) => log.scrollTop)
      await scrollUp()
      await expect.poll(() => chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(top)
      await chat.log.evaluate(waitForScrollEnd)
      const moved = await watchLine(lineOf(chat, count - 4))
      await sayMore()
      await sayMore()
      expect(await moved()).toBe(0)

      await chat.log.evaluate((log) => log.scrollTo(0, log.scrollHeight))
      await expect(chat.scrollToEnd).toBeHidden()
      await sayMore()
      await expect(lineOf(chat, count - 1)).toBeInViewport()
    })
  }
})

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true })

  test('the smallest movement of a finger ends the following, too', async ({ chat, model }) => {
    await chat.composer.fill('Many lines')
    await chat.send.tap()
    const answer = await model.nextAnswer()
    answer.say(lines(1, 60))
    await expect(lineOf(chat, 59)).toBeInViewport()
    const top = await chat.log.evaluate((log) => log.scrollTop)
    await swipe(chat, 24)
    await chat.log.evaluate(waitForScrollEnd)
    expect(await chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(top)
    const moved = await watchLine(lineOf(chat, 56))
    answer.say(lines(60, 100))
    await expect(lineOf(chat, 99)).toBeAttached()
    answer.end()
    await expect(chat.stop).toBeHidden()
    expect(await moved()).toBe(0)
  })
})

/** Swipes the content down with a finger. */
async function swipe({ page, log }: ChatPage, distance: number): Promise<void> {
  const box = await log.boundingBox()
  if (!box) throw new Error('The log is not visible.')
  const devtools = await page.context().newCDPSession(page)
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  for (let moved = 2; moved <= distance; moved += 2) {
    const touchPoints = [{ x, y: y + moved }]
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints })
  }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('reasoning that turns into an answer moves nothing', async ({ chat, model }) => {
  await completeTurn(chat, model, 'Many lines', lines(1, 40))
  await chat.ask('Think')
  const answer = await model.nextAnswer()
  const question = chat.questions.last()
  await expect(question).toBeInViewport()
  answer.think('Hm. ')
  const reasoning = chat.lastAnswer.getByRole('group')
  await expect(reasoning.getByText('Hm.')).toBeVisible()
  const moved = [await watchLine(question), await watchLine(reasoning.locator('summary'))]
  // Reasoning has its own box, which scrolls along with new text.
  answer.think('Well. '.repeat(900) + '\n\nThe last thought.')
  await expect(reasoning.getByText('The last thought.')).toBeInViewport()
  answer.say('So it is.')
  await chat.expectAnswer('So it is.')
  await expect(reasoning).toContainText(/Thought for \d+ sec/)
  await expect(reasoning.getByText('The last thought.')).toBeHidden()
  answer.say('\n\nReally.')
  answer.end()
  await chat.expectIdle()
  for (const end of moved) expect(await end()).toBe(0)
})

test('an image that loads late moves nothing above it', async ({ chat, model, page }) => {
  await page.route('http://pictures.test/**', (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>',
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  await completeTurn(
    chat,
    model,
    'A picture',
    `${lines(1, 40)}![A fox](http://pictures.test/fox.svg)`,
  )
  const load = chat.lastAnswer.getByRole('button', { name: 'Load image' })
  await expect(load).toBeInViewport()
  const moved = await watchLine(lineOf(chat, 39))
  await load.click()
  const image = chat.lastAnswer.getByRole('img', { name: 'A fox' })
  await expect.poll(() => image.evaluate(({ clientHeight }) => clientHeight)).toBeGreaterThan(200)
  expect(await moved()).toBe(0)
})

for (const [browsers, anchor, isGapOnTop] of [
  ['browsers with scroll anchoring', 'auto', false],
  // Like WebKit.
  ['browsers without it', 'none', false],
  ['browsers without it, if the view begins between two lines', 'none', true],
] as const) {
  test(`an image that loads above the view moves nothing: ${browsers}`, async ({
    chat,
    model,
    page,
  }) => {
    let releaseImage: () => void = () => undefined
    const released = new Promise<void>((resolve) => (releaseImage = resolve))
    await page.route('http://pictures.test/**', async (route) => {
      await released
      await route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>',
        headers: { 'access-control-allow-origin': '*' },
      })
    })
    await chat.log.evaluate((log, value) => (log.style.overflowAnchor = value), anchor)
    await completeTurn(
      chat,
      model,
      'A picture',
      `![A fox](http://pictures.test/fox.svg)\n\n${lines(1, 40)}`,
    )
    await chat.lastAnswer.getByRole('button', { name: 'Load image' }).click()
    await scrollToMiddle(chat, lineOf(chat, 20))
    if (isGapOnTop) await putGapOnTop(chat, lineOf(chat, 18))
    await chat.log.evaluate(waitForScrollEnd)
    const moved = await watchLine(lineOf(chat, 20))
    releaseImage()
    const image = chat.lastAnswer.getByRole('img', { name: 'A fox' })
    await expect.poll(() => image.evaluate(({ clientHeight }) => clientHeight)).toBeGreaterThan(200)
    // Scroll positions are whole pixels, but the height of an image may not be.
    expect(await moved()).toBeLessThan(1)
  })
}

test('a queued question starts below, and the previous answer stays in view', async ({
  chat,
  model,
}) => {
  await chat.ask('First')
  const first = await model.nextAnswer()
  first.say(lines(1, 40))
  await expect(lineOf(chat, 39)).toBeInViewport()
  await chat.ask('Second')
  await expect(chat.log.getByText('Queued')).toBeInViewport()
  await scrollToMiddle(chat, lineOf(chat, 20))
  const moved = await watchLine(lineOf(chat, 20))
  first.end()
  const second = await model.nextAnswer()
  second.say(lines(1, 10, 'Row'))
  await expect(lineOf(chat, 9, 'Row')).toBeAttached()
  second.end()
  await chat.expectIdle()
  expect(await moved()).toBe(0)
})

test.describe('in a view with space below the thread', () => {
  test.use({ viewport: { width: 900, height: 700 } })

  test('a sent question scrolls to the top, above space that its answer grows into @main', async ({
    chat,
    model,
  }) => {
    await completeTurn(chat, model, 'Many lines', lines(1, 40))
    await scrollToMiddle(chat, lineOf(chat, 10))
    await chat.ask('And a few')
    const answer = await model.nextAnswer()
    const question = chat.questions.last()
    const fromTop = async () => {
      const [log, questionBox] = await Promise.all([chat.log.boundingBox(), question.boundingBox()])
      return (questionBox?.y ?? NaN) - (log?.y ?? NaN)
    }
    await expect.poll(fromTop).toBeLessThan(40)
    const moved = await watchLine(question)
    const height = () => chat.log.evaluate((log) => log.scrollHeight)
    const before = await height()
    answer.say(lines(1, 4, 'Row'))
    await expect(lineOf(chat, 3, 'Row')).toBeVisible()
    await chat.ask('One more')
    await expect(chat.log.getByText('Queued')).toBeVisible()
    expect(await height()).toBe(before)
    expect(await moved()).toBe(0)
    await chat.stop.click()
    await model.nextAnswer()
  })
})

test('switching to a branch of any length moves nothing above it', async ({ chat, model }) => {
  await completeTurn(chat, model, 'Before', lines(1, 20))
  await completeTurn(chat, model, 'Long', lines(1, 60, 'Row'))
  await chat.edit()
  await chat.editor.fill('Short')
  await chat.editor.press('Enter')
  const answer = await model.nextAnswer()
  answer.say('Short.')
  answer.end()
  await chat.expectIdle()
  const versions = chat.versionsOf(chat.questions.last())
  const above = lineOf(chat, 19)
  await chat.log.evaluate((log) => void (log.scrollTop -= 100))
  await expect(above).toBeInViewport()

  const moved = [await watchLine(above), await watchLine(versions.previous)]
  await versions.previous.click()
  await expect(lineOf(chat, 1, 'Row')).toBeVisible()
  await versions.next.click()
  await chat.expectAnswer('Short.')
  for (const end of moved) expect(await end()).toBe(0)

  await test.step('switching to a shorter version of the answer at the end moves nothing either', async () => {
    await versions.previous.click()
    await chat.regenerate.click()
    const again = await model.nextAnswer()
    again.say('Shorter.')
    again.end()
    await chat.expectIdle()
    const answers = chat.versionsOf(chat.lastAnswer)
    await answers.previous.click()
    await chat.log.evaluate((log) => void (log.scrollTop += 40))
    const still = await watchLine(answers.next)
    await answers.next.click()
    await chat.expectAnswer('Shorter.')
    await answers.previous.click()
    await expect(lineOf(chat, 1, 'Row')).toBeVisible()
    expect(await still()).toBe(0)
  })
})
